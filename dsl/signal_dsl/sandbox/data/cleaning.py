"""Rows of a file made into bars: what cannot be a bar is left out, and said."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from signal_dsl.sandbox.bars import COLUMNS, PRICES, Bars, Booleans, Floats, Integers
from signal_dsl.sandbox.data.resample import closes, opens
from signal_dsl.sandbox.refusal import DATA_UNAVAILABLE, RefusalError

_LATEST = 4_102_444_800  # 2100


@dataclass
class Table:
    """The rows of a file: `name` is the file's, `line` the line of each row, `time` in seconds since 1970.

    What is no number is NaN, what is no moment is -1. `notes` are sentences about the file.
    """

    name: str
    line: Integers
    time: Integers
    columns: dict[str, Floats]
    notes: list[str] = field(default_factory=list)


def unusable(name: str, reason: str, remedy: str = "") -> RefusalError:
    """The refusal of a file, with the reason as a sentence without its full stop."""
    return RefusalError(DATA_UNAVAILABLE, f"{name}: {reason}.", remedy)


def cleaned(table: Table, ticker: str, timeframe: str) -> tuple[Bars, tuple[str, ...]]:
    """The bars of a table in order of time, and sentences about what was wrong.

    Left out are rows without a moment or with one at which no bar of the timeframe opens, without five numbers, with
    a price of 0 or less, with a high or low that is not the highest or lowest, or with a volume below 0. Of rows for
    the same moment the last one holds. Gaps stay gaps. Raises RefusalError where nothing is left.
    """
    notes = list(table.notes)
    columns = table.columns
    if "volume" not in columns:
        notes.append("there is no column volume; 0 is taken")
        columns = {**columns, "volume": np.zeros(len(table.time))}
    with np.errstate(invalid="ignore"):
        wrong = _wrong(table.time, columns, timeframe)
    keep = np.ones(len(table.time), np.bool_)
    for reason, rows in wrong.items():
        rows &= keep
        if rows.any():
            notes.append(f"{_rows(int(rows.sum()))} left out, first in line {table.line[rows.argmax()]}: {reason}")
            keep &= ~rows
    if not keep.any():
        told = notes[-1] if len(table.time) else "there are no rows in it"
        raise unusable(table.name, told, f"It should hold bars of {timeframe}, with their opens in UTC.")
    time = table.time[keep]
    order = np.flatnonzero(keep)
    if (time[1:] < time[:-1]).any():
        notes.append("rows are not in order of time; they were sorted")
        order = order[np.argsort(time, kind="stable")]
        time = table.time[order]
    last = np.append(time[1:] != time[:-1], True)
    if not last.all():
        notes.append(f"{_rows(int((~last).sum()))} left out: a later one is for the same moment")
        order, time = order[last], time[last]
    notes += _gaps(time, timeframe)
    prices = {name: np.ascontiguousarray(columns[name][order]) for name in COLUMNS}
    extra = {name: np.ascontiguousarray(values[order]) for name, values in columns.items() if name not in COLUMNS}
    bars = Bars(ticker, timeframe, np.ascontiguousarray(time), **prices, extra=extra)
    return bars, tuple(f"{table.name}: {note}." for note in notes)


def _wrong(time: Integers, columns: dict[str, Floats], timeframe: str) -> dict[str, Booleans]:
    """Which rows are to be left out, by the reason."""
    low, high = columns["low"], columns["high"]
    others = np.minimum(columns["open"], columns["close"]), np.maximum(columns["open"], columns["close"])
    known = (time >= 0) & (time < _LATEST)
    return {
        "no time from 1970 to 2099": ~known,
        f"no bar of {timeframe} opens at that time in UTC": opens(np.where(known, time, 0), timeframe)
        != np.where(known, time, 0),
        "a number is missing": ~np.isfinite([columns[name] for name in COLUMNS]).all(axis=0),
        "a price is not above 0": (np.array([columns[name] for name in PRICES]) <= 0).any(axis=0),
        "its high or low is not the highest or lowest price": (high < others[1]) | (low > others[0]),
        "its volume is below 0": columns["volume"] < 0,
    }


def _gaps(time: Integers, timeframe: str) -> list[str]:
    """A note about bars that are missing between others, if there are any."""
    expected = closes(time[:-1], timeframe)
    late = time[1:] - expected
    if not late.any():
        return []
    place = int(late.argmax())
    moment = np.datetime64(int(expected[place]), "s")
    length = np.maximum(expected - time[:-1], 1)
    missing = int(np.rint(late / length).sum())
    gaps = int((late > 0).sum())
    told = "1 bar is missing" if missing == 1 else f"{missing:,} bars are missing"
    return [f"{told} in {gaps:,} gaps, the longest from {moment} on" if gaps > 1 else f"{told}, from {moment} on"]


def _rows(count: int) -> str:
    return "1 row was" if count == 1 else f"{count:,} rows were"
