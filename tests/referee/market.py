"""Made-up market data in which every variable of the language has a finite value at every bar."""

from __future__ import annotations

from functools import cache

import numpy as np


@cache
def market(bars: int, seed: int = 7) -> dict[str, np.ndarray]:
    """One array of `bars` values for each variable; the same for the same `seed`."""
    random = np.random.default_rng(seed)
    close = 100 * np.exp(np.cumsum(random.normal(0, 0.02, bars)))
    open_ = close * np.exp(random.normal(0, 0.01, bars))
    high = np.maximum(open_, close) * (1 + random.random(bars) * 0.01)
    low = np.minimum(open_, close) * (1 - random.random(bars) * 0.01)
    hours = np.arange(bars)
    data = {
        "open": open_,
        "high": high,
        "low": low,
        "close": close,
        "volume": 1000 * random.lognormal(0, 0.5, bars),
        "hl2": (high + low) / 2,
        "hlc3": (high + low + close) / 3,
        "ohlc4": (open_ + high + low + close) / 4,
        "position": random.integers(-1, 2, bars),
        "entry_price": np.roll(close, 3),
        "bars_in_position": hours % 17,
        "unrealized_pnl": random.normal(0, 50, bars),
        "equity": 10_000 + np.cumsum(random.normal(0, 20, bars)),
        "cash": 5_000 + random.normal(0, 20, bars),
        "year": 2020 + hours // 8760,
        "month": 1 + hours // 730 % 12,
        "day": 1 + hours // 24 % 28,
        "hour": hours % 24,
        "minute": np.zeros(bars),
        "day_of_week": hours // 24 % 7,
        "funding_rate": random.normal(1e-4, 2e-4, bars),
        "open_interest": 1e6 * np.exp(np.cumsum(random.normal(0, 0.01, bars))),
    }
    arrays = {name: np.asarray(values, dtype=np.float64) for name, values in data.items()}
    for values in arrays.values():
        values.flags.writeable = False
    return arrays
