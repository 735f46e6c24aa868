"""Bars and dates of a run: how many bars its range holds, and the start that would give an indicator enough of them."""

from __future__ import annotations

from signal_dsl.records import record
from signal_dsl.timeframe import bars_between, latest_start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from signal_dsl.settings import RunSettings


@record
class Window:
    """The bars of a run, each None where the settings do not tell.

    `bars` are those from `start_date` to `end_date`; `warm_up` those from `start_date` to `analysis_start`.
    """

    timeframe: str | None
    start: date | None
    end: date | None
    analysis_start: date | None
    bars: int | None
    warm_up: int | None

    @property
    def is_contradictory(self) -> bool:
        """Whether the dates are out of order, so that their bars mean nothing."""
        start, end, analysis = self.start, self.end, self.analysis_start
        pairs = ((start, end, 1), (start, analysis, 0), (analysis, end, 1))
        return any(one and other and (other - one).days < least for one, other, least in pairs)

    def required_start(self, lookback: int) -> date | None:
        """The latest start date with which `lookback` leaves a value where it is needed.

        That is at the first bar of `analysis_start`, or, without one, at one bar before `end_date`. None where the
        timeframe or that date is missing, or where the start would lie before year 1.
        """
        if self.timeframe is None:
            return None
        if self.analysis_start is not None:
            return latest_start(self.analysis_start, lookback, self.timeframe)
        return None if self.end is None else latest_start(self.end, lookback + 1, self.timeframe)


def window(run: RunSettings) -> Window:
    """The window of a run's settings."""

    def between(start: date | None, end: date | None) -> int | None:
        if start is None or end is None or run.timeframe is None:
            return None
        return bars_between(start, end, run.timeframe)

    return Window(
        run.timeframe,
        run.start_date,
        run.end_date,
        run.analysis_start,
        between(run.start_date, run.end_date),
        between(run.start_date, run.analysis_start),
    )
