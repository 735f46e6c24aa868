"""What market data come from, and which bars belong to a run."""

from __future__ import annotations

from calendar import timegm
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from signal_dsl.sandbox.bars import Bars
from signal_dsl.sandbox.data.resample import closes
from signal_dsl.timeframe import bars_between, latest_start


@dataclass(frozen=True, eq=False)
class Loaded:
    """Bars, and sentences about what was wrong with the data that they come from and what was done about it."""

    bars: Bars
    notes: tuple[str, ...] = ()


class Source(Protocol):
    """Where bars come from: a folder (`Folder`), or made-up markets (`Synthetic`)."""

    def load(self, ticker: str, timeframe: str, start: date, end: date) -> Loaded:
        """The bars of a run from `start` to `end`, both 00:00 UTC, the end day not counted.

        Fewer, or none, where the data do not cover these days. Raises RefusalError (DATA_UNAVAILABLE) where there are
        no data for the ticker, or they cannot be read.
        """

    def last_day(self, ticker: str, timeframe: str) -> date:
        """The day before which the data end, as the `end` of a run. Raises RefusalError as `load` does."""

    def tickers(self) -> tuple[str, ...]:
        """Tickers that there are data for, some of them where there is no end to them."""


def latest(source: Source, ticker: str, timeframe: str, count: int, end: date | None = None) -> Loaded:
    """The last `count` bars before `end`, or of all; fewer where there are no more. Raises RefusalError as `load`."""
    end = end or source.last_day(ticker, timeframe)
    start = max(latest_start(end, count, timeframe) or date(1970, 1, 1), date(1970, 1, 1))
    loaded = source.load(ticker, timeframe, min(start, end), end)
    return Loaded(loaded.bars.part(slice(max(0, len(loaded.bars) - count), None)), loaded.notes)


def seconds(day: date) -> int:
    """00:00 UTC of a day, in seconds since 1970."""
    return timegm(day.timetuple())


def of_run(bars: Bars, start: date, end: date) -> Bars:
    """The bars of a run: as many as `bars_between` counts, the last that close by `end`.

    Up to one day long they are those that open in the range. Weeks begin on Mondays and months on their first day,
    wherever a run does, so the first of these may open before `start`; none tells of days after `end`.
    """
    first, last = seconds(start), seconds(end)
    until = closes(bars.time, bars.timeframe)
    stop = int(np.searchsorted(until, last, "right"))
    begin = int(np.searchsorted(until, first, "right"))
    return bars.part(slice(max(begin, stop - bars_between(start, end, bars.timeframe)), stop))
