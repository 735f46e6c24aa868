"""Bars of one market: what the sandbox computes on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

PRICES = ("open", "high", "low", "close")
COLUMNS = (*PRICES, "volume")


@dataclass(frozen=True, eq=False)
class Bars:
    """Price bars, oldest first, one value of each column a bar.

    ticker      "EXCHANGE:BASE/QUOTE", as scripts write it
    timeframe   one of the platform's, such as "1h"
    time        the bar's open, in seconds since 1970-01-01 00:00 UTC, strictly ascending
    volume      traded during the bar, in units of the base
    extra       further columns by the name of the variable that reads them, such as "funding_rate"

    Bars are told apart by identity: their arrays are not to be written to.
    """

    ticker: str
    timeframe: str
    time: Integers
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats
    extra: dict[str, Floats] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.time)

    def between(self, start: int, end: int) -> Bars:
        """The bars that open at `start` or later and before `end`, both in seconds since 1970; views, no copies."""
        first, stop = (int(place) for place in np.searchsorted(self.time, (start, end)))
        return self.part(slice(first, max(first, stop)))

    def part(self, which: slice) -> Bars:
        """The bars of a slice; views, no copies."""
        columns = {name: getattr(self, name)[which] for name in ("time", *COLUMNS)}
        return replace(self, **columns, extra={name: values[which] for name, values in self.extra.items()})
