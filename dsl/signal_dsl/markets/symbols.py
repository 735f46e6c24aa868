"""Symbols as people write them elsewhere, put into the platform's form: `BTCUSDT`, `KRW-BTC`, `BTCUSDT.P`."""

from __future__ import annotations

from signal_dsl.markets import SPOT
from signal_dsl.markets.tickers import form, known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.markets import Exchange

# Currencies that others are quoted in, the longest first.
_QUOTES = ("FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USDE", "KRW", "USD", "EUR", "BTC", "ETH", "BNB")
# In these a perpetual is always settled in the currency that it is quoted in.
_SETTLING = ("USDT", "USDC", "FDUSD", "BUSD", "USDE", "KRW")
_PERPETUAL_MARKS = (".P", "-PERP", "_PERP", "PERP", "-SWAP", "_SWAP")


def repaired(symbol: str, exchange: Exchange) -> str:
    """What a symbol that is not in the exchange's form means, in that form; empty where that is not known."""
    kinds = known(exchange)
    if kinds is None:
        return ""
    if form(symbol) in kinds:
        return symbol
    pair = _pair(symbol.partition(":")[0].upper(), exchange.quote)
    if not pair:
        return ""
    meant = pair if SPOT in kinds else settled(pair)
    return meant if form(meant) in kinds else ""


def settled(pair: str) -> str:
    """The symbol of the perpetual on `BASE/QUOTE`; empty where it is not sure what that is settled in."""
    quote = pair.partition("/")[2]
    return f"{pair}:{quote}" if quote in _SETTLING else ""


def currencies(symbol: str, quote: str) -> str:
    """A symbol with `quote` for all its currencies but the base."""
    base, *others = symbol.replace(":", "/").split("/")
    return f"{base}/{':'.join([quote] * len(others))}"


def is_marked_perpetual(symbol: str) -> bool:
    """Whether a symbol says in a way of others that it is a perpetual's: `BTCUSDT.P`, `BTC-PERP`."""
    return symbol.upper().endswith(_PERPETUAL_MARKS)


def is_pair(text: str) -> bool:
    """Whether base and quote can be told apart in a symbol."""
    return _pair(text.upper(), "") != ""


def _pair(text: str, usual: str) -> str:
    """`BASE/QUOTE`; empty where `text` cannot be told apart into these. `usual` is what the exchange quotes in."""
    if form(text) == SPOT:
        return text
    for mark in _PERPETUAL_MARKS:
        text = text.removesuffix(mark)
    for separator in "-_":
        first, found, second = text.partition(separator)
        if found and separator not in second:
            if second in _QUOTES and first not in (usual, "KRW"):
                return f"{first}/{second}" if first else ""
            return f"{second}/{first}" if second and first in _QUOTES else ""
    if not text.isalnum():
        return ""
    quote = next((one for one in _QUOTES if text.endswith(one) and text != one), "")
    return f"{text.removesuffix(quote)}/{quote}" if quote else ""
