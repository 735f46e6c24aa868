"""Metrics of a run, under the platform's names; docs/sandbox.md defines them.

Ratios are those of empyrical, from returns by the day and 365 days a year: these markets never close. Where a metric
has no value (no trade, no loss, an account that never moved) it is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite

import numpy as np

from signal_dsl.sandbox.bars import Floats, Integers
from signal_dsl.sandbox.broker.trades import Trade

Metrics = dict[str, float | int | None]

_DAY = 86_400
DAYS_A_YEAR = 365
# Returns a year where bars are longer than a day: then there is one return a bar.
_LONG_BARS = {"1w": DAYS_A_YEAR / 7, "1M": 12.0}


def prepare() -> None:
    """Load empyrical, which takes half a second, so that no backtest has to wait for it."""
    import empyrical  # noqa: F401


def returns(time: Integers, equity: Floats, start: float, timeframe: str) -> tuple[Floats, float]:
    """Returns as fractions, by UTC day, and how many of them make a year; by bar for `1w` and `1M`.

    `start` is the equity before the first bar. A day without a bar has a return of 0, and so has every period after
    the account has been lost.
    """
    per_year = _LONG_BARS.get(timeframe)
    if per_year is None:
        days = time // _DAY
        last = np.flatnonzero(np.diff(days, append=days[-1] + 1)) if len(days) else np.zeros(0, np.int64)
        changes = periodic(equity[last], start)
        if not len(days):
            return changes, DAYS_A_YEAR
        by_day = np.zeros(int(days[-1] - days[0]) + 1)
        by_day[days[last] - days[0]] = changes
        return by_day, DAYS_A_YEAR
    return periodic(equity, start), per_year


def periodic(equity: Floats, start: float) -> Floats:
    """Each value over the one before, less 1; 0 where there was nothing left before."""
    before = np.concatenate(([start], equity[:-1]))[: len(equity)]
    changes = np.zeros(len(equity))
    np.divide(equity, before, out=changes, where=before > 0)
    changes[before > 0] -= 1
    return changes


def of_equity(time: Integers, equity: Floats, start: float, timeframe: str) -> Metrics:
    """What the account's value alone tells."""
    import empyrical  # when it is needed, see `prepare`

    by_period, per_year = returns(time, equity, start, timeframe)
    with np.errstate(all="ignore"):
        growth = _finite(empyrical.annual_return(by_period, annualization=per_year))
        sharpe = empyrical.sharpe_ratio(by_period, annualization=per_year)
        sortino = empyrical.sortino_ratio(by_period, annualization=per_year)
    drop = drawdown(equity, start)
    return {
        "total_return_pct": _finite(100 * (equity[-1] / start - 1)) if len(equity) else 0.0,
        "annual_return_pct": None if growth is None else 100 * growth,
        "max_drawdown": drop,
        "sharpe_ratio": _finite(sharpe),
        "sortino_ratio": _finite(sortino),
        "calmar_ratio": _finite(100 * growth / drop) if growth is not None and drop > 0 else None,
    }


def drawdown(equity: Floats, start: float) -> float:
    """The deepest fall from a peak, by bars, in percent of the peak: 0 to 100."""
    if not len(equity):
        return 0.0
    peaks = np.maximum(np.maximum.accumulate(equity), start)
    return float(100 * np.max(1 - equity / peaks))


def of_trades(trades: Sequence[Trade]) -> Metrics:
    """What the closed trades tell."""
    gains = [trade.pnl for trade in trades if trade.pnl > 0]
    losses = [trade.pnl for trade in trades if trade.pnl < 0]
    return {
        "num_trades": len(trades),
        "win_rate": 100 * len(gains) / len(trades) if trades else None,
        "profit_factor": _finite(_total(gains) / -_total(losses)) if losses else None,
    }


def _total(amounts: Iterable[float]) -> float:
    return float(sum(amounts))


def _finite(value: float) -> float | None:
    return float(value) if isfinite(value) else None
