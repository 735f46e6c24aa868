"""Metrics, against their definitions in docs/sandbox.md written out in plain Python."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from signal_dsl.sandbox import metrics
from signal_dsl.sandbox.backtest import run
from signal_dsl.sandbox.data import Synthetic
from tests.sandbox.server.conftest import RUN

DAY = 86_400


def by_day(time, equity, start):
    """The equity at the end of each day, and the returns of the days."""
    last = {}
    for moment, value in zip(time.tolist(), equity.tolist(), strict=True):
        last[moment // DAY] = value
    returns, before = [], start
    for day in range(min(last), max(last) + 1):
        now = last.get(day, before)
        returns.append(now / before - 1)
        before = now
    return returns


@pytest.mark.parametrize("timeframe", ["1h", "1d", "30m"])
def test_ratios_are_those_of_the_daily_returns(timeframe):
    result = run({**RUN, "timeframe": timeframe}, Synthetic())
    found = result.metrics
    returns = by_day(result.time, result.equity, 10_000.0)
    assert len(returns) == 365
    mean = sum(returns) / len(returns)
    deviation = sqrt(sum((one - mean) ** 2 for one in returns) / (len(returns) - 1))
    downside = sqrt(sum(min(one, 0) ** 2 for one in returns) / len(returns))
    assert found["sharpe_ratio"] == pytest.approx(mean / deviation * sqrt(365))
    assert found["sortino_ratio"] == pytest.approx(mean / downside * sqrt(365))
    growth = (result.equity[-1] / 10_000) ** (365 / len(returns)) - 1
    assert found["annual_return_pct"] == pytest.approx(100 * growth)
    peak, deepest = 10_000.0, 0.0
    for value in result.equity.tolist():
        peak = max(peak, value)
        deepest = max(deepest, 1 - value / peak)
    assert found["max_drawdown"] == pytest.approx(100 * deepest)
    assert found["calmar_ratio"] == pytest.approx(100 * growth / (100 * deepest))
    won = [one.pnl for one in result.trades if one.pnl > 0]
    lost = [one.pnl for one in result.trades if one.pnl < 0]
    assert found["win_rate"] == pytest.approx(100 * len(won) / len(result.trades))
    assert found["profit_factor"] == (pytest.approx(sum(won) / -sum(lost)) if lost else None)


def test_days_without_bars_and_a_lost_account():
    time = np.array([0, 1, 4, 5]) * DAY
    equity = np.array([100.0, 110.0, 110.0, 0.0])
    returns, per_year = metrics.returns(time, equity, 100.0, "1d")
    assert per_year == 365
    np.testing.assert_allclose(returns, [0, 0.1, 0, 0, 0, -1])
    after, _ = metrics.returns(np.arange(4) * DAY, np.array([50.0, 0.0, 0.0, 0.0]), 100.0, "1d")
    np.testing.assert_allclose(after, [-0.5, -1, 0, 0])
    assert metrics.drawdown(equity, 100.0) == 100


def test_what_has_no_value():
    still = np.full(10, 100.0)
    found = metrics.of_equity(np.arange(10) * DAY, still, 100.0, "1d") | metrics.of_trades([])
    assert found["total_return_pct"] == found["max_drawdown"] == found["num_trades"] == 0
    for name in ("sharpe_ratio", "sortino_ratio", "calmar_ratio", "win_rate", "profit_factor"):
        assert found[name] is None, name


@pytest.mark.parametrize(("timeframe", "per_year"), [("1w", 365 / 7), ("1M", 12.0)])
def test_long_bars(timeframe, per_year):
    returns, found = metrics.returns(np.arange(3) * 7 * DAY, np.array([110.0, 99.0, 99.0]), 100.0, timeframe)
    assert found == per_year
    np.testing.assert_allclose(returns, [0.1, -0.1, 0])


def test_the_size_of_a_result_is_that_of_its_curves_its_trades_and_its_script():
    result = run(RUN, Synthetic())
    curves = (result.time, result.equity, result.cash, result.positions, result.buy_and_hold)
    assert result.trades
    assert result.size == sum(curve.nbytes for curve in curves) + 600 * len(result.trades) + len(RUN["script"])
    longer = run({**RUN, "script": f"{RUN['script']}\n# {'x' * 1000}"}, Synthetic())
    assert longer.size == result.size + 1003
