"""The catalog in words."""

from __future__ import annotations

import json

import pytest

from signal_dsl.catalog import Function, Parameter, Variable
from signal_dsl.catalog.describe import WIDTH, as_json, describe, signature
from tests.catalog.evaluation import CATALOG

RSI = """\
rsi(real, timeperiod=14)
Momentum Indicators · documented by the platform

Relative strength index (Wilder): average gains relative to gains and losses, from 0 to 100. Above
70 is called overbought, below 30 oversold; in strong trends it stays there for long.

Parameters
  real        The series to work on. (series)
  timeperiod  Bars of Wilder's smoothing. (integer; 2 to 100000; default 14; also called period,
              length)

Outputs
  real  0 to 100

Lookback: timeperiod bars
Settling: wilder_settling(timeperiod) further bars
  wilder_settling(period) = 0 if period <= 1 else ceil(ln(0.001) / ln(1 - 1 / period))"""


def function(name: str) -> Function:
    found = CATALOG.function(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rsi", "rsi(real, timeperiod=14)"),
        ("atr", "atr([high, low, close,] timeperiod=14)"),
        ("obv", "obv(real, [volume])"),
        ("vwma", "vwma(real, [volume,] timeperiod=30)"),
        ("typprice", "typprice([high, low, close])"),
        ("emit_signal", "emit_signal(condition, action)"),
        ("exit", "exit(ticker, [side])"),
        ("shift", "shift(x, n=1)"),
    ],
)
def test_signature(name: str, expected: str) -> None:
    assert signature(function(name)) == expected


def test_a_signature_that_is_not_known() -> None:
    unknown = Function("magic", "Other", "", (), (), open_signature=True)
    assert signature(unknown) == "magic(…)"


def test_the_whole_of_an_entry() -> None:
    assert describe(function("rsi"), CATALOG) == RSI


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("macd", "TA-Lib swaps them when it is not"),
        ("stoch", "(0 to 100; where is_averaging(slowk_matype))"),
        ("ma", "0 sma, 1 ema"),
        ("bars_since", "Lookback: unknown, because it has a value only once"),
        ("obv", "Settling: never"),
        ("obv", "assumed to be TA-Lib's"),
        ("cdldoji", "one of 0, 100"),
        ("crossover", "Lookback: 1 bar"),
        ("bbands", "Deviations from the middle to the upper band. (number; default 2)"),
    ],
)
def test_what_an_entry_tells(name: str, expected: str) -> None:
    assert expected in " ".join(describe(function(name), CATALOG).split())


def test_variable() -> None:
    hour = CATALOG.variable("hour")
    assert isinstance(hour, Variable)
    assert describe(hour, CATALOG) == "hour\nTime · assumed\n\nHour of the bar's start, 0 to 23.\n\nValues: 0 to 23"
    assert as_json(hour)["type"] == "variable"


@pytest.mark.parametrize("entry", list(CATALOG), ids=lambda entry: entry.name)
def test_every_entry(entry: Function | Variable) -> None:
    lines = describe(entry, CATALOG).splitlines()
    assert all(len(line) <= WIDTH and line == line.rstrip() for line in lines)
    assert "\x1b" not in "".join(lines)
    values = as_json(entry)
    assert json.loads(json.dumps(values)) == values
    assert values["name"] == entry.name
    assert values["mark"] in "DA"
    if isinstance(entry, Function):
        assert [parameter["name"] for parameter in values["parameters"]] == [p.name for p in entry.parameters]


def test_parameters_without_bounds_or_default() -> None:
    entry = Function("f", "Other", "Does f.", (Parameter("a", "any", False), Parameter("b", "real", high=3)), ())
    text = describe(entry, CATALOG)
    assert "(anything; may be left out)" in text
    assert "(number; at most 3)" in text
