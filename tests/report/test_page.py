"""The report as a person sees it: in a real browser, with a real mouse, by elements and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from signal_dsl.heytraders.document import Answers, Ran, build
from signal_dsl.report import render
from tests.heytraders import simulated
from tests.report.chromium import Browser, browser

pytestmark = pytest.mark.xdist_group("browser")  # one browser for all of these


@pytest.fixture(scope="module")
def open_browser() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """A year of hours in two tickers."""
    return simulated.document()


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory, document: dict[str, Any]) -> Path:
    return written(tmp_path_factory.mktemp("report"), document)


def written(folder: Path, document: dict[str, Any], against: dict[str, Any] | None = None) -> Path:
    path = folder / "report.html"
    path.write_text(render(document, against), encoding="utf-8")
    return path


def complaints(page: Browser) -> list[object]:
    """What the page or the browser found wrong, the policy's refusals included."""
    told = [one for one in page.told("Runtime.consoleAPICalled") if one["type"] in ("error", "warning", "assert")]
    return [*told, *page.told("Runtime.exceptionThrown"), *page.told("Log.entryAdded")]


def shown_range(page: Browser) -> tuple[float, float]:
    """The moments between which the chart shows bars."""
    first, last = page.run("window.signalDslReport.chart.range()")
    return first, last


def test_it_opens_without_a_network_and_without_a_complaint(open_browser: Browser, year: Path) -> None:
    open_browser.show(year)
    assert complaints(open_browser) == []
    asked = [one["request"]["url"] for one in open_browser.told("Network.requestWillBeSent")]
    assert asked == [year.as_uri()]


def test_what_the_policy_keeps_out(open_browser: Browser, year: Path) -> None:
    open_browser.show(year)
    open_browser.run(
        """{
          window.kept = [];
          addEventListener('securitypolicyviolation', (event) => window.kept.push(event.effectiveDirective));
          fetch('http://127.0.0.1:9/').catch(() => 0);
          for (const [tag, name] of [['script', 'text'], ['style', 'textContent'], ['img', 'src'], ['iframe', 'src']]) {
            const one = document.createElement(tag);
            one[name] = tag === 'script' || tag === 'style' ? 'window.pwned = 1' : 'http://127.0.0.1:9/';
            document.body.append(one);
          }
          try { eval('1'); } catch { }
        }"""
    )
    open_browser.until("new Set(window.kept).size >= 6 || window.kept.length > 20")
    kept = set(open_browser.run("window.kept"))
    assert kept == {"connect-src", "script-src-elem", "style-src-elem", "img-src", "frame-src", "script-src"}
    assert open_browser.run("window.pwned") is None


def test_the_numbers_are_those_of_the_result(open_browser: Browser, year: Path, document: dict[str, Any]) -> None:
    open_browser.show(year)
    metrics = document["metrics"]
    assert open_browser.texts("h1") == ["trend.signal"]
    assert open_browser.texts(".stamp") == ["SIMULATED"]
    cards = dict(zip(open_browser.texts(".cards dt"), open_browser.texts(".cards dd:not(.below)"), strict=True))
    assert cards["Total return"] == f"{metrics['total_return_pct']:+.2f} %".replace("-", "−")
    assert cards["Max drawdown"] == f"{metrics['max_drawdown']:.2f} %"
    assert cards["Buy and hold"] == f"{metrics['buy_and_hold_return_pct']:+.2f} %".replace("-", "−")
    assert cards["Trades"] == str(len(document["trades"]))
    rows = open_browser.texts("#metrics tbody td")
    assert dict(zip(rows[::2], rows[1::2], strict=True))["Sharpe ratio"] == f"{metrics['sharpe_ratio']:.2f}"
    assert len(rows) == 2 * len(metrics)
    assert open_browser.run("document.querySelector('.title a').href") == document["dashboard_url"]
    assert open_browser.texts("#tickers tbody td:first-child") == ["BTC/USDT", "ETH/USDT"]
    assert open_browser.texts("#signals tbody td:nth-child(9)") == ["0"] * 4
    settings = open_browser.texts("#settings tbody td")
    assert dict(zip(settings[::2], settings[1::2], strict=True))["Trading fee"] == "0.05 %"
    assert open_browser.texts("#script code") == simulated.CROSS.splitlines()
    held = document["signals"][0]["held"]
    assert (
        open_browser.texts("#script .did")[0]
        == f"entry LONG: held at {held} bars, {document['signals'][0]['filled']} filled"
    )


def test_every_trade_is_listed(open_browser: Browser, year: Path, document: dict[str, Any]) -> None:
    open_browser.show(year)
    trades = document["trades"]
    assert len(open_browser.texts("#trades tbody tr")) == len(trades)
    entries = open_browser.texts("#trades tbody td:nth-child(3)")
    assert entries == sorted(entries)
    assert open_browser.texts('#trades th[aria-sort="ascending"]') == ["Entry (UTC)"]
    first = open_browser.texts("#trades tbody tr:first-child td")
    earliest = min(trades, key=lambda one: one["entry_time"])
    assert first[2] == earliest["entry_time"][:16].replace("T", " ")
    assert float(first[4].replace("−", "-").replace(",", "")) == pytest.approx(earliest["pnl"], abs=0.005)


def test_trades_are_sorted_by_a_click(open_browser: Browser, year: Path, document: dict[str, Any]) -> None:
    open_browser.show(year)
    column = open_browser.texts("#trades th").index("P&L (USDT)") + 1
    expected = sorted((one["pnl"] for one in document["trades"]), reverse=True)
    for order in (expected, expected[::-1]):
        open_browser.click(f"#trades th:nth-child({column}) button")
        shown = open_browser.texts(f"#trades tbody td:nth-child({column})")
        assert [float(one.replace("−", "-").replace(",", "")) for one in shown] == pytest.approx(order, abs=0.005)
    assert open_browser.run(f"document.querySelector('#trades th:nth-child({column})').ariaSort") == "ascending"


def test_the_legend_tells_the_bar_below_the_mouse(open_browser: Browser, year: Path, document: dict[str, Any]) -> None:
    open_browser.show(year)
    left, top, width, height = open_browser.box(".chart")
    bars = document["prices"]["BINANCE:BTC/USDT"]
    equity = document["equity"]
    seen = set()
    for share in (0.2, 0.5, 0.8):
        open_browser.mouse("mouseMoved", left + share * width, top + 0.3 * height)
        legend = open_browser.texts(".legend")
        moment = re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d", legend[0])
        assert moment, legend
        time = f"{moment[0].replace(' ', 'T')}:00Z"
        place = bars["time"].index(time)
        values = dict(re.findall(r"([OHLC]) ([\d,.]+)", legend[0]))
        for letter, name in zip("OHLC", ("open", "high", "low", "close"), strict=True):
            assert float(values[letter].replace(",", "")) == pytest.approx(bars[name][place], abs=0.5)
        told = re.search(r"Equity ([\d,.]+) USDT", legend[1])
        assert told
        assert float(told[1].replace(",", "")) == pytest.approx(equity["equity"][equity["time"].index(time)], abs=0.005)
        assert "Drawdown" in legend[2]
        seen.add(time)
    assert len(seen) == 3


def test_the_wheel_zooms_once_the_chart_is_clicked_and_else_moves_the_page(open_browser: Browser, year: Path) -> None:
    open_browser.show(year)
    left, top, width, height = open_browser.box(".chart")
    x, y = left + width / 2, top + height / 3
    whole = shown_range(open_browser)
    at = open_browser.run("scrollY")
    open_browser.mouse("mouseMoved", x, y)
    open_browser.mouse("mouseWheel", x, y, deltaX=0, deltaY=200)
    open_browser.until(f"scrollY > {at}")
    assert shown_range(open_browser) == whole
    left, top, width, height = open_browser.box(".chart")
    x, y = left + width / 2, top + height / 3
    open_browser.press(x, y)
    for _ in range(6):
        open_browser.mouse("mouseWheel", x, y, deltaX=0, deltaY=-200)
    first, last = shown_range(open_browser)
    assert last - first < 0.3 * (whole[1] - whole[0])
    assert whole[0] < first < last < whole[1]
    open_browser.drag(x, y, 200)
    moved = shown_range(open_browser)
    assert moved[0] < first
    assert moved[1] - moved[0] == pytest.approx(last - first, rel=0.05)
    open_browser.key("Home")
    assert shown_range(open_browser) == whole


def test_the_buttons_choose_how_much_is_shown(open_browser: Browser, year: Path) -> None:
    open_browser.show(year)
    whole = shown_range(open_browser)
    open_browser.click(".ranges button:nth-child(2)")
    first, last = shown_range(open_browser)
    assert last == pytest.approx(whole[1], abs=86_400)
    assert (last - first) / 86_400 == pytest.approx(30, abs=1)
    open_browser.click(".ranges button:last-child")
    assert shown_range(open_browser) == whole


def test_a_trade_that_is_clicked_is_shown(open_browser: Browser, year: Path, document: dict[str, Any]) -> None:
    open_browser.show(year)
    trades = document["trades"]
    at = next(place for place, one in enumerate(trades) if one["ticker"] == "BINANCE:ETH/USDT" and one["bars"] > 20)
    open_browser.click(f'tr[data-trade="{at}"]')
    begin, end = (
        datetime.fromisoformat(trades[at][name]).replace(tzinfo=UTC).timestamp() for name in ("entry_time", "exit_time")
    )
    first, last = shown_range(open_browser)
    assert first < begin < end < last
    assert last - first < 5 * (end - begin) + 100 * 3600
    assert open_browser.texts(".chosen td:first-child") == ["ETH/USDT"]
    assert open_browser.texts('[data-ticker][aria-pressed="true"]') == ["ETH/USDT"]
    assert open_browser.texts(".legend strong") == ["ETH/USDT"]
    left, top, width, height = open_browser.box(".chart")
    scale = width - 78  # without the prices at the right
    open_browser.mouse("mouseMoved", left + scale * (begin - first + 1800) / (last - first + 3600), top + height / 3)
    (event,) = open_browser.texts(".event")
    assert event.startswith(f"Enter LONG at {trades[at]['entry_price']:,.1f}")
    assert event.endswith(f"(line {trades[at]['entry_line']})")


def test_another_ticker(open_browser: Browser, year: Path) -> None:
    open_browser.show(year)
    open_browser.click('[data-ticker="BINANCE:ETH/USDT"]')
    assert open_browser.texts(".legend strong") == ["ETH/USDT"]
    assert open_browser.texts('[data-ticker][aria-pressed="true"]') == ["ETH/USDT"]


def luminance(colour: str) -> float:
    red, green, blue = (int(one) / 255 for one in re.findall(r"\d+", colour)[:3])
    parts = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in (red, green, blue)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_all_text_can_be_read(open_browser: Browser, year: Path, dark: bool) -> None:
    open_browser.show(year, dark=dark)
    page = open_browser.run("getComputedStyle(document.documentElement).backgroundColor")
    assert (luminance(page) < 0.1) is dark
    pairs = open_browser.run(
        """[...document.querySelectorAll('h1, p, dt, dd, td, th, code, li, a, button, .did, .stamp, .legend b, footer')]
          .filter((one) => one.textContent.trim() && one.checkVisibility())
          .map((one) => {
            let behind = one;
            while (behind && /, 0\\)$/.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
            return [getComputedStyle(one).color, getComputedStyle(behind ?? document.documentElement).backgroundColor,
                    one.className || one.tagName];
          })"""
    )
    assert len(pairs) > 100
    for text, behind, what in {tuple(pair) for pair in pairs}:
        if not behind.startswith("rgb("):  # seen through, as the legend's is
            continue
        light, shade = sorted((luminance(text), luminance(behind)), reverse=True)
        assert (light + 0.05) / (shade + 0.05) >= 4.5, (text, behind, what)


@pytest.mark.parametrize("width", [420, 768, 1920])
def test_no_screen_is_too_narrow(open_browser: Browser, year: Path, width: int) -> None:
    open_browser.show(year, width=width)
    assert open_browser.run("document.scrollingElement.scrollWidth") <= width
    assert complaints(open_browser) == []
    left, _, wide, _ = open_browser.box(".chart")
    assert left >= 0
    assert left + wide <= width


def test_a_window_that_changes_its_size(open_browser: Browser, year: Path) -> None:
    open_browser.show(year, width=1280)
    whole = shown_range(open_browser)
    open_browser.call("Emulation.setDeviceMetricsOverride", width=700, height=900, deviceScaleFactor=1, mobile=False)
    open_browser.until("document.querySelector('.chart table').getBoundingClientRect().right <= 700")
    assert shown_range(open_browser) == whole


def test_on_paper(open_browser: Browser, year: Path) -> None:
    open_browser.show(year, dark=True)
    open_browser.run(
        """addEventListener('beforeprint', () => {
          const picture = document.querySelector('.paper');
          const pixels = picture.getContext('2d').getImageData(0, 0, picture.width, picture.height).data;
          const colours = new Set();
          for (let at = 0; at < pixels.length; at += 400) {
            colours.add(pixels.slice(at, at + 3).join());
          }
          window.onPaper = [colours.size, pixels[0], matchMedia('print').matches, picture.width];
        })"""
    )
    pdf = open_browser.printed()
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") >= 2
    colours, corner, _, width = open_browser.run("window.onPaper")
    assert colours > 20  # something is drawn
    assert corner > 200  # on white
    assert width == 680
    open_browser.frames()
    assert open_browser.run("document.querySelector('.paper')") is None


def test_why_there_were_no_trades(open_browser: Browser, tmp_path: Path) -> None:
    document = simulated.document(simulated.SILENT)
    open_browser.show(written(tmp_path, document))
    assert complaints(open_browser) == []
    assert "Why no trades" in open_browser.texts("h2")
    assert open_browser.texts("#signals tbody td")[:5] == ["1", "entry LONG", "BTC/USDT", "8,760", "0 (0.0 %)"]
    assert open_browser.texts(".notes li") == document["notes"]
    assert open_browser.texts("#trades") == []


def test_one_against_another(open_browser: Browser, tmp_path: Path, document: dict[str, Any]) -> None:
    other = simulated.document(simulated.CROSS.replace("100", "60"), result_id="r_2")
    open_browser.show(written(tmp_path, document, other))
    assert complaints(open_browser) == []
    assert open_browser.texts("#metrics th") == ["Metric", "r_1", "r_2", "Difference"]
    row = open_browser.texts("#metrics tbody tr:first-child td")
    more = document["metrics"]["total_return_pct"] - other["metrics"]["total_return_pct"]
    assert row[3] == f"{more:+.2f} points".replace("-", "−")
    assert "r_2" in open_browser.texts(".legend")[1]
    assert open_browser.texts("#settings th") == ["Setting", "r_1", "r_2"]
    assert "r_2" in open_browser.texts("#settings .differs")
    assert "1h" not in open_browser.texts("#settings .differs")


HOSTILE = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>\u2028\u2029<!--"


def test_nothing_of_a_result_is_taken_for_markup(
    open_browser: Browser, tmp_path: Path, document: dict[str, Any]
) -> None:
    evil = {
        **document,
        "result_id": HOSTILE,
        "notes": [HOSTILE],
        "dashboard_url": 'https://x/"><script>window.pwned=1</script>',
        "script": {"path": HOSTILE, "sha256": "0" * 64, "text": HOSTILE.replace("\u2028\u2029", "")},
        "settings": {**document["settings"], HOSTILE: HOSTILE},
        "trades": [{**document["trades"][0], "ticker": HOSTILE, "reason": HOSTILE}],
        "metrics": {HOSTILE: 1.0},
    }
    open_browser.show(written(tmp_path, evil))
    assert complaints(open_browser) == []
    assert open_browser.run("window.pwned") is None
    assert open_browser.texts(".notes li") == [HOSTILE.strip()]
    assert open_browser.run("document.querySelectorAll('script').length") == 2
    assert open_browser.run("document.querySelectorAll('img').length") == 0


@pytest.mark.parametrize(
    "answers",
    [
        Answers(),
        Answers({"metrics": {"total_return_pct": 1}}),
        Answers(trades=[[{"ticker": "A", "entry_time": 1704067200, "pnl": 1}]]),
        Answers(equity=[["2024-01-01", 1]]),
        Answers(equity={"time": ["2024-01-01", "2024-01-02"], "equity": [None, 2]}),
        Answers(prices={"A": [[1704067200, 1, 2, 0.5, 1.5, 9]]}),
        Answers({"signals": [{}], "refused": [{}], "open_positions": [{}], "per_ticker": [{}]}, trades=[[{}]]),
    ],
    ids=["nothing", "metrics", "trades", "one-value", "a-gap", "prices", "empty-rows"],
)
def test_results_of_which_little_is_known(open_browser: Browser, tmp_path: Path, answers: Answers) -> None:
    open_browser.show(written(tmp_path, build(answers, Ran("r_1", "https://example.com/api/v1"))))
    assert complaints(open_browser) == []
    assert open_browser.texts("h1") == ["r_1"]
    assert open_browser.texts(".stamp") == []


def test_a_year_of_hours_moves_smoothly(open_browser: Browser, year: Path) -> None:
    """From file to picture, and fifty moves with all 8,760 bars in view; the limits are for slow machines."""
    open_browser.show(year)
    drawn = open_browser.run("performance.now() - performance.getEntriesByType('navigation')[0].responseEnd")
    assert drawn < 20_000
    took = open_browser.run(
        """(async () => {
          const element = document.querySelector('.chart');
          element.focus();
          const times = [];
          for (let at = 0; at < 50; at++) {
            const begun = performance.now();
            const key = at % 10 < 5 ? '+' : '-';
            element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
            await new Promise((tell) => requestAnimationFrame(() => setTimeout(tell)));
            times.push(performance.now() - begun);
          }
          return times.sort((a, b) => a - b)[25];
        })()"""
    )
    assert took < 250, f"a move takes {took:.0f} ms"


def test_many_trades_are_made_as_they_are_looked_at(
    open_browser: Browser, tmp_path: Path, document: dict[str, Any]
) -> None:
    many = {**document, "trades": document["trades"] * 40}
    open_browser.show(written(tmp_path, many))
    count = len(many["trades"])
    assert len(open_browser.texts("#trades tbody tr")) == 200
    open_browser.click(".more")
    assert len(open_browser.texts("#trades tbody tr")) == 1200
    assert open_browser.texts(".more") == [f"Show more ({count - 1200:,} trades left)"]


def test_a_year_of_minutes(open_browser: Browser, tmp_path: Path, document: dict[str, Any]) -> None:
    """A page of half a million bars would be some 50 MB: they are put together, and a note says so."""
    length = 525_600
    start = 1_704_067_200
    time = [datetime.fromtimestamp(start + 60 * at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for at in range(length)]
    curve = [10_000 + (at * 7919 % 1000) / 10 for at in range(length)]
    long = {
        **document,
        "equity": {"time": time, "equity": curve},
        "prices": {"BINANCE:BTC/USDT": {"time": time, **dict.fromkeys(("open", "high", "low", "close"), curve)}},
    }
    path = written(tmp_path, long)
    assert path.stat().st_size < 8_000_000
    open_browser.show(path)
    assert complaints(open_browser) == []
    assert any("14 bars of the run as one" in note for note in open_browser.texts(".notes li"))
    first, last = shown_range(open_browser)
    assert first == start
    assert (last - first) > 364 * 86_400
