"""Results of real runs in the sandbox, as its server answers them."""

from functools import cache
from typing import Any

from signal_dsl.heytraders.document import Answers, Ran, build
from signal_dsl.sandbox.backtest import run
from signal_dsl.sandbox.data import Synthetic
from signal_dsl.sandbox.request import read_request

CROSS = """\
fast = ema(close, 20)
slow = ema(close, 100)
emit_signal(crossover(fast, slow), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(crossunder(fast, slow), exit("BINANCE:BTC/USDT"))
emit_signal(rsi(close, 14) < 25, entry("BINANCE:ETH/USDT", "LONG", Weight(0.25)))
emit_signal(rsi(close, 14) > 60, exit("BINANCE:ETH/USDT"))
"""
REQUEST = {
    "strategy_type": "signal",
    "script": CROSS,
    "universe": ["BINANCE:BTC/USDT", "BINANCE:ETH/USDT"],
    "timeframe": "1h",
    "start_date": "2023-01-01",
    "end_date": "2024-01-01",
    "exchange": "binance",
}
SILENT = 'emit_signal(close > 1e12, entry("BINANCE:BTC/USDT", "LONG", Weight(1.0)))\n'


@cache
def _ran(script: str, timeframe: str, start: str) -> tuple[dict[str, Any], Answers]:
    request = {**REQUEST, "script": script, "timeframe": timeframe, "start_date": start}
    read = read_request(request)
    result = run(read, Synthetic())
    prices: dict[str, object] = {}
    for ticker in read.run.universe or ():
        bars = Synthetic().load(ticker, timeframe, read.run.start_date, read.run.end_date).bars  # type: ignore[arg-type]
        columns = (bars.open, bars.high, bars.low, bars.close, bars.volume)
        prices[ticker] = {
            "candles": [
                [int(moment) * 1000, *values]
                for moment, *values in zip(bars.time.tolist(), *[column.tolist() for column in columns], strict=True)
            ]
        }
    trades = result.trades_json()
    answers = Answers(
        result={**result.summary(), "dashboard_url": "https://hey-traders.com/dashboard/backtests/r_1"},
        metrics=result.metrics,
        per_ticker={"per_ticker": result.per_ticker()},
        trades=[{"trades": trades[at : at + 50], "total": len(trades)} for at in range(0, len(trades), 50)],
        equity=result.equity_json(),
        prices=prices,
    )
    return request, answers


def answers(script: str = CROSS, timeframe: str = "1h", start: str = "2023-01-01") -> Answers:
    """What the sandbox answers about a run, with the prices; a year of hours and two tickers by default."""
    return _ran(script, timeframe, start)[1]


def document(
    script: str = CROSS, timeframe: str = "1h", start: str = "2023-01-01", result_id: str = "r_1"
) -> dict[str, Any]:
    """The result document of a run."""
    request, given = _ran(script, timeframe, start)
    ran = Ran(result_id, "http://127.0.0.1:8000/api/v1", request, "b_1", "trend.signal", "2026-11-28T12:00:00Z")
    return build(given, ran)
