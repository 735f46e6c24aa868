"""What became of each signal and each ticker: the answer to "why were there no trades?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from signal_dsl.sandbox.bars import Bars, Floats, Integers
from signal_dsl.sandbox.broker import Book, OpenPosition, Trade
from signal_dsl.sandbox.broker.orders import Orders
from signal_dsl.sandbox.metrics import Metrics, of_trades


@dataclass(frozen=True)
class SignalOutcome:
    """One signal in one ticker. Times are the opens of bars, in seconds since 1970; None where there is none.

    bars        of the ticker in the run's range
    counted     of these, the bars that count: from `analysis_start` on, after warm-up
    held        counted bars at which the condition held, `first` and `last` of them
    filled      orders that opened or closed a position
    refused     orders that were refused
    idle        orders that changed nothing: an exit without a position, an entry where there was one on that side
    unfilled    1 where the condition held at the last bar, behind which nothing fills
    """

    line: int
    ticker: str
    kind: str
    side: str | None
    bars: int
    counted: int
    held: int
    first: int | None
    last: int | None
    filled: int
    refused: int
    idle: int
    unfilled: int


@dataclass(frozen=True)
class TickerOutcome:
    """One ticker: its closed trades' metrics, profit and loss in the quote currency, and holding it instead.

    `pnl` is that of closed trades, `unrealized_pnl` that of the position still open; fees are in both.
    """

    ticker: str
    bars: int
    metrics: Metrics
    pnl: float
    unrealized_pnl: float
    fees: float
    buy_and_hold_return_pct: float | None


def of_signal(orders: Orders, bars: Bars) -> SignalOutcome:
    """What became of one signal."""
    decision, time = orders.decision, bars.time
    held = int(np.count_nonzero(orders.held))
    refused = sum(tally.number for tally in orders.refused.values())
    unfilled = int(orders.held[-1]) if held else 0
    return SignalOutcome(
        decision.line,
        decision.ticker,
        decision.kind,
        decision.side,
        len(bars),
        max(0, len(bars) - orders.first),
        held,
        int(time[orders.held.argmax()]) if held else None,
        int(time[len(bars) - 1 - orders.held[::-1].argmax()]) if held else None,
        orders.filled,
        refused,
        held - orders.filled - refused - unfilled,
        unfilled,
    )


def of_ticker(bars: Bars, book: Book | None, start: int) -> TickerOutcome:
    """What came of one ticker, from `start` on (seconds since 1970); `book` is None where nothing was traded."""
    trades = [one for one in book.trades if one.ticker == bars.ticker] if book else []
    still: list[OpenPosition] = [one for one in book.open if one.ticker == bars.ticker] if book else []
    held = held_instead(bars, bars.time, start)
    return TickerOutcome(
        bars.ticker,
        len(bars),
        of_trades(trades),
        sum(one.pnl for one in trades),
        sum(one.unrealized_pnl - one.fees for one in still),
        _fees(trades, still),
        float(100 * (held[-1] - 1)) if len(held) else None,
    )


def _fees(trades: Sequence[Trade], still: Sequence[OpenPosition]) -> float:
    return sum(one.fees for one in trades) + sum(one.fees for one in still)


def held_instead(bars: Bars, time: Integers, start: int) -> Floats:
    """What 1 would have become, at each of the moments `time`, bought at the open of the first bar from `start` on.

    Without fees. 1 before that bar; at a moment without a bar the last close counts.
    """
    first = int(np.searchsorted(bars.time, start))
    if first == len(bars):
        return np.ones(len(time))
    if len(time) == len(bars) - first and time[0] == bars.time[first] and np.array_equal(time, bars.time[first:]):
        value: Floats = bars.close[first:] / bars.open[first]
        return value
    place = np.searchsorted(bars.time, time, side="right") - 1
    value = bars.close[np.maximum(place, first)] / bars.open[first]
    return np.where(place >= first, value, 1.0)
