"""Bars and dates: how many bars lie between two days, and which day to start on for a number of bars.

Markets trade around the clock, so a range holds (end 00:00 UTC - start 00:00 UTC) / timeframe whole bars, the end day
not counted. `1w` is seven days. `1M` is counted in whole calendar months: from the 15th to the 14th of the next month
is none, and neither is from January 31 to the last of February, since the 31st has not come round.
"""

from __future__ import annotations

# `datetime` costs 2 ms of import and is needed only where there are dates: functions import it themselves.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

_DAY = 86400
_YEAR = 31557600  # 365.25 days
MONTH = "1M"
# Seconds in one bar; None for a calendar month, which has no fixed length.
SECONDS: dict[str, int | None] = {
    "1m": 60,
    "5m": 300,
    "15m": 900,
    "30m": 1800,
    "1h": 3600,
    "4h": 14400,
    "1d": _DAY,
    "1w": 7 * _DAY,
    MONTH: None,
}
TIMEFRAMES = tuple(SECONDS)


def bars_between(start: date, end: date, timeframe: str) -> int:
    """Whole bars from `start` to `end`, both at 00:00 UTC; 0 where `end` is not after `start`.

    Raises KeyError where `timeframe` is not one of `TIMEFRAMES`, as all functions here do.
    """
    seconds = SECONDS[timeframe]
    if seconds is None:
        bars = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    else:
        bars = (end.toordinal() - start.toordinal()) * _DAY // seconds
    return max(bars, 0)


def latest_start(end: date, bars: int, timeframe: str) -> date | None:
    """The latest day from which at least `bars` whole bars lie before `end`; never after `end`.

    None where that day would lie before year 1.
    """
    bars = max(bars, 0)
    seconds = SECONDS[timeframe]
    if seconds is None:
        year, month = divmod(end.year * 12 + end.month - 1 - bars, 12)
        return _day_of(end, year, month + 1) if year >= 1 else None
    ordinal = end.toordinal() + -bars * seconds // _DAY
    return type(end).fromordinal(ordinal) if ordinal >= 1 else None


def parse_date(text: str) -> date | None:
    """The day written as `YYYY-MM-DD`, and in no other way; None where `text` is none."""
    from datetime import date

    year, month, day = text[:4], text[5:7], text[8:]
    digits = year + month + day
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def in_time(bars: int, timeframe: str) -> str:
    """How long `bars` bars last, for people: 200 bars of `1h` are `8.3 days`."""
    seconds = SECONDS[timeframe]
    if seconds is None:
        return _quantity(bars, 1, "month") if bars < 24 else _quantity(bars, 12, "year")
    total = bars * seconds
    for unit, size, limit in (("minute", 60, 3600), ("hour", 3600, _DAY), ("day", _DAY, 730 * _DAY)):
        if total < limit:
            return _quantity(total, size, unit)
    return _quantity(total, _YEAR, "year")


def _quantity(total: int, size: int, unit: str) -> str:
    if total // size > 9999:  # a script may well name a number of bars that no float can hold
        return f"over 9999 {unit}s"
    text = f"{total / size:.1f}".removesuffix(".0")
    return f"{text} {unit}" if text == "1" else f"{text} {unit}s"


def _day_of(end: date, year: int, month: int) -> date:
    """The same day of another month, or that month's last where it is shorter."""
    day = end.day
    while True:
        try:
            return end.replace(year, month, day)
        except ValueError:
            day -= 1
