"""The result of a backtest in the sandbox, and how it is told in JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime

import numpy as np

from signal_dsl.sandbox.bars import Floats, Integers
from signal_dsl.sandbox.broker import OpenPosition, RefusedOrders, Trade
from signal_dsl.sandbox.metrics import Metrics
from signal_dsl.sandbox.outcomes import SignalOutcome, TickerOutcome
from signal_dsl.sandbox.request import Request

STAMP = "SIMULATED"
Json = dict[str, object]


@dataclass(frozen=True, eq=False)
class Result:
    """What came of a run. It is always SIMULATED.

    request     what was asked for, defaults filled in
    lookback    leading bars without a value that the script needs; None where that cannot be known
    metrics     under the platform's names; None where a metric has no value
    trades      closed, in the order of their closing
    open        positions at the end
    refused     orders that were refused, by signal and reason
    signals     what became of each signal
    tickers     what came of each ticker of the universe
    notes       sentences that a reader must know: what was not traded, what is not simulated, why there are no trades
    time        opens of the bars from `analysis_start` on, of all tickers together, in seconds since 1970
    equity, cash, positions   at the close of these bars, in the quote currency; equity is the other two together
    buy_and_hold              what the initial cash had become, put into all tickers in equal parts and left there
    """

    request: Request
    lookback: int | None
    metrics: Metrics
    trades: list[Trade]
    open: list[OpenPosition]
    refused: list[RefusedOrders]
    signals: list[SignalOutcome]
    tickers: list[TickerOutcome]
    notes: list[str]
    time: Integers = field(repr=False)
    equity: Floats = field(repr=False)
    cash: Floats = field(repr=False)
    positions: Floats = field(repr=False)
    buy_and_hold: Floats = field(repr=False)
    stamp: str = STAMP

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, roughly."""
        curves = (self.time, self.equity, self.cash, self.positions, self.buy_and_hold)
        return sum(one.nbytes for one in curves) + 600 * len(self.trades) + len(self.request.script)

    def summary(self) -> Json:
        """All but what grows with the number of bars or trades."""
        return {
            "stamp": self.stamp,
            "simulated": True,
            "settings": settings_json(self.request),
            "lookback": self.lookback,
            "bars": len(self.time),
            "days": self.request.days,
            "metrics": self.metrics,
            "per_ticker": self.per_ticker(),
            "signals": [_with_times(asdict(one), "first", "last") for one in self.signals],
            "refused": [_with_times(one._asdict(), "first", "last") for one in self.refused],
            "orders_refused": sum(one.orders for one in self.refused),
            "open_positions": [_with_times(one._asdict(), "entry_time") for one in self.open],
            "notes": self.notes,
        }

    def per_ticker(self) -> list[Json]:
        return [
            {
                "ticker": one.ticker,
                "bars": one.bars,
                **one.metrics,
                "pnl": one.pnl,
                "unrealized_pnl": one.unrealized_pnl,
                "fees_paid": one.fees,
                "buy_and_hold_return_pct": one.buy_and_hold_return_pct,
            }
            for one in self.tickers
        ]

    def trades_json(self, offset: int = 0, limit: int | None = None) -> list[Json]:
        """Closed trades from `offset` on, `limit` of them at most."""
        chosen = self.trades[offset:] if limit is None else self.trades[offset : offset + limit]
        return [_with_times(one._asdict(), "entry_time", "exit_time") for one in chosen]

    def equity_json(self) -> Json:
        """The curves, as columns; times are ISO 8601 in UTC."""
        return {
            "time": np.datetime_as_string(self.time.astype("datetime64[s]"), timezone="UTC").tolist(),
            "equity": self.equity.tolist(),
            "cash": self.cash.tolist(),
            "positions": self.positions.tolist(),
            "buy_and_hold": self.buy_and_hold.tolist(),
        }

    def to_json(self) -> Json:
        """Everything; only what JSON has, no NaN and no infinity."""
        return {**self.summary(), "trades": self.trades_json(), "equity": self.equity_json()}


def settings_json(request: Request) -> Json:
    """The settings as the platform writes them."""
    values = {key: getattr(request.run, key) for key in type(request.run).__annotations__}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}


def told(moment: int) -> str:
    """A moment in ISO 8601, UTC, to the second."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _with_times(values: Json, *keys: str) -> Json:
    return {key: told(value) if key in keys and isinstance(value, int) else value for key, value in values.items()}
