"""Market data in a folder (`--data DIR`): one file for each ticker and timeframe.

A file is named by the ticker, with `_` for `:` and `/`, and the timeframe: `BINANCE_BTC_USDT_1h.csv`,
`BINANCEFUTURESUSD_BTC_USDT_USDT_15m.parquet`. Months may be written `1mon` besides `1M`, for disks that do not tell it
from `1m`. Where there is no file of the timeframe asked for, bars are made of the largest smaller one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from signal_dsl.errors import UsageError
from signal_dsl.sandbox.bars import Bars
from signal_dsl.sandbox.data import csv_file, parquet_file
from signal_dsl.sandbox.data.cleaning import cleaned
from signal_dsl.sandbox.data.resample import can_make, closes, resampled
from signal_dsl.sandbox.data.source import Loaded, of_run
from signal_dsl.sandbox.refusal import DATA_UNAVAILABLE, RefusalError
from signal_dsl.timeframe import MONTH, TIMEFRAMES

_READERS = {".csv": csv_file.read, ".parquet": parquet_file.read}
_PART = re.compile(r"[:/]")


class Folder:
    """The files of a folder; each is read when it is first needed, and again only after it has changed.

    Raises UsageError where there is no such folder.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if not self.path.is_dir():
            raise UsageError(f"{path} is no folder.", "Name the folder that holds the market data.")
        self._read: dict[Path, tuple[tuple[int, int], Bars, tuple[str, ...]]] = {}

    def load(self, ticker: str, timeframe: str, start: date, end: date) -> Loaded:
        """The bars of a run; see `Source`."""
        bars, notes = self._fitting(ticker, timeframe)
        if bars.timeframe != timeframe:
            notes = (*notes, f"Bars of {timeframe} were made of those of {bars.timeframe}.")
        return Loaded(of_run(resampled(bars, timeframe), start, end), notes)

    def last_day(self, ticker: str, timeframe: str) -> date:
        """The day after the last bar's, or that on which it closes at 00:00 UTC; see `Source`."""
        bars, _ = self._fitting(ticker, timeframe)
        until = int(closes(bars.time[-1:], bars.timeframe)[0])
        return date(1970, 1, 1) + timedelta(days=-(-until // 86_400))

    def _fitting(self, ticker: str, timeframe: str) -> tuple[Bars, tuple[str, ...]]:
        """The bars of the largest timeframe that those asked for can be made of. Raises RefusalError."""
        files = self.files(ticker)
        fitting = [one for one in reversed(TIMEFRAMES) if one in files and can_make(timeframe, one)]
        if not fitting:
            wanted = f"{stem(ticker)}_{timeframe}.csv"
            message = f"There are no data for {ticker} in {self.path} to make bars of {timeframe} of."
            raise RefusalError(DATA_UNAVAILABLE, message, f"Put them into a file {wanted}.")
        return self.read(files[fitting[0]], ticker, fitting[0])

    def tickers(self) -> tuple[str, ...]:
        """What tickers the files' names can mean: `BINANCE_BTC_USDT` is taken for `BINANCE:BTC/USDT`."""
        stems = {path.stem.rpartition("_")[0] for path in self.path.iterdir() if path.suffix.lower() in _READERS}
        return tuple(sorted(_ticker(one) for one in stems if one))

    def files(self, ticker: str) -> dict[str, Path]:
        """The files of a ticker by their timeframes."""
        found: dict[str, Path] = {}
        for path in sorted(self.path.iterdir()):
            name, _, timeframe = path.stem.rpartition("_")
            timeframe = MONTH if timeframe.lower() == "1mon" else timeframe
            if path.suffix.lower() in _READERS and name.lower() == stem(ticker).lower() and timeframe in TIMEFRAMES:
                found.setdefault(timeframe, path)
        return found

    def read(self, path: Path, ticker: str, timeframe: str) -> tuple[Bars, tuple[str, ...]]:
        """The bars of a file, and what is to be said about it. Raises RefusalError where it cannot be read."""
        try:
            status = path.stat()
        except OSError as error:
            raise RefusalError(DATA_UNAVAILABLE, f"{path.name} cannot be read: {error.strerror}.") from None
        version = status.st_mtime_ns, status.st_size
        known = self._read.get(path)
        if known is None or known[0] != version:
            known = self._read[path] = version, *cleaned(_READERS[path.suffix.lower()](path), ticker, timeframe)
        return known[1], known[2]


def stem(ticker: str) -> str:
    """A ticker as it stands in the name of a file."""
    return _PART.sub("_", ticker)


def _ticker(name: str) -> str:
    exchange, *parts = name.split("_")
    return f"{exchange.upper()}:{'/'.join(parts[:2])}{''.join(f':{part}' for part in parts[2:])}"
