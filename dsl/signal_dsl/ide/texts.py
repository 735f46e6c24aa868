"""What the texts in a script mean: tickers, sides, exchanges."""

from __future__ import annotations

from signal_dsl.catalog import model
from signal_dsl.ide.prose import quoted
from signal_dsl.markets import PERPETUAL, PREDICTION, SPOT
from signal_dsl.markets.tickers import fits, form, known, market

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.ide.snapshot import Snapshot
    from signal_dsl.markets import Exchange

_SIDES = {
    "LONG": "Opens a position that gains when the price rises.",
    "SHORT": "Opens a position that gains when the price falls; only on perpetual markets.",
}
_MARKETS = {
    SPOT: "spot: the asset itself is bought, and can only be sold when it is held",
    PERPETUAL: "perpetual: a contract without expiry, long or short, with leverage",
    PREDICTION: "prediction market: the price is a probability from 0 to 1",
}


def text_page(value: str, kind: str, snapshot: Snapshot) -> str | None:
    """The page of a text that is given for a parameter of a kind; None where there is nothing to say."""
    if kind == model.SIDE:
        told = _SIDES.get(value)
        return f"**{value}**\n\n{told}" if told else None
    if kind == model.TICKER:
        return ticker_page(value, snapshot)
    return None


def ticker_page(ticker: str, snapshot: Snapshot) -> str:
    """The page of a ticker: its exchange, its market, and whether the run trades it."""
    markets = snapshot.facts.markets
    if not fits(ticker, markets):
        from signal_dsl.markets.misfits import misfit_in_universe

        wrong = misfit_in_universe(ticker, markets, snapshot.facts.settings.run.exchange or "")
        if wrong is not None:
            return f"**{quoted(ticker)}**\n\n{wrong.message}"
    prefix, _, symbol = ticker.partition(":")
    exchange = markets.exchange(prefix)
    kind = market(ticker, markets) or form(symbol)
    parts = [f"**{quoted(ticker)}**"]
    if kind in (SPOT, PERPETUAL):
        pair, _, settled = symbol.partition(":")
        base, _, quote = pair.partition("/")
        more = f", settled in {settled}" if settled else ""
        parts.append(f"{base}, quoted in {quote}{more}.")
    if exchange is not None:
        parts.append(exchange_line(exchange))
    universe = snapshot.facts.settings.run.universe
    if universe and ticker not in universe and not all(one.isalnum() and one.islower() for one in universe):
        parts.append("It is not in the run's universe.")
    return "\n\n".join(parts)


def exchange_line(exchange: Exchange) -> str:
    """An exchange in one line: its id, its markets, what is special about it."""
    kinds = known(exchange)
    told = "; ".join(_MARKETS[kind] for kind in kinds) if kinds else "its markets are not known"
    note = f" {exchange.note[:1].upper()}{exchange.note[1:]}." if exchange.note else ""
    return f"`{exchange.id}` · {told}.{note}"
