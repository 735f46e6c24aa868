"""TA-Lib's functions.

A function begins where the last of its inputs does: the bars before are not handed over. Inputs that have no value
(NaN) at that bar are skipped up to the first bar at which all have one, as TA-Lib's Python wrapper does; a NaN later on
is TA-Lib's to deal with: moving sums and recursive averages have no value ever after, `nz` before them mends that.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import talib.abstract

from signal_dsl.sandbox.evaluator.graph import EVERYTHING, Kernel, Stretch
from signal_dsl.sandbox.evaluator.series import Array, Series, Values, as_array

# Groups of functions that compute one bar from that bar alone, unless they have a period.
_BAR_BY_BAR = ("Math Transform", "Math Operators", "Price Transform")
# Of these, what goes by the bars before although no period says so.
_CUMULATIVE = ("HA",)
# What tells places of bars, which count from the first bar of all.
_COUNTING = ("MAXINDEX", "MININDEX", "MINMAXINDEX")


def exists(name: str) -> bool:
    """Whether TA-Lib has a function `name`, in lower case."""
    return name.upper() in _names()


@cache
def lookback(name: str, parameters: tuple[float, ...]) -> int:
    """TA-Lib's own number of leading bars without a value. Raises ValueError where it refuses the parameters."""
    function = _described(name)
    function.parameters = dict(zip(function.parameters, parameters, strict=True))
    bars: int = function.lookback
    if bars < 0:
        raise ValueError(f"TA-Lib does not take {name}{parameters}")
    return bars


def reach(name: str, parameters: tuple[float, ...]) -> int | None:
    """How many bars before a bar decide its value; EVERYTHING where sums run on from bar to bar."""
    group = _described(name).info["group"]
    if group in _BAR_BY_BAR and name.upper() not in _CUMULATIVE and lookback(name, parameters) == 0:
        return 0
    return EVERYTHING


def indicator(name: str, parameters: tuple[float, ...]) -> Kernel:
    """The kernel of a TA-Lib function with these parameters."""
    function = getattr(talib, name.upper())
    added = lookback(name, parameters)
    counts_bars = name.upper() in _COUNTING

    def kernel(stretch: Stretch, *inputs: Series) -> tuple[Series, ...]:
        bars = len(stretch)
        valid_from = max([series.valid_from for series in inputs]) + added
        needed = max([series.lookback for series in inputs]) + added
        first = max(valid_from - added - stretch.start, 0)
        if first + added >= bars:
            nothing = np.full(bars, np.nan)
            return tuple(Series(nothing, valid_from, needed) for _ in range(_outputs(name)))
        arrays = [_handed_over(series.values, bars)[first:] for series in inputs]
        results = function(*arrays, *parameters)
        skipped = added + _without_value(arrays)
        outputs = results if isinstance(results, tuple) else (results,)
        if counts_bars:
            outputs = tuple(output + first for output in outputs)
        return tuple([Series(_placed(output, first, skipped, bars), valid_from, needed) for output in outputs])

    return kernel


def _handed_over(values: Values, bars: int) -> Array:
    array = as_array(values, bars)
    return array if array.flags.c_contiguous else np.ascontiguousarray(array)


def _without_value(arrays: list[Array]) -> int:
    """Leading bars at which some input has no value."""
    if not any(np.isnan(array[0]) for array in arrays):
        return 0
    together = ~np.isnan(arrays[0])
    for array in arrays[1:]:
        together &= ~np.isnan(array)
    return int(together.argmax()) if together.any() else len(together)


def _placed(output: Array, first: int, skipped: int, bars: int) -> Array:
    """An output of bars from `first` on, with NaN before its first value (TA-Lib has 0 there where it is whole)."""
    if first == 0 and skipped < bars and output.dtype == np.float64:
        return output
    values = np.empty(bars)
    values[first:] = output
    values[: first + skipped] = np.nan
    return values


def _described(name: str) -> Any:
    """TA-Lib's description of a function, with its own default parameters."""
    return talib.abstract.Function(name)  # type: ignore[attr-defined]


@cache
def _names() -> frozenset[str]:
    return frozenset(talib.get_functions())  # type: ignore[no-untyped-call]


@cache
def _outputs(name: str) -> int:
    return len(_described(name).output_names)
