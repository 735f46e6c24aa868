"""The report's chart as a person uses it: in a real browser, with a real mouse."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.report.chromium import Browser
from tests.report.pages import complaints, shown_range, written

pytestmark = pytest.mark.xdist_group("browser")  # one browser for all of these


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


def test_a_window_that_changes_its_size(open_browser: Browser, year: Path) -> None:
    open_browser.show(year, width=1280)
    whole = shown_range(open_browser)
    open_browser.call("Emulation.setDeviceMetricsOverride", width=700, height=900, deviceScaleFactor=1, mobile=False)
    open_browser.until("document.querySelector('.chart table').getBoundingClientRect().right <= 700")
    assert shown_range(open_browser) == whole


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
