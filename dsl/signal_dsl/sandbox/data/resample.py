"""Bars of a larger timeframe made from those of a smaller one.

Bars begin at multiples of their length since 1970-01-01 00:00 UTC; weeks on Mondays, months on their first day.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from signal_dsl.sandbox.bars import Bars, Integers
from signal_dsl.timeframe import SECONDS

_DAY = 86400
_WEEK = 7 * _DAY
# The first Monday after 1970-01-01, which was a Thursday.
_MONDAY = 4 * _DAY
# How long a month lasts at most.
_MONTH = 31 * _DAY


def opens(time: Integers, timeframe: str) -> Integers:
    """When the bars open that hold these moments, in seconds since 1970."""
    length = SECONDS[timeframe]
    if length is None:
        months = time.astype("datetime64[s]").astype("datetime64[M]")
        found: Integers = months.astype("datetime64[s]").astype(np.int64)
        return found
    anchor = _MONDAY if length == _WEEK else 0
    return (time - anchor) // length * length + anchor


def closes(time: Integers, timeframe: str) -> Integers:
    """When bars close that open at these moments: the opens of the next ones."""
    length = SECONDS[timeframe]
    return time + length if length else opens(time + _MONTH, timeframe)


def can_make(timeframe: str, of: str) -> bool:
    """Whether bars of one timeframe can be made of another's: it is as long or shorter, and goes into it."""
    length, part = SECONDS[timeframe], SECONDS[of]
    if length is None:
        return part is None or _DAY % part == 0
    return part is not None and length % part == 0


def resampled(bars: Bars, timeframe: str) -> Bars:
    """The whole bars of a timeframe made of those of a smaller one.

    A bar that the data begin or end in the middle of is left out; a gap in its midst is passed over. Volume adds up;
    further columns have the value of the last part.
    """
    if timeframe == bars.timeframe or not len(bars):
        return replace(bars, timeframe=timeframe)
    begin = opens(bars.time, timeframe)
    first = 0 if bars.time[0] == begin[0] else int(np.searchsorted(begin, begin[0], "right"))
    end = closes(begin[-1:], timeframe)[0]
    whole = closes(bars.time[-1:], bars.timeframe)[0] >= end
    stop = len(bars) if whole else int(np.searchsorted(begin, begin[-1]))
    bars, begin = bars.part(slice(first, max(stop, first))), begin[first : max(stop, first)]
    if not len(bars):
        return replace(bars, timeframe=timeframe)
    starts = np.flatnonzero(np.concatenate(([True], begin[1:] != begin[:-1])))
    lasts = np.append(starts[1:], len(begin)) - 1
    return Bars(
        bars.ticker,
        timeframe,
        begin[starts],
        bars.open[starts],
        np.maximum.reduceat(bars.high, starts),
        np.minimum.reduceat(bars.low, starts),
        bars.close[lasts],
        np.add.reduceat(bars.volume, starts),
        {name: values[lasts] for name, values in bars.extra.items()},
    )
