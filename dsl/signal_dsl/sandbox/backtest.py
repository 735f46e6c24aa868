"""A backtest from request to result: a script is checked, evaluated over bars, traded, and the account measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from signal_dsl.analysis import Facts, analyze
from signal_dsl.sandbox import metrics as measures
from signal_dsl.sandbox.bars import Bars
from signal_dsl.sandbox.broker import Book, Market, Terms
from signal_dsl.sandbox.data import Loaded, Source
from signal_dsl.sandbox.evaluator import Program
from signal_dsl.sandbox.feedback import carry_out
from signal_dsl.sandbox.language import catalog
from signal_dsl.sandbox.notes import notes
from signal_dsl.sandbox.outcomes import held_instead, of_signal, of_ticker
from signal_dsl.sandbox.refusal import DATA_UNAVAILABLE, RefusalError
from signal_dsl.sandbox.request import Request, read_request
from signal_dsl.sandbox.result import Result
from signal_dsl.sandbox.validate import refuse_invalid
from signal_dsl.settings import Settings

Progress = Callable[[float], None]


class Backtest:
    """A backtest that is ready to run: what is refused at once has been refused.

    Raises RefusalError (VALIDATION_ERROR) where the request or the script is not valid. The result of `run` is always
    SIMULATED.
    """

    def __init__(self, request: Request | Mapping[str, object]) -> None:
        self.request = request if isinstance(request, Request) else read_request(request)
        self.facts: Facts = analyze(self.request.script, catalog=catalog(), settings=Settings(self.request.run))
        refuse_invalid(self.facts)
        self.program = Program(self.facts)

    def run(self, source: Source, progress: Progress | None = None) -> Result:
        """Evaluate, trade, measure.

        `progress` is told how much is done, from 0 to 1; what it raises ends the run. Raises RefusalError:
        TA_OUT_OF_RANGE where there are too few bars for the script, DATA_UNAVAILABLE where there are none.
        """
        tell = progress or _nobody
        tell(0.0)
        request = self.request
        universe, traded = request.run.universe or (), self.program.tickers
        loaded = {}
        for number, ticker in enumerate(universe):
            loaded[ticker] = self._load(source, ticker)
            tell(0.5 * (number + 1) / len(universe))
        bars = {ticker: one.bars for ticker, one in loaded.items()}
        beside = [ticker for ticker in traded if ticker not in bars]
        if beside or not traded:
            self.program.demand(next(iter(bars.values())), beside or None)
        markets = [Market(bars[name], (), request.markets[name]) for name in traded if name in bars]
        terms = self._terms()
        book = carry_out(self.program, markets, terms, lambda part: tell(0.5 + 0.4 * part)) if markets else None
        tell(0.9)
        result = self._result(bars, book, [note for one in loaded.values() for note in one.notes])
        tell(1.0)
        return result

    def _load(self, source: Source, ticker: str) -> Loaded:
        run = self.request.run
        loaded = source.load(ticker, run.timeframe, run.start_date, run.end_date)  # type: ignore[arg-type]
        if not len(loaded.bars):
            said = f"There are no bars of {ticker} from {run.start_date} to {run.end_date}."
            raise RefusalError(DATA_UNAVAILABLE, said, "Choose other dates, or add data for these.")
        return loaded

    def _terms(self) -> Terms:
        run = self.request.run
        return Terms(
            initial_cash=run.initial_cash or 0.0,
            trading_fee=run.trading_fee or 0.0,
            slippage=run.slippage or 0.0,
            leverage=run.leverage or 1.0,
            mode=run.mode or "",
            analysis_start=self.request.analysis_start,
        )

    def _result(self, bars: dict[str, Bars], book: Book | None, said: list[str]) -> Result:
        request, cash = self.request, self._terms().initial_cash
        start = request.analysis_start or 0
        first = next(iter(bars.values()))
        whole = book.time if book else first.time
        since = int(np.searchsorted(whole, start))
        time = whole[since:]
        nothing = np.zeros(len(time))
        cash_left = book.cash[since:] if book else nothing + cash
        positions = book.positions[since:] if book else nothing
        equity = book.equity[since:] if book else cash_left
        instead = cash * np.mean([held_instead(one, time, start) for one in bars.values()], axis=0)
        trades = book.trades if book else []
        refused = book.refusals if book else []
        signals = [of_signal(orders, bars[orders.decision.ticker]) for orders in book.orders] if book else []
        tickers = [of_ticker(one, book, start) for one in bars.values()]
        still = book.open if book else []
        exposed = book.exposed[since:] if book else nothing
        found: measures.Metrics = {
            **measures.of_equity(time, equity, cash, request.run.timeframe or ""),
            **measures.of_trades(trades),
            "buy_and_hold_return_pct": float(100 * (instead[-1] / cash - 1)) if len(time) else None,
            "exposure_pct": float(100 * np.mean(exposed)) if len(time) else None,
            "fees_paid": sum(one.fees for one in tickers),
        }
        return Result(
            request=request,
            lookback=self.facts.lookback,
            metrics=found,
            trades=trades,
            open=still,
            refused=refused,
            signals=signals,
            tickers=tickers,
            notes=[*said, *notes(request, self.program.tickers, signals, refused, bool(trades or still))],
            time=time,
            equity=equity,
            cash=cash_left,
            positions=positions,
            buy_and_hold=instead,
        )


def run(request: Request | Mapping[str, object], source: Source) -> Result:
    """The result of a backtest, given as the body of `POST /backtest/execute`. Raises RefusalError."""
    return Backtest(request).run(source)


def _nobody(_: float) -> None:
    """Progress that nobody wants to know of."""
