"""Functions that look a fixed number of bars back."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from signal_dsl.sandbox.evaluator.graph import Kernel, Stretch
from signal_dsl.sandbox.evaluator.series import Array, Series, Values, as_array, placed, shifted


def shift(bars: int) -> Kernel:
    """The value of `bars` bars ago."""

    def kernel(stretch: Stretch, x: Series) -> tuple[Series, ...]:
        return (Series(shifted(x.values, bars), x.valid_from + bars, x.lookback + bars),)

    return kernel


def change(bars: int) -> Kernel:
    """The value less that of `bars` bars ago."""
    return _looking_back(bars, lambda x: np.subtract(x, shifted(x, bars)))


def steps(bars: int, compare: Callable[..., Values]) -> Kernel:
    """True where each of the last `bars` steps from bar to bar went one way."""

    def went(x: Values) -> Values:
        if not isinstance(x, np.ndarray):
            return bool(compare(x, x))
        holds = np.zeros(len(x), np.bool_)
        holds[1:] = compare(x[1:], x[:-1])
        # Counts of steps against it up to each bar: none in the last `bars` where the count has not grown since.
        against = np.cumsum(~holds)
        all_of_them = np.zeros(len(x), np.bool_)
        all_of_them[bars:] = against[bars:] == against[: max(len(x) - bars, 0)]
        return all_of_them

    return _looking_back(bars, went)


def crossing(upwards: bool, downwards: bool) -> Kernel:
    """True where `a` is beyond `b`, and at the bar before was not: where it was below or equal, that is.

    At a bar without a value (NaN) a line is neither beyond the other nor not: it crosses nothing there.
    """

    def crossed(a: Values, b: Values) -> Values:
        if not (isinstance(a, np.ndarray) or isinstance(b, np.ndarray)):
            return False  # two levels
        found: Array = _beyond(np.greater, np.less_equal, a, b) if upwards else _beyond(np.less, np.greater_equal, a, b)
        if upwards and downwards:
            found |= _beyond(np.less, np.greater_equal, a, b)
        return found

    return _looking_back(1, crossed)


def _beyond(compare: Callable[..., Array], opposite: Callable[..., Array], a: Values, b: Values) -> Array:
    found = compare(a, b)
    found[1:] &= opposite(a, b)[:-1]
    return found


def bars_since(stretch: Stretch, condition: Series) -> tuple[Series, ...]:
    """How many bars ago the condition was last true; it has a value only once it was."""
    held = as_array(condition.values, len(stretch))
    if not held.any():
        return (Series(np.full(len(held), np.nan), stretch.stop, condition.lookback),)
    places = np.arange(len(held), dtype=np.float64)
    last = np.maximum.accumulate(np.where(held, places, -1.0))
    first = int(held.argmax())
    return (placed(places - last, stretch.start + first, condition.lookback, stretch.start),)


def _looking_back(bars: int, compute: Callable[..., Values]) -> Kernel:
    def kernel(stretch: Stretch, *inputs: Series) -> tuple[Series, ...]:
        values: Values | Array = compute(*[series.values for series in inputs])
        valid_from = max(series.valid_from for series in inputs) + bars
        lookback = max(series.lookback for series in inputs) + bars
        return (placed(values, valid_from, lookback, stretch.start),)

    return kernel
