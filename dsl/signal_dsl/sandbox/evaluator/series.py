"""One value a bar, and from which bar on there is one.

"Not yet" and "no value" are two things. A value is *not yet* there before `valid_from`: `values` then holds NaN or
False, and whatever is computed from it is not yet there either. From `valid_from` on a number may still have *no value*
at some bars, which is NaN: 0 / 0, the root of a negative number, a gap in the data. Such a bar is like any other, by
the rules of floating point that Python and NumPy share: what is computed from NaN is NaN, a comparison with it is
False, only `!=` is True, `not` turns that round, and `nz` puts a number in its place. Dividing another number by 0
gives infinity, `%` by 0 gives NaN, and so do results that are no real number; what is too large is infinity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
# A number that is the same at all bars needs no array.
Values = Array | float | bool


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """The values at the bars of a stretch.

    `valid_from` counts from the first bar of all, wherever the stretch begins. `lookback` are the bars that it takes at
    least; `valid_from` lies behind it only where the data decide (`bars_since`).
    """

    values: Values
    valid_from: int = 0
    lookback: int = 0

    def part(self, start: int, stop: int) -> Series:
        """The values at some of the stretch's bars alone."""
        if not isinstance(self.values, np.ndarray):
            return self
        return Series(self.values[start:stop], self.valid_from, self.lookback)


def bar_by_bar(compute: Callable[..., Values], inputs: tuple[Series, ...], start: int) -> Series:
    """`compute`, which makes a fresh array, of values at the same bar; `start` is the first bar of the stretch."""
    values = compute(*[series.values for series in inputs])
    return placed(values, max([s.valid_from for s in inputs]), max([s.lookback for s in inputs]), start)


def placed(values: Values, valid_from: int, lookback: int, start: int) -> Series:
    """A series of `values`, which are overwritten where they are not yet valid."""
    if valid_from > start and isinstance(values, np.ndarray):
        values[: valid_from - start] = missing(values)
    return Series(values, valid_from, lookback)


def missing(values: Array) -> float | bool:
    """What stands in an array where there is no value."""
    return False if values.dtype == np.bool_ else np.nan


def as_array(values: Values, bars: int) -> Array:
    """One number for each of `bars` bars."""
    if isinstance(values, np.ndarray):
        return values
    return np.full(bars, values, np.bool_ if isinstance(values, (bool, np.bool_)) else np.float64)


def shifted(values: Values, bars: int) -> Values:
    """The values of `bars` bars ago."""
    if not isinstance(values, np.ndarray) or bars == 0:
        return values
    moved = np.empty_like(values)
    moved[:bars] = missing(values)
    moved[bars:] = values[: max(len(values) - bars, 0)]
    return moved
