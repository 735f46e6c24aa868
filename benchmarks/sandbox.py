"""Backtests in the sandbox: a year of minutes against backtesting.py, and ten tickers against TA-Lib alone.

The strategy is an EMA cross with an RSI filter. Both tools get the same bars and rules; what they traded is compared,
too. `make bench` installs backtesting.py, whose licence (AGPL) is no matter for a peer that nothing here is made with.
"""

import os
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import talib

from measure import in_turns, milliseconds, ratio, table
from signal_dsl.sandbox.backtest import Backtest, run
from signal_dsl.sandbox.data import Loaded, Synthetic

ROUNDS = int(os.environ.get("ROUNDS", "9"))
TICKERS = [f"BINANCE:{coin}/USDT" for coin in ("BTC", "ETH", "BNB", "SOL", "XRP", "ADA", "DOGE", "LTC", "DOT", "LINK")]
START, END = date(2023, 1, 1), date(2024, 1, 1)
# So much that a share of it is many whole coins: the peer buys no parts of one.
CASH = 1e12
# Low, or ten thousand trades would eat up the account.
FEE = 0.0001


class Prepared:
    """Bars that are there already: what is measured is the backtest, not the making of data."""

    def __init__(self, timeframe: str, tickers: list[str]) -> None:
        self.bars = {ticker: Synthetic().load(ticker, timeframe, START, END).bars for ticker in tickers}

    def load(self, ticker: str, timeframe: str, start: date, end: date) -> Loaded:
        return Loaded(self.bars[ticker])

    def last_day(self, ticker: str, timeframe: str) -> date:
        return END

    def tickers(self) -> tuple[str, ...]:
        return tuple(self.bars)


def script(tickers: list[str]) -> str:
    """The strategy as a script."""
    lines = ["fast = ema(close, 12)", "slow = ema(close, 26)", "up = crossover(fast, slow) and rsi(close, 14) < 70"]
    for ticker in tickers:
        lines.append(f'emit_signal(up, entry("{ticker}", "LONG", Weight({0.5 / len(tickers):.3f})))')
        lines.append(f'emit_signal(crossunder(fast, slow), exit("{ticker}"))')
    return "\n".join(lines)


def request(tickers: list[str], timeframe: str) -> dict[str, object]:
    return {
        "script": script(tickers),
        "universe": tickers,
        "timeframe": timeframe,
        "start_date": str(START),
        "end_date": str(END),
        "initial_cash": CASH,
        "trading_fee": FEE,
        "slippage": 0,
    }


def peer(prepared: Prepared):
    """The same with backtesting.py: a function that runs it."""
    import pandas
    from backtesting import Backtest, Strategy
    from backtesting.lib import crossover

    class Cross(Strategy):
        def init(self):
            self.fast = self.I(talib.EMA, self.data.Close, 12)
            self.slow = self.I(talib.EMA, self.data.Close, 26)
            self.rsi = self.I(talib.RSI, self.data.Close, 14)

        def next(self):
            if not self.position:
                if crossover(self.fast, self.slow) and self.rsi[-1] < 70:
                    self.buy(size=0.5)
            elif crossover(self.slow, self.fast):
                self.position.close()

    bars = prepared.bars[TICKERS[0]]
    columns = {name.capitalize(): getattr(bars, name) for name in ("open", "high", "low", "close", "volume")}
    frame = pandas.DataFrame(columns, index=pandas.to_datetime(bars.time, unit="s"))
    return lambda: Backtest(frame, Cross, cash=CASH, commission=FEE, finalize_trades=False).run()


def same_trades(prepared: Prepared) -> str:
    """How far the two tools traded the same."""
    ours = run(request(TICKERS[:1], "1m"), prepared).trades
    theirs = peer(prepared)()["_trades"]
    times = prepared.bars[TICKERS[0]].time
    mine = {(one.entry_time, one.exit_time): one for one in ours}
    others = {(int(times[row.EntryBar]), int(times[row.ExitBar])): row for row in theirs.itertuples()}
    both = mine.keys() & others.keys()
    far = max(abs(mine[one].pnl_pct / 100 - others[one].ReturnPct) for one in both)
    paid = [(mine[one].entry_price, mine[one].exit_price) for one in both]
    prices = np.allclose(paid, [(others[one].EntryPrice, others[one].ExitPrice) for one in both])
    return (
        f"trades: {len(mine):,} and {len(others):,}, of which {len(both):,} are the same to the bar"
        f"{' and the price' if prices else ''}; returns differ by {far:.1e} at most"
    )


def indicators_alone(prepared: Prepared):
    """The strategy's indicators of all tickers, with TA-Lib and nothing else."""

    def compute() -> None:
        for bars in prepared.bars.values():
            talib.EMA(bars.close, 12)
            talib.EMA(bars.close, 26)
            talib.RSI(bars.close, 14)

    return compute


def evaluation(prepared: Prepared):
    """The signals of all tickers: indicators, conditions, crossings, and which bars count."""
    program = Backtest(request(TICKERS, "1h")).program

    def compute() -> None:
        for bars in prepared.bars.values():
            # Other bars each time, or what is known of them would be taken again.
            program.decisions(replace(bars))

    return compute


def main() -> None:
    warnings.simplefilter("ignore")
    minutes, hours = Prepared("1m", TICKERS[:1]), Prepared("1h", TICKERS)
    year, ten = "525,600 bars of 1m", "10 tickers x 8,760 bars of 1h"
    pairs = (
        (f"backtest, {year}", lambda: run(request(TICKERS[:1], "1m"), minutes), "backtesting.py", peer(minutes), 1),
        (f"signals, {ten}", evaluation(hours), "TA-Lib's indicators alone", indicators_alone(hours), 20),
        (f"whole backtest, {ten}", lambda: run(request(TICKERS, "1h"), hours), "", lambda: None, 1),
    )
    rows = []
    for name, ours, peer_name, theirs, times in pairs:
        rounds = max(2, ROUNDS // 3) if peer_name == "backtesting.py" else ROUNDS
        measured = in_turns({name: repeated(ours, times), peer_name: repeated(theirs, times)}, rounds)
        shown = [milliseconds([one / times for one in measured[each]]) for each in (name, peer_name)]
        if peer_name:
            rows.append((name, shown[0], peer_name, shown[1], f"{ratio(measured, name, peer_name):.2f}"))
        else:
            rows.append((name, shown[0], "", "", ""))
    print(table(("sandbox", "median", "peer", "median", "x peer"), rows))
    print(same_trades(minutes))


def repeated(subject: Callable[[], object], times: int) -> Callable[[], None]:
    """What takes too short a time to be measured, done several times."""

    def all_of_them() -> None:
        for _ in range(times):
            subject()

    return all_of_them


if __name__ == "__main__":
    main()
