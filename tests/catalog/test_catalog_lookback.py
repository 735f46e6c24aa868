"""For every function of TA-Lib and any valid parameters: our lookback = TA-Lib's own = the leading NaN it returns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from talib import abstract

from signal_dsl.catalog import Function, Parameter
from tests.catalog.evaluation import TALIB, inputs, named, options, parameter_sets, run, valid, value, walk
from tests.referee import core

# Calls are drawn some at a time, no two alike; among all draws together at least this many differ.
CALLS = 16
LEAST_CALLS = 50
# A failing call says itself which it is; to shrink dozens of calls at once takes minutes.
DRAW = settings(
    max_examples=settings().max_examples * 6 // 100,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.filter_too_much],
)
# Where the data begins, how many bars later each input but the last and the last begin, how long they go on.
WINDOWS = st.tuples(st.integers(0, 500), st.integers(0, 9), st.integers(0, 9), st.integers(1, 4))
DATA = walk(75_000)


@pytest.mark.parametrize("name", TALIB)
def test_lookback_is_talibs_and_that_of_an_evaluation(name: str) -> None:
    function, seen = TALIB[name], set()
    has_options = bool(options(function))

    @DRAW
    @given(
        st.lists(parameter_sets(function), min_size=CALLS, max_size=CALLS, unique=True)
        if has_options
        else st.just([()]),
        st.lists(WINDOWS, min_size=1 if has_options else CALLS, max_size=1 if has_options else CALLS, unique=True),
    )
    def check(calls: list[tuple[float, ...]], windows: list[tuple[int, int, int, int]]) -> None:
        for values in calls:
            for window in windows:
                seen.add(values or window)
                check_call(function, values, *window)

    check()
    assert len(seen) >= LEAST_CALLS


def check_call(function: Function, values: tuple[float, ...], start: int, late: int, last: int, further: int) -> None:
    judge, public = core.FUNCTIONS[function.name], abstract.Function(function.name)
    assert function.lookback is not None
    public.parameters = named(function, values)
    lookback = value(function.lookback, named(function, values))
    assert type(lookback) is int
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


@pytest.mark.parametrize("name", [name for name in TALIB if options(TALIB[name])])
def test_lookback_at_the_edges(name: str) -> None:
    """At the least and the greatest values, at defaults, at 5000, and with every kind of average."""
    function = TALIB[name]
    assert function.lookback is not None
    kinds = range(14) if any(option.kind == "ma_type" for option in options(function)) else [0]
    for kind in kinds:
        for edge in (at_low, next_to_low, at_default, at_5000, at_high):
            values = tuple(kind if option.kind == "ma_type" else edge(option) for option in options(function))
            if value(function.lookback, named(function, values)) < len(DATA["close"]):
                check_call(function, values, 0, 0, 0, 1)
            else:
                assert value(function.lookback, named(function, values)) == core.FUNCTIONS[name].lookback(list(values))


def at_low(option: Parameter) -> float:
    return option.low if option.kind == "integer" else at_default(option)  # type: ignore[return-value]


def next_to_low(option: Parameter) -> float:
    return at_low(option) + 1 if option.kind == "integer" else at_default(option)


def at_default(option: Parameter) -> float:
    assert isinstance(option.default, int | float)
    return float(option.default) if option.kind == "real" else int(option.default)


def at_5000(option: Parameter) -> float:
    return 5000 if option.kind == "integer" else at_default(option)


def at_high(option: Parameter) -> float:
    return option.high if option.kind == "integer" else at_default(option)  # type: ignore[return-value]


@pytest.mark.parametrize("name", [name for name in TALIB if any(c.refused for c in TALIB[name].constraints)])
def test_what_breaks_a_constraint_is_refused(name: str) -> None:
    function = TALIB[name]
    bounds = [st.integers(int(option.low or 0), min(int(option.high or 0), 99)) for option in options(function)]

    @DRAW
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
