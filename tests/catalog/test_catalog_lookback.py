"""For every function of TA-Lib and any valid parameters: our lookback = TA-Lib's own = the leading NaN it returns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talib import abstract

from signal_dsl.catalog import Function
from tests.catalog.evaluation import TALIB, inputs, named, options, parameter_sets, run, valid, value, walk
from tests.referee import core

# Calls are drawn a dozen at a time, no two with the same parameters; 6 of 10 such dozens at least are different ones.
CALLS = 12
EXAMPLES = max(8, settings().max_examples * 8 // 100)
LEAST_SETS = 50
DATA = walk(75_000)


@pytest.mark.parametrize("name", TALIB)
def test_lookback_is_talibs_and_that_of_an_evaluation(name: str) -> None:
    function, seen = TALIB[name], set()
    # Where the data begins, how many bars later each input but the last and the last begin, how long they go on.
    window = st.tuples(st.integers(0, 500), st.integers(0, 9), st.integers(0, 9), st.integers(1, 4))
    calls = st.tuples(parameter_sets(function), window)
    different = st.lists(calls, min_size=CALLS, max_size=CALLS, unique_by=lambda call: call[0] or call[1])

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(different)
    def check(calls: list[tuple[tuple[float, ...], tuple[int, ...]]]) -> None:
        for values, window in calls:
            seen.add(values or window)
            check_call(function, values, *window)

    check()
    assert len(seen) >= LEAST_SETS


def check_call(function: Function, values: tuple[float, ...], start: int, late: int, last: int, further: int) -> None:
    judge, public = core.FUNCTIONS[function.name], abstract.Function(function.name)
    assert function.lookback is not None
    lookback = value(function.lookback, named(function, values))
    assert type(lookback) is int
    public.parameters = named(function, values)
    assert lookback == public.lookback == judge.lookback(list(values))

    begin = max(late, last) if len(function.inputs) > 1 else last
    series = [each.copy() for each in inputs(function, DATA, slice(start, start + begin + lookback + further))]
    for each in series[:-1]:
        each[:late] = np.nan
    series[-1][:last] = np.nan
    first, _ = judge.run([each[begin:] for each in series], list(values))
    assert first == lookback
    for output, result in zip(function.outputs, run(function, series, values), strict=True):
        if output.leading_nan:
            assert result.dtype == np.int32
            assert not result[: begin + lookback].any()
        else:
            assert np.isnan(result).tolist() == [True] * (begin + lookback) + [False] * further


@pytest.mark.parametrize("name", [name for name in TALIB if any(c.refused for c in TALIB[name].constraints)])
def test_what_breaks_a_constraint_is_refused(name: str) -> None:
    function = TALIB[name]
    bounds = [st.integers(int(option.low or 0), min(int(option.high or 0), 99)) for option in options(function)]

    @settings(deadline=None)
    @given(st.tuples(*bounds).filter(lambda values: not valid(function, values)))
    def check(values: tuple[int, ...]) -> None:
        with pytest.raises(core.RefusedError):
            core.FUNCTIONS[name].lookback(list(values))

    check()


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("ema", (200,), 199),
        ("rsi", (14,), 14),
        ("macd", (12, 26, 9), 33),
        ("macd", (26, 12, 9), 33),
        ("adxr", (14,), 40),
        ("hma", (16,), 18),
        ("ma", (50, 10), 0),
        ("bbands", (20, 2.0, 2.0, 7), 32),
        ("bbands", (50, 2.0, 2.0, 7), 49),
        ("stoch", (5, 3, 8, 3, 0), 18),
    ],
)
def test_known_lookback(name: str, values: tuple[float, ...], expected: int) -> None:
    lookback = TALIB[name].lookback
    assert lookback is not None
    assert value(lookback, named(TALIB[name], values)) == expected
