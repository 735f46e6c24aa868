"""What is said about the thing under the cursor."""

from __future__ import annotations

import pytest

from signal_dsl.ide.hover import hover
from tests.ide.marks import SETTINGS, marked


def said(text: str) -> str:
    """What is said at the mark; empty where nothing is."""
    snapshot, offset = marked(text)
    found = hover(snapshot, offset)
    if found is None:
        return ""
    assert found.start <= offset <= found.end
    return found.markdown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("em‸a(close, 200)", "after **199 bars**"),
        ("x = ema(close, 2‸00)", "timeperiod"),
        ("fast = ema(close, 20)\nu‸p = close > fast", "19 bars"),
        ("fast = ema(close, 20)\nup = close > fa‸st", "fast: number series"),
        ("n = 7\nx = sma(close, n * 2)\ny = ‸n", "n = 7"),
        ("n = 7\nk = n * 2\ny = k‸", "Always `14`"),
        ("x = clo‸se", "Price at the end of the bar"),
        ("x = macd(close).macdh‸ist", "less its signal line"),
        ("x = rsi(close, time‸period=9)", "Wilder"),
        ("x = close[‸-2]", "the bar before"),
        ("x = close[-‸10]", "9 bars ago"),
        ('x = entry("BINANCE:BTC/U‸SDT", "LONG", Weight(1))', "BTC, quoted in USDT"),
        ('x = entry("BINANCE:BTC/USDT", "LO‸NG", Weight(1))', "gains when the price rises"),
        ('x = entry("BINANCE:btc", ‸"SHORT", Weight(1))', "gains when the price falls"),
        ('x = entry("BINANC‸:BTC/USDT", "SHORT", Weight(1))', "There is no exchange"),
        ("x = bars_since(close > open)\nemit_signal(‸x > 3)", "Lookback unknown"),
        ("x = sma(close, 20)  # noqa: SIG‸102", "unused-name"),
        ("# /// backtest\n# time‸frame = '1d'\n# ///", "How long a bar lasts"),
        ("# /// backtest\n# universe = ['BINANCE:BT‸C/USDT']\n# ///", "spot"),
        ("# /// backtest\n# exchange = 'hyper‸liquid'\n# ///", "perpetual"),
        ("x = ma(close, 10, ‸1)", "Here it is `ema`."),
        ("x = stochr‸si(close, 14, 5, 3, 1)", "- `.fastd`: The average of %K. (0 to 100)\n"),
        ("t = 'GATE:BTC/USDT'\nexit(‸t)", "BTC, quoted in USDT"),
        ("x = (rs‸i(close", "Relative strength index"),
        ("x = ema(close, 200\ny = (x‸ > ", "x = ema(close, 200"),
    ],
)
def test_hover_says_what_stands_at_the_cursor(text: str, told: str) -> None:
    assert told in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "x = close ‸+ open",
        "# just a rem‸ark",
        "x = (‸ 3)",
        "‸",
        "x = 3  # rsi‸ is nice",
        "x = nothing_kno‸wn",
        "x = 'pl‸ain'",
    ],
)
def test_says_nothing(text: str) -> None:
    assert said(text) == ""


def test_bars_are_told_in_time_with_their_chain() -> None:
    text = (
        SETTINGS
        + "slow = ema(close, 200)\ncross = crossover(close, slow)\nemit_signal(cro‸ss, exit('BINANCE:ETH/USDT'))"
    )
    told = said(text)
    assert "First value after **200 bars** of `4h` (33.3 days); settled after 891 bars (148.5 days)." in told
    assert "- 199 bars: `ema(close, 200)`, line 7\n- 1 bar: `crossover(close, slow)`" in told


def test_a_run_that_is_too_short() -> None:
    text = SETTINGS.replace("2022-01-01", "2024-12-01") + "slow = em‸a(close, 200)"
    assert "From" not in said(text)
    assert (
        "**Too short a run**: from 2024-12-01 to 2024-12-31 there are 180 bars. Start on 2024-11-27 or before."
        in said(text)
    )
