"""Parquet files of bars, with the columns that CSV files have. Needs pyarrow, which is no dependency of the sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from signal_dsl.sandbox.bars import Floats, Integers
from signal_dsl.sandbox.data import moments
from signal_dsl.sandbox.data.cleaning import Table, unusable
from signal_dsl.sandbox.data.csv_file import columns


def read(path: Path) -> Table:
    """The rows of a file. Raises RefusalError where it is no Parquet file of bars, or pyarrow is not installed."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        remedy = "Install pyarrow (pip install pyarrow), or save the data as CSV."
        raise unusable(path.name, "Parquet files are read by pyarrow, which is not installed", remedy) from None
    try:
        file = parquet.ParquetFile(path)
        names = file.schema_arrow.names
        places = columns(path.name, names)
        table = file.read(columns=[names[place] for place in places.values()])
        found = {one: _numbers(table.column(names[place])) for one, place in places.items() if one != "time"}
        time = _moments(table.column(names[places["time"]]))
    except (ArrowException, OSError, ValueError, KeyError, NotImplementedError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise unusable(path.name, f"it cannot be read as Parquet ({reason})") from None
    return Table(path.name, np.arange(len(time)) + 1, time, found)


def _numbers(column: Any) -> Floats:
    import pyarrow

    return np.asarray(column.cast(pyarrow.float64(), safe=False).to_numpy(), np.float64)


def _moments(column: Any) -> Integers:
    """Moments: timestamps, dates, strings or numbers."""
    import pyarrow

    kinds = pyarrow.types
    if kinds.is_timestamp(column.type) or kinds.is_date(column.type):
        seconds = column.cast(pyarrow.timestamp("s"), safe=False).cast(pyarrow.int64())
        return np.asarray(seconds.fill_null(moments.NONE).to_numpy(), np.int64)
    if kinds.is_integer(column.type) or kinds.is_floating(column.type):
        return moments.of_numbers(_numbers(column))
    texts = column.cast(pyarrow.string()).fill_null("").to_pylist()
    return moments.of_texts(np.array(texts, np.str_))
