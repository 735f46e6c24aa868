"""CSV files of bars.

The first line names the columns, in any order and case: one of `time`, `timestamp`, `date`, `datetime`, `open_time` for
the bar's open, `open`, `high`, `low`, `close`, `volume`, and, if there, `funding_rate` and `open_interest`. Others are
passed over. Columns are parted by commas, semicolons or tabs. A row that cannot be read is left out and told of.

NumPy's own reader takes a file without faults, a million rows in about a second. A data-frame library would be two to
five times as fast, and the price is a dependency of some 40 MB for files that are read once.
"""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from signal_dsl.sandbox.bars import COLUMNS
from signal_dsl.sandbox.data import moments
from signal_dsl.sandbox.data.cleaning import Table, unusable

TIME = ("time", "timestamp", "date", "datetime", "open_time")
EXTRA = ("funding_rate", "open_interest")
_NEEDED = ("open", "high", "low", "close")
_WIDTH = 40  # characters of a moment at most


def read(path: Path) -> Table:
    """The rows of a file. Raises RefusalError where it is no CSV file of bars."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise unusable(path.name, f"it cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise unusable(path.name, f"it is not UTF-8 text (byte {error.start + 1})", "Save it as UTF-8.") from None
    head, _, rows = text.partition("\n")
    delimiter = max(",;\t", key=head.count)
    names = next(csv.reader([head.replace("\0", "").replace("\r", "")], delimiter=delimiter), [])
    places = columns(path.name, names)
    return _fast(path.name, rows, delimiter, places) or _careful(path.name, rows, delimiter, places)


def columns(name: str, found: Iterable[str]) -> dict[str, int]:
    """The place of each column that is of use, by its name; the time's is `time`. Raises RefusalError."""
    places: dict[str, int] = {}
    for place, heading in enumerate(found):
        heading = heading.strip().lower()
        heading = "time" if heading in TIME else heading
        if heading in ("time", *COLUMNS, *EXTRA):
            places.setdefault(heading, place)
    missing = [one for one in ("time", *_NEEDED) if one not in places]
    if missing:
        there = f"the first line names no column {', '.join(missing)}"
        raise unusable(name, there, "The columns are time, open, high, low, close and volume.")
    return places


def _fast(name: str, rows: str, delimiter: str, places: dict[str, int]) -> Table | None:
    """All rows at once; None where one of them has a fault."""
    order = sorted(places, key=lambda one: places[one])
    kinds = [(one, f"U{_WIDTH}" if one == "time" else "f8") for one in order]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that there are no rows
            table = np.loadtxt(
                io.StringIO(rows),
                kinds,
                comments=None,
                delimiter=delimiter,
                quotechar='"',
                usecols=[places[one] for one in order],
                ndmin=1,
            )
    except (ValueError, OverflowError):
        return None
    if len(table) != rows.count("\n") + (not rows.endswith("\n") and bool(rows)):
        return None  # blank lines: the numbers of lines would not be right
    numbers = {one: table[one].astype(np.float64) for one in order if one != "time"}
    return Table(name, np.arange(len(table)) + 2, moments.of_texts(table["time"]), numbers)


def _careful(name: str, rows: str, delimiter: str, places: dict[str, int]) -> Table:
    """Row by row. What is no number becomes NaN, for others to say so."""
    order = [one for one in places if one != "time"]
    lines: list[int] = []
    times: list[int] = []
    values: list[list[float]] = []
    reader = csv.reader(io.StringIO(rows.replace("\0", ""), newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                cells = dict(enumerate(row))
                lines.append(reader.line_num + 1)
                times.append(moments.of_text(cells.get(places["time"], "")))
                values.append([_number(cells.get(places[one], "")) for one in order])
    except csv.Error as error:
        raise unusable(name, f"line {reader.line_num + 1} cannot be read as CSV ({error})") from None
    table = np.array(values, np.float64).reshape(len(lines), len(order))
    numbers = {one: table[:, place] for place, one in enumerate(order)}
    return Table(name, np.array(lines, np.int64), np.array(times, np.int64), numbers)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
