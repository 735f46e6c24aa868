"""Everything that the platform tells of a result, as one document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.document import Answers, Json, Ran, build
from signal_dsl.heytraders.document.values import mapping, pick
from signal_dsl.heytraders.errors import HeyTradersError
from signal_dsl.heytraders.prices import fetch_bars
from signal_dsl.heytraders.waiting import clock

_MOST_TICKERS = 10  # whose prices are fetched


@dataclass(frozen=True)
class Sent:
    """A run that was sent, as far as it is known here.

    `request` is the body of `/backtest/execute`, `path` where its script lies, `run` its name in the journal.
    """

    request: Mapping[str, object] = field(default_factory=dict, repr=False)
    path: str | None = None
    backtest_id: str | None = None
    run: str | None = None


def fetch(client: Client, result_id: str, sent: Sent, *, prices: bool) -> Json:
    """The result document. What the platform does not give besides the summary is missing in it, with a note.

    Raises children of HeyTradersError where there is no summary.
    """
    result = client.backtest.result(result_id)
    notes: list[str] = []

    def part(what: str, ask: Callable[[], object]) -> object:
        try:
            return ask()
        except HeyTradersError as error:
            notes.append(f"The platform did not give the {what}. {error.message}")
            return None

    metrics = part("metrics", lambda: client.backtest.metrics(result_id))
    per_ticker = part("figures of each ticker", lambda: client.backtest.per_ticker(result_id))
    trades = part("trades", lambda: list(client.backtest.trades(result_id)))
    equity = part("equity curve", lambda: client.backtest.equity(result_id))
    request = {**mapping(pick(mapping(result), "settings", "request", "config")), **sent.request}
    bars = {
        ticker: data
        for ticker in (_tickers(request) if prices else ())
        if (data := part(f"prices of {ticker}", lambda ticker=ticker: fetch_bars(client, ticker, request))) is not None  # type: ignore[misc]
    }
    answers = Answers(result, metrics, per_ticker, trades if isinstance(trades, list) else (), equity, bars)
    ran = Ran(result_id, client.address.url, sent.request, sent.backtest_id, sent.path, clock(), notes)
    return build(answers, ran)


def _tickers(ran: Mapping[str, object]) -> list[str]:
    universe = ran.get("universe")
    found = universe if isinstance(universe, list | tuple) else ()
    return [one for one in found if isinstance(one, str)][:_MOST_TICKERS]
