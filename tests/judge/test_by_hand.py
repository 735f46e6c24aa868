"""Three strategies over a few bars, with results that were worked out with pencil and paper.

The arithmetic stands here step by step; nothing of it is computed by what is tested.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from signal_dsl.sandbox.backtest import run
from signal_dsl.sandbox.bars import Bars
from signal_dsl.sandbox.data import Loaded

SPOT = "BINANCE:BTC/USDT"
PERP, OTHER = "BINANCEFUTURESUSD:BTC/USDT:USDT", "BINANCEFUTURESUSD:ETH/USDT:USDT"
START = 1_704_067_200  # 2024-01-01
DAY = 86_400


class Given:
    """Days as rows of open, high, low, close."""

    def __init__(self, **rows: list[tuple[float, float, float, float]]) -> None:
        self.rows = rows

    def load(self, ticker: str, timeframe: str, start: date, end: date) -> Loaded:
        base = ticker.partition(":")[2].partition("/")[0]
        columns = np.array(self.rows[base], np.float64).T
        time = START + DAY * np.arange(len(self.rows[base]), dtype=np.int64)
        return Loaded(Bars(ticker, timeframe, time, *columns, volume=np.ones(len(time))))

    def last_day(self, ticker: str, timeframe: str) -> date:
        return date(2024, 1, 1 + max(map(len, self.rows.values())))

    def tickers(self) -> tuple[str, ...]:
        return (SPOT, PERP, OTHER)


def body(script: str, universe: list[str], days: int, **settings) -> dict:
    dates = {"start_date": "2024-01-01", "end_date": f"2024-01-{1 + days:02d}", "timeframe": "1d"}
    return {"script": script, "universe": universe, "initial_cash": 1000, **dates, **settings}


def test_one_trade_with_fee_and_slippage():
    """Buy when the close is above the mean of two, sell when it is below; 1 % fee, 1 % slippage, half of the equity."""
    bars = [
        (100, 100, 100, 100),
        (100, 110, 100, 110),  # mean 105: the close is above, so buy at the next open
        (120, 125, 115, 124),  # filled at 120
        (124, 124, 90, 95),  # mean 109.5: the close is below, so sell at the next open
        (100, 101, 89, 90),  # sold at 100; mean 92.5: below once more, with nothing left to sell
        (90, 90, 90, 90),  # mean 90: neither
    ]
    script = f"""
mean = sma(close, 2)
emit_signal(close > mean, entry("{SPOT}", "LONG", Weight(0.5)))
emit_signal(close < mean, exit("{SPOT}"))
"""
    found = run(body(script, [SPOT], 6, trading_fee=0.01, slippage=0.01), Given(BTC=bars))
    # Bought: 500 of 1000 pays for value and fee, value + 0.01 × value = 500.
    value = 500 / 1.01  # 495.0495…
    price = 120 * 1.01  # 121.2
    size = value / price  # 4.08457…
    # Sold at 100 less 1 %, less a fee of 1 %.
    back = size * 99 * 0.99  # 400.328…
    assert size == pytest.approx(4.084566873, rel=1e-9)
    assert back == pytest.approx(400.32839918, rel=1e-9)
    (trade,) = found.trades
    assert (trade.entry_time, trade.exit_time) == (START + 2 * DAY, START + 4 * DAY)
    assert (trade.entry_price, trade.exit_price) == pytest.approx((121.2, 99))
    assert trade.size == pytest.approx(size)
    assert trade.fees == pytest.approx(value * 0.01 + size * 99 * 0.01)
    assert trade.pnl == pytest.approx(back - 500)
    assert trade.pnl_pct == pytest.approx((400.32839918 - 500) / 5)
    expected = [1000, 1000, 500 + size * 124, 500 + size * 95, 500 + back, 500 + back]
    assert found.equity == pytest.approx(expected)
    assert found.lookback == 1
    metrics = found.metrics
    assert metrics["total_return_pct"] == pytest.approx(-9.96716008)
    peak = 500 + 4.084566873 * 124  # 1006.486…, on the third day
    assert metrics["max_drawdown"] == pytest.approx(100 * (1 - (500 + 4.084566873 * 95) / peak), rel=1e-6)
    assert (metrics["num_trades"], metrics["win_rate"], metrics["profit_factor"]) == (1, 0, 0)
    assert metrics["buy_and_hold_return_pct"] == pytest.approx(-10)
    # Two of six bars closed with a position.
    assert metrics["exposure_pct"] == pytest.approx(100 * 2 / 6)


def test_a_short_with_leverage_that_is_turned_round_and_liquidated():
    """Short at 5 ×, turned to long, which the market takes. No fees, no slippage, weight 0.2 of the equity."""
    bars = [
        (100, 100, 100, 100),
        (100, 100, 99, 99),  # below the day before: short at the next open
        (100, 100, 90, 90),  # short at 100; still falling, so the order to enter again changes nothing
        (80, 85, 80, 84),  # above the day before? 84 < 90: no
        (84, 90, 84, 90),  # 90 > 84: long at the next open
        (90, 90, 85, 88),  # turned round at 90; 88 < 90: short at the next open
        (70, 72, 70, 71),  # opens below the price at which the long is liquidated, then short at 70
        (70, 70, 70, 70),
    ]
    script = f"""
emit_signal(change(close, 1) < 0, entry("{PERP}", "SHORT", Weight(0.2)))
emit_signal(change(close, 1) > 0, entry("{PERP}", "LONG", Weight(0.2)))
"""
    settings = {"trading_fee": 0, "slippage": 0, "leverage": 5, "exchange": "binancefuturesusd"}
    found = run(body(script, [PERP], 8, **settings), Given(BTC=bars))
    short, long, *rest = found.trades
    # 20 % of 1000 is a margin of 200, at 5 × worth 1000: 10 units at 100, bought back at 90.
    assert (short.side, short.size, short.entry_price, short.exit_price) == ("SHORT", 10, 100, 90)
    assert (short.put_in, short.pnl, short.pnl_pct, short.reason) == (200, 100, 50, "reverse")
    # 20 % of 1100 is 220, worth 1100: 12.222 units at 90. A long at 5 × loses its margin at
    # 90 × (1 − 1/5) / (1 − 0.5 %) = 72.36…; the day opens at 70, so it is gone, the margin and no more.
    assert (long.side, long.entry_price, long.exit_price, long.reason) == ("LONG", 90, 70, "liquidation")
    assert long.size == pytest.approx(1100 / 90)
    assert (long.put_in, long.pnl) == (pytest.approx(220), pytest.approx(-220))
    # 20 % of 880 is 176, worth 880: 12.571… units short at 70, where it stays.
    assert rest == []
    (still,) = found.open
    assert (still.side, still.entry_price, still.last_price) == ("SHORT", 70, 70)
    assert still.size == pytest.approx(880 / 70)
    expected = [
        1000,
        1000,
        1000 + 10 * (100 - 90),
        1000 + 10 * (100 - 84),
        1000 + 10 * (100 - 90),
        1100 + 1100 / 90 * (88 - 90),
        880 + 880 / 70 * (70 - 71),
        880,
    ]
    assert found.equity == pytest.approx(expected)
    assert found.metrics["total_return_pct"] == pytest.approx(-12)
    assert found.metrics["win_rate"] == 50
    assert found.metrics["profit_factor"] == pytest.approx(100 / 220)


def test_two_tickers_whose_weights_do_not_fit_and_an_exit_by_the_account_s_state():
    """Two longs of 0.6 each, of which one must wait; a position is left once it has gained 50. Cross, no costs."""
    btc = [(10, 10, 10, 10), (10, 10, 10, 10), (10, 14, 10, 14), (14, 15, 14, 15), (15, 15, 15, 15), (15, 15, 15, 15)]
    eth = [(50, 50, 50, 50), (50, 50, 50, 50), (50, 50, 45, 45), (45, 50, 45, 50), (50, 60, 50, 60), (60, 60, 60, 60)]
    script = f"""
emit_signal(close > 0, entry("{PERP}", "LONG", Weight(0.6)))
emit_signal(close > 0, entry("{OTHER}", "LONG", Weight(0.6)))
emit_signal(unrealized_pnl >= 50, exit("{PERP}"))
"""
    settings = {"trading_fee": 0, "slippage": 0, "mode": "cross", "exchange": "binancefuturesusd"}
    found = run(body(script, [PERP, OTHER], 6, **settings), Given(BTC=btc, ETH=eth))
    # Day 2: 600 buy 60 at 10; the other's 0.6 would make 1.2, so it is refused, and again on day 3.
    # Day 3 closes at 14, a gain of 240: sold at 14 on day 4. The weight is free then, and both orders want it: that of
    # the first line is carried out, at 14, 0.6 of 1240 = 744 for 53.142… units.
    # Day 4 closes at 15, a gain of 53.142…: sold at 15 on day 5, and bought again for 0.6 of 1293.142… = 775.885….
    first, second = found.trades
    assert (first.ticker, first.size, first.entry_price, first.exit_price, first.pnl) == (PERP, 60, 10, 14, 240)
    assert (first.exit_line, first.reason) == (4, "exit")
    assert (second.size, second.pnl) == (pytest.approx(744 / 14), pytest.approx(744 / 14))
    (still,) = found.open
    assert (still.ticker, still.entry_price) == (PERP, 15)
    assert still.put_in == pytest.approx(0.6 * (1240 + 744 / 14))
    (refused,) = found.refused
    assert (refused.ticker, refused.orders) == (OTHER, 5)
    assert found.equity == pytest.approx([1000, 1000, 1240, 1240 + 744 / 14, 1240 + 744 / 14, 1240 + 744 / 14])
    # Held from the start instead: half in each, 10 to 15 and 50 to 60.
    assert found.metrics["buy_and_hold_return_pct"] == pytest.approx((50 + 20) / 2)
