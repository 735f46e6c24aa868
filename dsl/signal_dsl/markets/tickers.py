"""How tickers are written: `EXCHANGE:BASE/QUOTE`, a perpetual's `EXCHANGE:BASE/QUOTE:SETTLE`, `POLYMARKET:token id`."""

from __future__ import annotations

import re

from signal_dsl.markets import PERPETUAL, PREDICTION, SPOT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.markets import Exchange, Markets

_PAIR = re.compile(r"""([^\s:/"'`\\]+)/([^\s:/"'`\\]+)(?::([^\s:/"'`\\]+))?""")
# Token ids are numbers of 256 bits, drawn by a hash: hardly one in 10^27 has fewer than 50 digits.
SHORTEST_TOKEN, LONGEST_TOKEN = 50, 78
# So many tickers are remembered.
_MOST_KNOWN = 10_000


def fits(ticker: str, markets: Markets) -> bool:
    """Whether a ticker is as those of its exchange are known to be; `misfit` tells what is wrong otherwise."""
    known = markets.fitting.get(ticker)
    if known is None:
        if len(markets.fitting) > _MOST_KNOWN:
            markets.fitting.clear()
        known = markets.fitting[ticker] = _fits(ticker, markets)
    return known


def _fits(ticker: str, markets: Markets) -> bool:
    prefix, _, symbol = ticker.partition(":")
    exchange = markets.exchange(prefix)
    if exchange is None or prefix != exchange.prefix or not symbol or not ticker.isprintable() or " " in ticker:
        return False
    kinds = known(exchange)
    if kinds is None:
        return True
    kind = form(symbol)
    if kind not in kinds:
        return False
    if kind == PREDICTION:
        return SHORTEST_TOKEN <= len(symbol) <= LONGEST_TOKEN
    return not (is_lower(symbol) or (exchange.quote and foreign_currency(symbol, exchange.quote)))


def market(ticker: str, markets: Markets) -> str | None:
    """The market type that a ticker is of; None where that is not sure."""
    prefix, _, symbol = ticker.partition(":")
    exchange = markets.exchange(prefix)
    kinds = known(exchange) if exchange is not None else None
    kind = form(symbol)
    return kind if kinds and kind in kinds else None


def known(exchange: Exchange) -> tuple[str, ...] | None:
    """The market types of an exchange; None where it may have others that nothing is known of."""
    kinds = exchange.markets
    return kinds if kinds and all(kind in (SPOT, PERPETUAL, PREDICTION) for kind in kinds) else None


def form(symbol: str) -> str:
    """The market type whose symbols are written like this one; empty where none is."""
    if symbol.isascii() and symbol.isdigit():
        return PREDICTION
    pair = _PAIR.fullmatch(symbol)
    if pair is None:
        return ""
    return SPOT if pair[3] is None else PERPETUAL


def is_lower(symbol: str) -> bool:
    """Whether base, quote or settlement are in lower case altogether; `kPEPE` is not."""
    return any(part.islower() for part in symbol.replace(":", "/").split("/"))


def foreign_currency(symbol: str, quote: str) -> str:
    """The first currency behind the base that is not `quote`; empty where there is none."""
    _, *currencies = symbol.replace(":", "/").split("/")
    return next((currency for currency in currencies if currency.partition("-")[0] != quote), "")
