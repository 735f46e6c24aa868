"""The books of random scripts, kept anew from their trades alone: nothing is made, lost or counted twice."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.sandbox.backtest import Backtest
from signal_dsl.sandbox.result import Result
from tests.amounts import slow_cases
from tests.judge.markets import Remembered
from tests.judge.scripts import PERPETUAL, whole

MARKET = Remembered()
START = date(2021, 3, 1)
CASH = 10_000.0
DUST = 1e-6


@st.composite
def results(draw: st.DrawFn) -> Result:
    """What came of a random script, over some weeks of hours, traded on terms of all kinds."""
    script = draw(whole(4, tickers=PERPETUAL, signals=(1, 6), state=0.05, weights=0.2, unbounded=0.05))
    days = draw(st.sampled_from([24, 26, 32]))
    body = {
        "script": script.text,
        "universe": list(PERPETUAL),
        "exchange": "binancefuturesusd",
        "timeframe": draw(st.sampled_from(["1h", "30m"])),
        "start_date": START.isoformat(),
        "end_date": (START + timedelta(days=days)).isoformat(),
        "initial_cash": CASH,
        "trading_fee": draw(st.sampled_from([0.0, 0.0005, 0.01])),
        "slippage": draw(st.sampled_from([0.0, 0.0005, 0.01])),
        "mode": draw(st.sampled_from(["isolated", "cross"])),
        "leverage": draw(st.sampled_from([1, 1, 3, 20, 100])),
    }
    if draw(st.booleans()):
        body["analysis_start"] = (START + timedelta(days=draw(st.integers(0, days - 1)))).isoformat()
    return Backtest(body).run(MARKET)


@settings(max_examples=10 * slow_cases())
@given(results())
def test_the_books(result):
    run = result.request.run
    bars = {t: MARKET.load(t, run.timeframe, run.start_date, run.end_date).bars for t in PERPETUAL}
    time, count = result.time, len(result.time)
    cash, positions, weights = np.full(count, CASH), np.zeros(count), np.zeros(count)
    for one in [*result.trades, *result.open]:
        side = 1 if one.side == "LONG" else -1
        start = int(np.searchsorted(time, one.entry_time))
        stop = int(np.searchsorted(time, one.exit_time)) if hasattr(one, "exit_time") else count
        own = bars[one.ticker]
        place = int(np.searchsorted(own.time, one.entry_time))
        # It was filled at the open, the slippage worse, and paid for with margin and fee together.
        assert one.entry_price == pytest.approx(own.open[place] * (1 + side * run.slippage))
        worth = one.size * one.entry_price
        assert one.put_in == pytest.approx(worth / run.leverage + worth * run.trading_fee)
        cash[start:] -= one.put_in
        if stop < count:
            cash[stop:] += one.put_in + one.pnl
        closes = own.close[np.searchsorted(own.time, time[start:stop])]
        positions[start:stop] += worth / run.leverage + side * one.size * (closes - one.entry_price)
        weights[start:stop] += one.weight
    np.testing.assert_allclose(result.cash, cash, rtol=1e-9, atol=DUST)
    np.testing.assert_allclose(result.positions, positions, rtol=1e-9, atol=DUST)
    np.testing.assert_allclose(result.equity, cash + positions, rtol=1e-9, atol=DUST)
    assert (weights <= 1 + 1e-9).all()
    assert (result.cash >= -DUST).all() or run.mode == "cross"


@settings(max_examples=3 * slow_cases())
@given(results())
def test_fees_profits_and_warm_up(result):
    run = result.request.run
    bars = {t: MARKET.load(t, run.timeframe, run.start_date, run.end_date).bars for t in PERPETUAL}
    for one in result.trades:
        both = run.trading_fee * one.size * (one.entry_price + one.exit_price)
        if one.reason == "liquidation":
            both = run.trading_fee * one.size * one.entry_price
        assert one.fees <= both + DUST
        if one.put_in + one.pnl > DUST and one.reason != "liquidation":
            assert one.fees == pytest.approx(both, abs=DUST)
        if run.mode == "isolated":
            assert one.pnl >= -one.put_in - DUST
    charged = sum(one.fees for one in [*result.trades, *result.open])
    assert result.metrics["fees_paid"] == pytest.approx(charged)
    won = sum(one.pnl for one in result.trades) + sum(one.unrealized_pnl - one.fees for one in result.open)
    end = result.equity[-1] if len(result.equity) else CASH
    assert end - CASH == pytest.approx(won, abs=1e-5)
    assert sum(one.pnl + one.unrealized_pnl for one in result.tickers) == pytest.approx(won, abs=1e-5)
    since = result.request.analysis_start or 0
    first = {(one.line, one.ticker): one.counted for one in result.signals}
    for one in [*result.trades, *result.open]:
        own = bars[one.ticker]
        warm_up = len(own) - first[one.entry_line, one.ticker]
        assert one.entry_time > own.time[warm_up]
        assert one.entry_time > since
    # What a signal did adds up, and so does what was refused.
    for one in result.signals:
        assert one.held == one.filled + one.refused + one.idle + one.unfilled
        assert min(one.filled, one.refused, one.idle, one.unfilled) >= 0
    assert sum(one.orders for one in result.refused) == sum(one.refused for one in result.signals)
    entered = sum(one.filled for one in result.signals if one.kind == "entry")
    assert entered == len(result.trades) + len(result.open)
