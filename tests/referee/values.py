"""What an expression evaluates to.

Numbers, booleans, strings and None are Python's own. Whatever has one value a bar is a `Series`: values and, apart from
them, a mask that says at which bars they exist. NaN alone would not do: booleans have no NaN, and the NaN of a division
by zero is a value.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class RefereeError(Exception):
    """The script is not valid, by the referee's own reading of the language."""


class Series:
    """One value a bar. Where `valid` is False, `values` holds NaN or False and means nothing."""

    __slots__ = ("valid", "values")

    def __init__(self, values: np.ndarray, valid: np.ndarray) -> None:
        boolean = values.dtype == np.bool_
        self.values = values & valid if boolean else np.where(valid, values, np.nan)
        self.valid = valid

    @property
    def boolean(self) -> bool:
        return bool(self.values.dtype == np.bool_)

    def shifted(self, bars: int) -> Series:
        """The values of `bars` bars ago."""
        if bars == 0:
            return self
        values, valid = np.zeros_like(self.values), np.zeros_like(self.valid)
        values[bars:], valid[bars:] = self.values[:-bars], self.valid[:-bars]
        return Series(values, valid)


class Outputs(NamedTuple):
    """The series of a function with several outputs, by their names."""

    series: dict[str, Series]


class Sizing(NamedTuple):
    """`Weight(0.5)`."""

    fraction: float


class Action(NamedTuple):
    """`entry(…)` or `exit(…)`; `side` and `sizing` are None where an exit does not say."""

    kind: str
    ticker: str
    side: str | None
    sizing: Sizing | None


class Signal(NamedTuple):
    """What `emit_signal` was given."""

    condition: Series | bool
    action: Action


Value = Series | Outputs | Sizing | Action | Signal | float | str | None


def not_yet(value: Value) -> int:
    """Leading bars at which `value` does not exist yet; all bars where it never does."""
    if isinstance(value, Series):
        first = int(np.argmax(value.valid)) if value.valid.any() else len(value.valid)
        assert value.valid[first:].all(), "a value that exists must not vanish again"
        return first
    if isinstance(value, Outputs):
        return max(not_yet(series) for series in value.series.values())
    if isinstance(value, Signal):
        return not_yet(value.condition)
    return 0
