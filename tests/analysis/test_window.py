"""Bars and dates of a run."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.analysis.window import window
from signal_dsl.settings import RunSettings
from signal_dsl.timeframe import TIMEFRAMES, bars_between

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def test_bars_of_a_range() -> None:
    run = RunSettings(timeframe="1d", start_date=date(2024, 1, 1), end_date=date(2024, 6, 30))
    assert (window(run).bars, window(run).warm_up) == (181, None)


@pytest.mark.parametrize("missing", ["timeframe", "start_date", "end_date"])
def test_what_is_not_set_is_not_guessed(missing: str) -> None:
    given_settings = {"timeframe": "1d", "start_date": date(2024, 1, 1), "end_date": date(2024, 6, 30)}
    del given_settings[missing]
    assert window(RunSettings(**given_settings)).bars is None


def test_required_start_without_an_end_or_a_timeframe_is_unknown() -> None:
    assert window(RunSettings(timeframe="1d")).required_start(10) is None
    assert window(RunSettings(end_date=date(2024, 1, 1))).required_start(10) is None
    assert window(RunSettings(timeframe="1M", end_date=date(2024, 1, 1))).required_start(30_000) is None


@given(st.sampled_from(TIMEFRAMES), DAYS, st.integers(0, 500))
def test_required_start_is_the_latest_that_leaves_a_value_before_the_end(frame: str, end: date, lookback: int) -> None:
    start = window(RunSettings(timeframe=frame, end_date=end)).required_start(lookback)
    assert start is not None
    assert bars_between(start, end, frame) >= lookback + 1
    assert bars_between(start + timedelta(days=1), end, frame) < lookback + 1


@given(st.sampled_from(TIMEFRAMES), DAYS, st.integers(0, 500))
def test_required_start_leaves_a_value_at_the_first_bar_of_the_analysis(frame: str, first: date, lookback: int) -> None:
    run = RunSettings(timeframe=frame, analysis_start=first, end_date=first + timedelta(days=900))
    start = window(run).required_start(lookback)
    assert start is not None
    assert bars_between(start, first, frame) >= lookback
    assert lookback == 0 or bars_between(start + timedelta(days=1), first, frame) < lookback


@pytest.mark.parametrize(
    ("start", "analysis", "end", "contradictory"),
    [
        (None, None, None, False),
        (date(2024, 1, 1), None, date(2024, 1, 2), False),
        (date(2024, 1, 1), None, date(2024, 1, 1), True),
        (date(2024, 1, 1), date(2024, 1, 1), date(2024, 1, 2), False),
        (date(2024, 1, 2), date(2024, 1, 1), None, True),
        (None, date(2024, 1, 1), date(2024, 1, 1), True),
        (None, date(2024, 1, 1), date(2024, 1, 2), False),
    ],
)
def test_dates_that_are_out_of_order(
    start: date | None, analysis: date | None, end: date | None, contradictory: bool
) -> None:
    run = RunSettings(start_date=start, analysis_start=analysis, end_date=end)
    assert window(run).is_contradictory is contradictory
