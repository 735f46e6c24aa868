"""The report as a person reads it: in a real browser, by elements and numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from signal_dsl.heytraders.document import Answers, Ran, build
from tests.heytraders import simulated
from tests.report.chromium import Browser
from tests.report.pages import complaints, written

pytestmark = pytest.mark.xdist_group("browser")  # one browser for all of these


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
    assert open_browser.texts("#metrics th") == ["Metric", "This run", "Other run", "Difference"]
    row = open_browser.texts("#metrics tbody tr:first-child td")
    more = document["metrics"]["total_return_pct"] - other["metrics"]["total_return_pct"]
    assert row[3] == f"{more:+.2f} points".replace("-", "−")
    assert "Other run" in open_browser.texts(".legend")[1]
    assert "other run r_2" in open_browser.texts(".ids")[0]
    assert open_browser.texts("#settings th") == ["Setting", "This run", "Other run"]
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
