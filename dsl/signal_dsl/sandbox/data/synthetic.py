"""Made-up markets for when there are no data: the same for the same ticker, in any range and timeframe.

Each day is parted into quarters of an hour on a path from its open to its close, and these, where bars of minutes are
asked for, into minutes that have exactly their quarter's open, high, low, close and volume. So bars of any timeframe
add up to those of a larger one. Markets trade around the clock; perpetuals also have a funding rate and open interest.

The numbers are drawn by NumPy: another version of it may draw others.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np

from signal_dsl.markets import EXCHANGES, PERPETUAL, PREDICTION
from signal_dsl.sandbox.bars import Bars, Floats
from signal_dsl.sandbox.data.coins import tickers
from signal_dsl.sandbox.data.days import DAYS, Days, days, draws
from signal_dsl.sandbox.data.resample import resampled
from signal_dsl.sandbox.data.source import Loaded, of_run
from signal_dsl.sandbox.refusal import DATA_UNAVAILABLE, RefusalError
from signal_dsl.timeframe import SECONDS

_DAY = 86400
_QUARTERS = 96  # in a day
_MINUTES = 15  # in a quarter
_BLOCK = 32  # days that are drawn at once
_PER_FUNDING = 32  # quarters between two payments of funding
_EXTRA = ("funding_rate", "open_interest")


class Synthetic:
    """Made-up markets of all exchanges that trade coins. Days from 1970 to 2099."""

    def load(self, ticker: str, timeframe: str, start: date, end: date) -> Loaded:
        """The bars of a run; see `Source`. Raises RefusalError where there is no such market to make up."""
        exchange = EXCHANGES.get(ticker.partition(":")[0].lower())
        if exchange is None or not ticker.partition(":")[2]:
            message = f"There is no market {ticker}."
            raise RefusalError(DATA_UNAVAILABLE, message, "A ticker is written EXCHANGE:BASE/QUOTE.")
        if PREDICTION in exchange.markets:
            message = f"The sandbox does not make up prediction markets, such as those of {exchange.id}."
            raise RefusalError(DATA_UNAVAILABLE, message, "Give it their prices with `--data`.")
        length = SECONDS[timeframe]
        # Weeks and months that close in the run may open before it.
        before = timedelta(days=0 if length and length <= _DAY else 31)
        first = max((start - date(1970, 1, 1) - before).days, 0)
        stop = min((end - date(1970, 1, 1)).days, DAYS)
        base = "1m" if timeframe in ("1m", "5m") else "15m"
        bars = _bars(ticker, base, first, max(stop, first), PERPETUAL in exchange.markets)
        return Loaded(of_run(resampled(bars, timeframe), start, end))

    def last_day(self, ticker: str, timeframe: str) -> date:
        """Today: made-up markets have no end, but who asks for the latest bar means one of these days."""
        return datetime.now(UTC).date()

    def tickers(self) -> tuple[str, ...]:
        """The best known ones of each exchange."""
        return tickers()


def _bars(ticker: str, timeframe: str, first: int, stop: int, is_perpetual: bool) -> Bars:
    """The bars of days `first` to `stop` (not counted), in quarters of an hour or in minutes."""
    market = days(ticker)
    blocks = []
    for block in range(first // _BLOCK, -(-stop // _BLOCK)):
        columns = _quarters(ticker, market, block, is_perpetual)
        if timeframe == "1m":
            columns = _minutes(ticker, market, block, columns)
        blocks.append(columns)
    length = SECONDS[timeframe]
    assert length is not None
    names = blocks[0] if blocks else ("open", "high", "low", "close", "volume")
    begin = first // _BLOCK * _BLOCK
    per_day = _DAY // length
    inside = slice((first - begin) * per_day, (stop - begin) * per_day)
    found = {name: np.concatenate([one[name].reshape(-1) for one in blocks] or [np.zeros(0)])[inside] for name in names}
    time = first * _DAY + length * np.arange((stop - first) * per_day, dtype=np.int64)
    extra: dict[str, Floats] = {name: found.pop(name) for name in _EXTRA if name in found}
    return Bars(ticker, timeframe, time, **found, extra=extra)


def _quarters(ticker: str, market: Days, block: int, is_perpetual: bool) -> dict[str, Floats]:
    """The quarters of an hour of a block of days, a row a day; days after the last one are not in it."""
    first = block * _BLOCK
    count = min(_BLOCK, DAYS - first)
    random = draws("quarters", ticker, block)
    shape = count, _QUARTERS
    begin, end = market.level[first : first + count, None], market.level[first + 1 : first + count + 1, None]
    # Most trading is when Europe and America are both awake.
    clock = np.arange(_QUARTERS) / _QUARTERS
    busy = 1 + 0.55 * np.cos(2 * np.pi * (clock - 15 / 24)) + 0.25 * np.cos(4 * np.pi * (clock - 14 / 24))
    variance = busy / busy.sum() * np.exp(random.normal(0, 0.35, shape))
    scale = market.sigma[first : first + count, None] * np.sqrt(variance)
    walk = np.cumsum(scale * np.clip(random.standard_t(4, shape) / np.sqrt(2), -8, 8), axis=1)
    # Bent to end where the day does (a Brownian bridge, whose clock is the variance).
    part = np.cumsum(variance, axis=1) / variance.sum(axis=1, keepdims=True)
    closes = begin + part * (end - begin) + walk - part * walk[:, -1:]
    closes[:, -1:] = end
    opens = np.concatenate((begin, closes[:, :-1]), axis=1)
    high = np.maximum(opens, closes) + 0.5 * scale * random.exponential(1, shape)
    low = np.minimum(opens, closes) - 0.5 * scale * random.exponential(1, shape)
    moved = 0.6 + 0.4 * np.abs(closes - opens) / scale + 10 * market.sigma[first : first + count, None]
    volume = market.turnover * busy / busy.sum() * moved * np.exp(random.normal(0, 0.4, shape))
    columns = {"open": opens, "high": high, "low": low, "close": closes}
    found = {name: market.price(levels) for name, levels in columns.items()}
    found["volume"] = np.maximum(np.round(volume / _unit(market)), 1) * _unit(market)
    if is_perpetual:
        trend = np.repeat(np.tanh((end - begin) * 10), _QUARTERS // _PER_FUNDING, axis=1)
        funding = 0.0001 + 0.0002 * trend + random.normal(0, 0.00005, trend.shape)
        found["funding_rate"] = np.repeat(np.round(funding, 6), _PER_FUNDING, axis=1)
        from_, to = (market.interest[first + shift : first + shift + count, None] for shift in (0, 1))
        found["open_interest"] = np.round(from_ + (to - from_) * clock, 3)
    return found


def _minutes(ticker: str, market: Days, block: int, quarters: dict[str, Floats]) -> dict[str, Floats]:
    """The minutes of quarters of an hour, a row a quarter."""
    random = draws("minutes", ticker, block)
    whole = {name: values.reshape(-1, 1) for name, values in quarters.items()}
    begin, end, top, bottom = whole["open"], whole["close"], whole["high"], whole["low"]
    shape = len(begin), _MINUTES
    part = np.arange(1, _MINUTES + 1) / _MINUTES
    size = (top - bottom) / 4
    walk = np.cumsum(size * random.normal(0, 1, shape), axis=1)
    closes = begin + part * (end - begin) + walk - part * walk[:, -1:]
    closes = np.clip(np.round(closes, market.decimals), bottom, top)
    closes[:, -1:] = end
    opens = np.concatenate((begin, closes[:, :-1]), axis=1)
    high = np.round(np.maximum(opens, closes) + 0.4 * size * random.exponential(1, shape), market.decimals)
    low = np.round(np.minimum(opens, closes) - 0.4 * size * random.exponential(1, shape), market.decimals)
    rows = np.arange(len(begin))
    # The minute that comes nearest to it reaches the quarter's high, and so for the low.
    high[rows, high.argmax(axis=1)] = top[:, 0]
    low[rows, low.argmin(axis=1)] = bottom[:, 0]
    units = whole["volume"] / _unit(market)
    shares = random.exponential(1, shape)
    dealt = np.floor(units * shares / shares.sum(axis=1, keepdims=True))
    dealt[:, -1] += (units - dealt.sum(axis=1, keepdims=True))[:, 0]
    found = {"open": opens, "high": np.minimum(high, top), "low": np.maximum(low, bottom), "close": closes}
    found["volume"] = dealt * _unit(market)
    found |= {name: np.repeat(whole[name], _MINUTES, axis=1) for name in _EXTRA if name in whole}
    return found


def _unit(market: Days) -> float:
    """What volumes are multiples of: a power of 2, so that sums of volumes are exact."""
    return float(2.0 ** (np.floor(np.log2(market.turnover / _QUARTERS)) - 20))
