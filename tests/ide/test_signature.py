"""The call around the cursor, and its parameter that is being given."""

from __future__ import annotations

import pytest

from signal_dsl.ide.signature import signature_help
from tests.ide.marks import marked


def shown(text: str) -> tuple[str, str] | None:
    """The call's name and the parameter in its label, of the signature that is being typed."""
    snapshot, offset = marked(text)
    found = signature_help(snapshot, offset)
    if found is None:
        return None
    one = found.signatures[found.active]
    parameter = one.parameters[one.active] if one.active is not None else None
    return one.label.partition(")")[0] + ")", one.label[parameter.start : parameter.end] if parameter else ""


RSI = "rsi(real, timeperiod=14)"
ATR = "atr(timeperiod=14)"
FULL_ATR = "atr(high, low, close, timeperiod=14)"
ENTRY = "entry(ticker, side, sizing)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rsi(‸", (RSI, "real")),
        ("x = rsi(‸close, 14)", (RSI, "real")),
        ("x = rsi(close,‸ 14)", (RSI, "timeperiod=14")),
        ("x = rsi(close, 14‸)", (RSI, "timeperiod=14")),
        ("x = rsi(timeperiod=‸", (RSI, "timeperiod=14")),
        ("x = rsi(timeperiod=9, real=‸", (RSI, "real")),
        ("x = rsi(leng‸th=3, real=close)", (RSI, "timeperiod=14")),
        ("x = rsi(close, 14, ‸", (RSI, "")),
        ("x = rsi(close, 14)‸", None),
        ("x = ‸rsi(close, 14)", None),
        ("atr(‸", (ATR, "timeperiod=14")),
        ("atr(1‸", (ATR, "timeperiod=14")),
        ("n = 3\natr(n‸", (ATR, "timeperiod=14")),
        ("atr(timeperiod=‸", (ATR, "timeperiod=14")),
        ("atr(high, ‸", (FULL_ATR, "low")),
        ("atr(high, low, close, ‸", (FULL_ATR, "timeperiod=14")),
        ("atr(high=‸", (FULL_ATR, "high")),
        ("emit_signal(x > 1, entry(‸", (ENTRY, "ticker")),
        ('emit_signal(x > 1, entry("A:B‸', (ENTRY, "ticker")),
        ('emit_signal(x > 1, entry("A:B", "‸"', (ENTRY, "side")),
        ('emit_signal(x > 1, entry("A:B", "LONG", Weight(0.5‸)))', ("Weight(fraction)", "fraction")),
        ('emit_signal(x > 1, entry("A:B", "LONG", Weight(0.5)‸))', (ENTRY, "sizing")),
        ("sma((close + ‸open) / 2, 20)", ("sma(real, timeperiod=30)", "real")),
        ("sma(close[‸-1], 20)", ("sma(real, timeperiod=30)", "real")),
        ("sma([1, ‸2], 20)", ("sma(real, timeperiod=30)", "real")),
        ("sma(\n    close,\n    ‸\n)", ("sma(real, timeperiod=30)", "timeperiod=30")),
        ("sma(\n    close,\n    ‸", ("sma(real, timeperiod=30)", "timeperiod=30")),
        ("nothing(‸", None),
        ("sma(nothing(‸", ("sma(real, timeperiod=30)", "real")),
        ("x = (a, ‸", None),
        ("# rsi(‸", None),
        ("rsi(close, 'a(b,‸", (RSI, "timeperiod=14")),
    ],
)
def test_the_call_around_the_cursor_is_shown(text: str, expected: tuple[str, str] | None) -> None:
    assert shown(text) == expected


def test_parameters_say_what_they_are_for() -> None:
    snapshot, offset = marked("rsi(‸")
    found = signature_help(snapshot, offset)
    assert found is not None
    assert "2 to 100000; default 14" in found.signatures[0].parameters[1].markdown
    assert found.signatures[0].label.endswith(" → number series")
