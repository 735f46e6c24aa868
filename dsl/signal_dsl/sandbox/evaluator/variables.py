"""The series that a script finds ready: prices, time, further columns of the data, and the account's state."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from signal_dsl.sandbox.bars import COLUMNS, Floats, Integers
from signal_dsl.sandbox.evaluator.decisions import State
from signal_dsl.sandbox.evaluator.graph import Kernel, Stretch
from signal_dsl.sandbox.evaluator.series import Series
from signal_dsl.sandbox.refusal import DATA_UNAVAILABLE, RefusalError

STATE = ("position", "entry_price", "bars_in_position", "unrealized_pnl", "equity", "cash")
EXTRA = ("funding_rate", "open_interest")
_MEANS: dict[str, tuple[str, ...]] = {
    "hl2": ("high", "low"),
    "hlc3": ("high", "low", "close"),
    "ohlc4": ("open", "high", "low", "close"),
}
_DAY = 86400


def _year(time: Integers) -> Integers:
    return _months(time) // 12 + 1970


def _month(time: Integers) -> Integers:
    return _months(time) % 12 + 1


def _day(time: Integers) -> Integers:
    dates = time.astype("datetime64[s]").astype("datetime64[D]")
    days: Integers = (dates - dates.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)
    return days + 1


def _months(time: Integers) -> Integers:
    """Months since January 1970."""
    return time.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)


# Of the bar's open, in UTC. Days of the week count from Monday, which is 0, as Python's `date.weekday` does.
_TIME: dict[str, Callable[[Integers], Integers]] = {
    "year": _year,
    "month": _month,
    "day": _day,
    "hour": lambda time: time // 3600 % 24,
    "minute": lambda time: time // 60 % 60,
    "day_of_week": lambda time: (time // _DAY + 3) % 7,
}


def kernel(name: str, line: int) -> Kernel | None:
    """The kernel of the variable `name`, which stands in `line`; None where the sandbox does not have it."""
    if name in STATE:
        return _of(lambda stretch: _state(stretch, name))
    if name in COLUMNS:
        return _of(lambda stretch: getattr(stretch.bars, name)[stretch.start : stretch.stop])
    if name in _MEANS:
        return _of(lambda stretch: _mean(stretch, _MEANS[name]))
    if name in _TIME:
        compute = _TIME[name]
        return _of(lambda stretch: compute(stretch.bars.time[stretch.start : stretch.stop]).astype(np.float64))
    if name in EXTRA:
        return _of(lambda stretch: _extra(stretch, name, line))
    return None


def _of(read: Callable[[Stretch], Floats]) -> Kernel:
    return lambda stretch: (Series(read(stretch)),)


def _mean(stretch: Stretch, names: tuple[str, ...]) -> Floats:
    first, *others = [getattr(stretch.bars, name)[stretch.start : stretch.stop] for name in names]
    total = first.copy()
    for values in others:
        total += values
    total /= len(names)
    return total  # type: ignore[no-any-return]


def _state(stretch: Stretch, name: str) -> Floats:
    state = stretch.state or State.flat(len(stretch.bars))
    values: Floats = getattr(state, name)[stretch.start : stretch.stop]
    return values


def _extra(stretch: Stretch, name: str, line: int) -> Floats:
    values = stretch.bars.extra.get(name)
    if values is None:
        raise RefusalError(
            DATA_UNAVAILABLE,
            f"The data of {stretch.bars.ticker} have no `{name}`.",
            f"Give them a column {name}, or leave `{name}` out of the script.",
            line,
        )
    return values[stretch.start : stretch.stop]
