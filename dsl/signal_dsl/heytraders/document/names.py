"""Under which names a field of the result document may stand in an answer. The first is the document's own.

Only names that mean the same in the same unit are here. `total_return` is not taken for `total_return_pct`: it may be a
fraction, and a wrong number is worse than an unknown name.
"""

from __future__ import annotations

# What is read how.
NUMBER, COUNT, TEXT, MOMENT, SIDE = "number", "count", "text", "moment", "side"
Fields = dict[str, tuple[str, tuple[str, ...]]]

METRICS: dict[str, tuple[str, ...]] = {
    "total_return_pct": ("total_return_percent", "return_pct"),
    "annual_return_pct": ("annual_return_percent", "annualized_return_pct", "cagr_pct"),
    "buy_and_hold_return_pct": ("buy_hold_return_pct", "benchmark_return_pct"),
    "max_drawdown": ("max_drawdown_pct", "max_drawdown_percent", "maximum_drawdown"),
    "sharpe_ratio": ("sharpe",),
    "sortino_ratio": ("sortino",),
    "calmar_ratio": ("calmar",),
    "profit_factor": (),
    "num_trades": ("total_trades", "trade_count", "trades_count", "number_of_trades"),
    "win_rate": ("win_rate_pct", "winrate"),
    "exposure_pct": ("exposure_percent", "time_in_market_pct"),
    "fees_paid": ("total_fees", "fees", "commission"),
}

TICKER = ("ticker", "symbol", "pair", "market", "instrument")

TRADE: Fields = {
    "ticker": (TEXT, TICKER),
    "side": (SIDE, ("side", "direction", "position_side", "position")),
    "size": (NUMBER, ("size", "quantity", "qty", "amount", "units")),
    "entry_time": (MOMENT, ("entry_time", "entry_at", "entry_date", "entry_timestamp", "open_time", "opened_at")),
    "entry_price": (NUMBER, ("entry_price", "open_price", "avg_entry_price", "entry")),
    "exit_time": (MOMENT, ("exit_time", "exit_at", "exit_date", "exit_timestamp", "close_time", "closed_at")),
    "exit_price": (NUMBER, ("exit_price", "close_price", "avg_exit_price", "exit")),
    "weight": (NUMBER, ("weight",)),
    "fees": (NUMBER, ("fees", "fee", "fees_paid", "commission")),
    "pnl": (NUMBER, ("pnl", "net_pnl", "realized_pnl", "profit_loss", "profit")),
    "pnl_pct": (NUMBER, ("pnl_pct", "pnl_percent", "return_pct", "profit_pct")),
    "bars": (COUNT, ("bars", "bars_held", "duration_bars", "holding_bars")),
    "reason": (TEXT, ("reason", "exit_reason", "close_reason")),
    "entry_line": (COUNT, ("entry_line",)),
    "exit_line": (COUNT, ("exit_line",)),
}

OPEN_POSITION: Fields = {
    **{key: TRADE[key] for key in ("ticker", "side", "size", "entry_time", "entry_price", "weight", "fees")},
    "last_price": (NUMBER, ("last_price", "mark_price", "current_price")),
    "unrealized_pnl": (NUMBER, ("unrealized_pnl", "unrealised_pnl", "open_pnl")),
    "line": (COUNT, ("line", "entry_line")),
}

PER_TICKER: Fields = {
    "ticker": (TEXT, TICKER),
    "bars": (COUNT, ("bars", "bar_count", "num_bars")),
    "num_trades": (COUNT, ("num_trades", *METRICS["num_trades"], "trades")),
    "win_rate": (NUMBER, ("win_rate", *METRICS["win_rate"])),
    "profit_factor": (NUMBER, ("profit_factor",)),
    "pnl": (NUMBER, ("pnl", "net_pnl", "realized_pnl", "total_pnl", "profit")),
    "unrealized_pnl": (NUMBER, ("unrealized_pnl", "unrealised_pnl", "open_pnl")),
    "fees_paid": (NUMBER, ("fees_paid", *METRICS["fees_paid"])),
    "buy_and_hold_return_pct": (NUMBER, ("buy_and_hold_return_pct", *METRICS["buy_and_hold_return_pct"])),
}

SIGNAL: Fields = {
    "line": (COUNT, ("line",)),
    "ticker": (TEXT, TICKER),
    "kind": (TEXT, ("kind", "action")),
    "side": (SIDE, ("side", "direction")),
    **{name: (COUNT, (name,)) for name in ("bars", "counted", "held")},
    "first": (MOMENT, ("first", "first_time")),
    "last": (MOMENT, ("last", "last_time")),
    **{name: (COUNT, (name,)) for name in ("filled", "refused", "idle", "unfilled")},
}

REFUSED: Fields = {
    "line": (COUNT, ("line",)),
    "ticker": (TEXT, TICKER),
    "side": (SIDE, ("side", "direction")),
    "reason": (TEXT, ("reason", "message")),
    "orders": (COUNT, ("orders", "count")),
    "first": (MOMENT, ("first", "first_time")),
    "last": (MOMENT, ("last", "last_time")),
}

# Columns of curves. A row without names (`[time, open, …]`) has them in this order.
TIME = ("time", "timestamp", "date", "datetime", "t", "open_time", "ts")
EQUITY: dict[str, tuple[str, ...]] = {
    "equity": ("equity", "value", "balance", "portfolio_value", "total_equity", "account_value"),
    "buy_and_hold": ("buy_and_hold", "buy_hold", "benchmark", "buy_and_hold_equity", "benchmark_equity"),
    "cash": ("cash", "free_cash", "available"),
    "positions": ("positions", "positions_value", "position_value", "holdings"),
}
PRICES: dict[str, tuple[str, ...]] = {
    "open": ("open", "o"),
    "high": ("high", "h"),
    "low": ("low", "l"),
    "close": ("close", "c"),
    "volume": ("volume", "v", "base_volume"),
}
# Where a list may lie in an answer that is an object.
LISTS = ("items", "results", "rows", "records", "list", "data", "entries")
