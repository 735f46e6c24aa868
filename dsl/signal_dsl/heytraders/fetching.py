"""Everything that the platform tells of a result, as one document."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.document import Answers, Json, Ran, build
from signal_dsl.heytraders.document.values import mapping, pick
from signal_dsl.heytraders.errors import HeyTradersError
from signal_dsl.heytraders.prices import fetch_bars
from signal_dsl.heytraders.waiting import clock

_MOST_TICKERS = 10  # whose prices are fetched


def fetch(
    client: Client,
    result_id: str,
    *,
    backtest_id: str | None = None,
    request: Mapping[str, object] | None = None,
    path: str | None = None,
    prices: bool = False,
) -> Json:
    """The result document. What the platform does not give besides the summary is missing in it, with a note.

    `request` is what was run, as far as that is known. Raises children of HeyTradersError where there is no summary.
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
    ran = {**mapping(pick(mapping(result), "settings", "request", "config")), **(request or {})}
    bars = {
        ticker: data
        for ticker in (_tickers(ran) if prices else ())
        if (data := part(f"prices of {ticker}", lambda ticker=ticker: fetch_bars(client, ticker, ran))) is not None  # type: ignore[misc]
    }
    answers = Answers(result, metrics, per_ticker, trades if isinstance(trades, list) else (), equity, bars)
    return build(answers, Ran(result_id, client.address.url, request or {}, backtest_id, path, clock(), notes))


def _tickers(ran: Mapping[str, object]) -> list[str]:
    universe = ran.get("universe")
    found = universe if isinstance(universe, list | tuple) else ()
    return [one for one in found if isinstance(one, str)][:_MOST_TICKERS]
