"""Which arguments a call gives, and what does not fit in it."""

from __future__ import annotations

import pytest

from signal_dsl.analysis import analyze
from signal_dsl.analysis.facts import CallFact


def outermost(text: str) -> CallFact:
    """The facts of the call that a script ends with."""
    home = analyze(text).statements[-1]
    assert home.tree is not None
    return home.calls[home.tree.value]


@pytest.mark.parametrize(
    ("text", "left_out", "given"),
    [
        ("atr()", True, []),
        ("atr(14)", True, ["timeperiod"]),
        ("atr(timeperiod=14)", True, ["timeperiod"]),
        ("atr(unknown)", True, ["timeperiod"]),
        ('atr("14")', True, ["timeperiod"]),
        ("atr(high, low, close)", False, ["high", "low", "close"]),
        ("atr(unknown, low, close, 14)", False, ["high", "low", "close", "timeperiod"]),
        ("atr(unknown, unknown, unknown)", False, ["high", "low", "close"]),
        ("vwma(close, 20)", True, ["real", "timeperiod"]),
        ("vwma(close, volume, 20)", False, ["real", "volume", "timeperiod"]),
        ("obv(close)", True, ["real"]),
    ],
)
def test_prices_may_be_left_out_together(text: str, left_out: bool, given: list[str]) -> None:
    call = outermost(text)
    assert (call.prices_left_out, list(call.given)) == (left_out, given)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("atr(close, 14)", ["some prices"]),
        ("atr(high, low, 14)", ["some prices"]),
        ("atr(high=high)", ["some prices"]),
        ("atr(high, low, close, 14)", []),
        ("cdldoji(5)", ["too many"]),
        ("vwma()", ["missing"]),
        ("max(close, open)", ["wrong type"]),
        ("max(close, 20)", []),
        ("sma(20, close)", ["wrong type"]),
        ("sma(close, hour)", []),
        ("sma(unknown, close)", []),
        ("rsi(14)", []),
        ("sma(close, None)", []),
        ("macd(close, None, 26)", []),
        ("sma(None, 5)", ["wrong type"]),
    ],
)
def test_problems(text: str, problems: list[str]) -> None:
    assert [problem.kind for problem in outermost(text).problems] == problems


def test_none_stands_for_the_default() -> None:
    assert analyze("macd(close, None, 26)").lookback == analyze("macd(close, 12, 26)").lookback == 33


@pytest.mark.parametrize(
    ("text", "lookback"),
    [
        ("nz(close, ema(close, 20))", 19),
        ("nz(ema(close, 30), ema(close, 20))", 29),
        ("sma(close, round(14.4))", 13),
    ],
)
def test_lookback_through_options_and_rounding(text: str, lookback: int) -> None:
    assert analyze(text).lookback == lookback


def test_what_cannot_be_rounded_is_not_known() -> None:
    assert analyze("sma(close, round(1e999))").lookback is None
