"""Settling: after lookback + settling bars, where the data began no longer matters.

The same bars are evaluated with data that begins far before them, and with data that begins at each of many starts. The
influence of the start at an age (bars after the first value) is the mean difference of the two over all starts but
the worst in a hundred; its scale is the greatest influence on any output at any age. From the settling on it must be
below 0.1 % of that scale.

For a single linear average each difference shrinks by the same factor with each bar, and the bound holds to the letter.
Functions that divide by what they smooth (RSI, DX, NATR …) magnify a difference where the divisor happens to be small,
and those that take the difference of two averages (APO, ADOSC …) start with errors that cancel each other in part; over
200 starts both average out to within the allowance below.
"""

from __future__ import annotations

import numpy as np
import pytest

from signal_dsl.catalog import Function, Parameter
from tests.catalog.evaluation import CATALOG, TALIB, inputs, named, options, run, valid, value, walk

BARS = 12_000
DATA = walk(BARS, seed=2)
STARTS = 200
FURTHER = 30
REST = 0.001
ALLOWANCE = 1.5
ROUNDING = 1e-9

RECURSIVE = [name for name, function in TALIB.items() if function.settling not in (None, "0")]
WITHOUT_MEMORY = [name for name, function in TALIB.items() if function.settling == "0"]
ENDLESS = [name for name, function in TALIB.items() if function.settling is None]
# Their settling follows the data, and the formula covers the slower cases.
MEASURED = ("hilbert_settling", "kama_settling", "mama_settling")
MAMA_LIMITS = [(0.5, 0.05), (0.5, 0.01), (0.2, 0.01), (0.1, 0.1), (0.05, 0.01), (0.99, 0.3)]


def sets(function: Function) -> list[tuple[float, ...]]:
    """Defaults, short and long periods, and each kind of average."""
    if function.name == "mama":
        return [*MAMA_LIMITS]
    periods = [lambda default: default, lambda default: max(default // 3, 2), lambda default: default * 2 + 1]
    has_kinds = any(option.kind == "ma_type" for option in options(function))
    found = []
    for kind in (None, *range(14)) if has_kinds else (None,):
        for period in periods if kind is None else periods[:1]:
            values = tuple(_value(option, period, kind) for option in options(function))
            if valid(function, values) and values not in found:
                found.append(values)
    return found


def _value(option: Parameter, period: object, kind: int | None) -> float:
    assert isinstance(option.default, int | float)
    if option.kind == "integer":
        return max(period(int(option.default)), int(option.low or 0))  # type: ignore[operator]
    return kind if option.kind == "ma_type" and kind is not None else option.default


def influence(function: Function, values: tuple[float, ...], lookback: int, ages: int, starts: int) -> np.ndarray:
    """Mean difference, by output and age, that the start of the data makes."""
    bars = lookback + ages
    whole = np.array(run(function, inputs(function, DATA), values), np.float64)
    differences = np.empty((starts, len(whole), ages))
    for row, start in zip(differences, np.linspace(BARS // 3, BARS - bars, starts).astype(int), strict=True):
        part = run(function, inputs(function, DATA, slice(start, start + bars)), values)
        row[:] = np.abs(whole[:, start + lookback : start + bars] - np.array(part, np.float64)[:, lookback:])
    differences.sort(axis=0)
    mean: np.ndarray = differences[: starts - starts // 100].mean(axis=0)
    return mean


def formulas(function: Function, values: tuple[float, ...]) -> tuple[int, int]:
    assert function.lookback is not None
    assert function.settling is not None
    parameters = named(function, values)
    return value(function.lookback, parameters), value(function.settling, parameters)


@pytest.mark.parametrize("name", RECURSIVE)
def test_the_start_fades(name: str) -> None:
    function = TALIB[name]
    faded = 0
    for values in sets(function):
        lookback, settling = formulas(function, values)
        assert type(settling) is int
        left = influence(function, values, lookback, settling + FURTHER, STARTS)
        scale = left.max()
        if scale <= ROUNDING * max(series.max() for series in inputs(function, DATA)):
            continue  # such as the difference of two averages that do not heed their period
        faded += 1
        assert left[:, settling:].max() <= REST * ALLOWANCE * scale, values
        if settling and not any(measured in all_formulas(function) for measured in MEASURED):
            # Nor does it take much longer than it must.
            assert left[:, settling // 3].max() > REST * scale, values
    assert faded


def all_formulas(function: Function) -> str:
    """The settling formula with the helpers it calls, a name at least."""
    text = function.settling or ""
    return text + (CATALOG.formulas["ma_settling"].formula if "ma_settling" in text else "")


@pytest.mark.parametrize("name", WITHOUT_MEMORY)
def test_no_memory_beyond_the_window(name: str) -> None:
    function = TALIB[name]
    for values in sets(function):
        lookback, settling = formulas(function, values)
        assert settling == 0
        scale = max(np.nanmax(np.abs(result)) for result in run(function, inputs(function, DATA), values))
        assert influence(function, values, lookback, FURTHER, 50).max() <= ROUNDING * scale, values


@pytest.mark.parametrize("name", ENDLESS)
def test_what_never_settles_depends_on_the_start(name: str) -> None:
    function = TALIB[name]
    assert function.notes, "the reason must be told"
    for values in sets(function):
        assert function.lookback is not None
        lookback = value(function.lookback, named(function, values))
        assert influence(function, values, lookback, FURTHER, 50).max() > 0, values
