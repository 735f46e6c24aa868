"""The catalog's formulas and functions, evaluated by what the toolkit itself does not use: Python's `eval` and TA-Lib.

Formulas are written in the part of Signal DSL that is Python, too.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import talib
from hypothesis import strategies as st

from signal_dsl.catalog import Function, Parameter, builtin

CATALOG = builtin()
TALIB = {function.name: function for function in CATALOG.functions() if function.origin == "talib"}
# What TA-Lib takes for "no bound"; a large number that leaves room for arithmetic stands for it.
UNBOUNDED = 3e37
LARGE = (200, 1000, 5000)

_NAMES: dict[str, Any] = {
    "__builtins__": {},
    "maximum": max,
    "minimum": min,
    "ceil": math.ceil,
    "floor": math.floor,
    "sqrt": math.sqrt,
    "ln": math.log,
}
for _formula in CATALOG.formulas.values():
    _NAMES[_formula.name] = eval(f"lambda {', '.join(_formula.parameters)}: {_formula.formula}", _NAMES)
_CODE: dict[str, Any] = {}


def value(formula: str, parameters: dict[str, float]) -> Any:
    """The value of a formula for these parameters."""
    if formula not in _CODE:
        _CODE[formula] = compile(formula, "formula", "eval")
    return eval(_CODE[formula], _NAMES, parameters)


def options(function: Function) -> list[Parameter]:
    """The parameters that are no inputs."""
    return [parameter for parameter in function.parameters if parameter not in function.inputs]


def named(function: Function, values: tuple[float, ...]) -> dict[str, float]:
    return dict(zip((option.name for option in options(function)), values, strict=True))


def valid(function: Function, values: tuple[float, ...]) -> bool:
    """Whether TA-Lib should take these values, by the catalog's constraints."""
    refusals = (constraint for constraint in function.constraints if constraint.refused)
    return all(value(constraint.formula, named(function, values)) for constraint in refusals)


def parameter_sets(function: Function) -> st.SearchStrategy[tuple[float, ...]]:
    """Valid values for all options: the least ones, defaults, usual ones and now and then a large one."""
    return st.tuples(*map(_values, options(function))).filter(lambda values: valid(function, values))


def _values(option: Parameter) -> st.SearchStrategy[float]:
    assert option.low is not None
    assert option.high is not None
    assert isinstance(option.default, int | float)
    low, high = option.low, option.high
    if option.kind == "ma_type":
        return st.integers(int(low), int(high))
    if option.kind == "integer":
        usual = st.integers(int(low), 250)
        return st.one_of(st.sampled_from([int(low), int(low) + 1, int(option.default)]), usual, st.sampled_from(LARGE))
    edges = [float(bound) for bound in (low, high) if abs(bound) < UNBOUNDED]
    usual_reals = st.floats(max(low, -5), min(high, 5))
    return st.one_of(st.sampled_from([float(option.default), *edges]), usual_reals)


def walk(bars: int, seed: int = 1) -> dict[str, np.ndarray]:
    """A random walk of valid price bars, and the other inputs that functions of TA-Lib take."""
    random = np.random.default_rng(seed)
    # Held near its level, so that a long walk neither vanishes nor explodes.
    steps = random.normal(0, 0.02, bars)
    level = np.empty(bars)
    position = 0.0
    for bar in range(bars):
        position = 0.999 * position + steps[bar]
        level[bar] = position
    close = 100 * np.exp(level)
    opening = np.roll(close, 1) * np.exp(random.normal(0, 0.003, bars))
    high = np.maximum(opening, close) * (1 + np.abs(random.normal(0, 0.01, bars)))
    low = np.minimum(opening, close) * (1 - np.abs(random.normal(0, 0.01, bars)))
    return {
        "open": opening,
        "high": high,
        "low": low,
        "close": close,
        "volume": random.uniform(500, 1500, bars),
        "real": close,
        "real0": close,
        "real1": np.roll(high, 3),
        "periods": random.integers(1, 40, bars).astype(np.float64),
    }


def inputs(function: Function, data: dict[str, np.ndarray], part: slice = slice(None)) -> list[np.ndarray]:
    """The function's inputs over a part of `data`, squeezed into the domain where it has one."""
    return [_within(data[parameter.name][part], parameter) for parameter in function.inputs]


def _within(series: np.ndarray, parameter: Parameter) -> np.ndarray:
    if parameter.high is None or parameter.price:
        return series
    assert parameter.low is not None
    return parameter.low + (parameter.high - parameter.low) * (series % 1)


def run(function: Function, series: list[np.ndarray], values: tuple[float, ...]) -> list[np.ndarray]:
    """All outputs of TA-Lib's Python wrapper."""
    results = getattr(talib, function.name.upper())(*series, *values)
    return list(results) if isinstance(results, tuple) else [results]
