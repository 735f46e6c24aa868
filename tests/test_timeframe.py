from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.timeframe import MONTH, TIMEFRAMES, bars_between, in_time, latest_start, parse_date

DAY = timedelta(days=1)
NEAR = st.dates(date(1990, 1, 1), date(2060, 1, 1))
FRAMES = st.sampled_from(TIMEFRAMES)


def test_the_timeframes_of_the_platform():
    assert TIMEFRAMES == ("1m", "5m", "15m", "30m", "1h", "4h", "1d", "1w", "1M")


@pytest.mark.parametrize(
    ("start", "end", "timeframe", "bars"),
    [
        ("2024-01-01", "2024-01-02", "1m", 1440),
        ("2024-01-01", "2024-01-02", "5m", 288),
        ("2024-01-01", "2024-01-02", "15m", 96),
        ("2024-01-01", "2024-01-02", "30m", 48),
        ("2024-01-01", "2024-01-02", "1h", 24),
        ("2024-01-01", "2024-01-02", "4h", 6),
        ("2024-07-03", "2024-12-31", "1d", 181),
        ("2024-01-01", "2025-01-01", "1d", 366),
        ("2023-01-01", "2024-01-01", "1d", 365),
        ("2024-01-01", "2024-01-14", "1w", 1),
        ("2024-01-01", "2024-01-15", "1w", 2),
        ("2024-01-01", "2025-01-01", "1M", 12),
        ("2024-01-15", "2024-02-14", "1M", 0),
        ("2024-01-15", "2024-02-15", "1M", 1),
        ("2024-01-31", "2024-02-29", "1M", 0),
        ("2024-01-31", "2024-03-01", "1M", 1),
        ("2024-02-29", "2025-02-28", "1M", 11),
        ("2024-02-29", "2025-03-01", "1M", 12),
        ("2024-01-02", "2024-01-02", "1m", 0),
        ("2024-01-02", "2024-01-01", "1M", 0),
        ("0001-01-01", "9999-12-31", "1d", 3652058),
    ],
)
def test_bars_between(start, end, timeframe, bars):
    assert bars_between(date.fromisoformat(start), date.fromisoformat(end), timeframe) == bars


@pytest.mark.parametrize(
    ("end", "bars", "timeframe", "start"),
    [
        ("2024-12-31", 200, "1d", "2024-06-14"),
        ("2024-03-01", 1, "1d", "2024-02-29"),
        ("2023-03-01", 1, "1d", "2023-02-28"),
        ("2024-01-02", 1, "1m", "2024-01-01"),
        ("2024-01-03", 25, "1h", "2024-01-01"),
        ("2024-03-01", 7, "4h", "2024-02-28"),
        ("2024-03-01", 2, "1w", "2024-02-16"),
        ("2024-03-31", 1, "1M", "2024-02-29"),
        ("2024-03-15", 14, "1M", "2023-01-15"),
        ("2024-03-15", 0, "1M", "2024-03-15"),
        ("0001-01-02", 1, "1d", "0001-01-01"),
        ("0001-02-01", 1, "1M", "0001-01-01"),
    ],
)
def test_latest_start(end, bars, timeframe, start):
    assert latest_start(date.fromisoformat(end), bars, timeframe) == date.fromisoformat(start)


@pytest.mark.parametrize("timeframe", TIMEFRAMES)
@pytest.mark.parametrize("bars", [10**7 * 1440, 10**30])
def test_there_is_no_start_before_year_one(timeframe, bars):
    assert latest_start(date(2024, 1, 1), bars, timeframe) is None


@given(NEAR, st.integers(1, 5000), FRAMES)
def test_the_latest_start_has_enough_bars_and_the_next_day_has_not(end, bars, timeframe):
    start = latest_start(end, bars, timeframe)
    assert start is not None  # 5000 months are 417 years
    assert bars_between(start, end, timeframe) >= bars
    assert bars_between(start + DAY, end, timeframe) < bars


@given(st.dates(), st.integers(0, 10**9), FRAMES)
def test_no_start_means_that_even_the_first_day_has_too_few_bars(end, bars, timeframe):
    if latest_start(end, bars, timeframe) is None:
        assert bars_between(date.min, end, timeframe) < bars


@given(NEAR, NEAR, FRAMES)
def test_a_later_start_never_has_more_bars(start, end, timeframe):
    assert bars_between(start + DAY, end, timeframe) <= bars_between(start, end, timeframe)


@given(NEAR, NEAR)
def test_months_are_counted_as_by_hand(start, end):
    """The 31st, say, comes round only in months that have one; in the others it is on the 1st of the next."""
    whole = 0
    while True:
        year, month = divmod(start.year * 12 + start.month - 1 + whole + 1, 12)
        try:
            later = date(year, month + 1, start.day)
        except ValueError:
            later = date(year, month + 2, 1)  # no month of 30 days or less is December
        if later > end:
            break
        whole += 1
    assert bars_between(start, end, MONTH) == whole


@given(st.dates())
def test_dates_are_read_as_they_are_written(day):
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        *("20240101", "2024-1-01", "2024-W01-1", "2024-02-30", "2023-02-29", "0000-01-01", "2024-01-01 "),
        *(" 2024-01-01", "2024-01-01T00:00", "", "２０２４-01-01", "2024/01/01", "+024-01-01", "2024-01-0²"),
    ],
)
def test_nothing_else_is_a_date(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("bars", "timeframe", "text"),
    [
        (200, "1h", "8.3 days"),
        (200, "1d", "200 days"),
        (1, "1d", "1 day"),
        (30, "1m", "30 minutes"),
        (1, "1h", "1 hour"),
        (200, "1m", "3.3 hours"),
        (200, "1w", "3.8 years"),
        (1, "1M", "1 month"),
        (18, "1M", "18 months"),
        (200, "1M", "16.7 years"),
        (0, "1d", "0 minutes"),
        (10**400, "4h", "over 9999 years"),
    ],
)
def test_how_long_bars_last(bars, timeframe, text):
    assert in_time(bars, timeframe) == text


def test_an_unknown_timeframe_is_a_key_error():
    with pytest.raises(KeyError):
        bars_between(date(2024, 1, 1), date(2024, 1, 2), "2h")
