"""What is read out of a result document, which may have been written by another version, or be damaged."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate, dropwhile
from operator import truediv

from signal_dsl.heytraders.document.values import Json, mapping, number, text

Document = Mapping[str, object]


def part(document: Document, name: str) -> Json:
    """An object in the document, empty where there is none."""
    return mapping(document.get(name))


def rows(document: Document, name: str) -> list[Json]:
    """A list of objects in the document, empty where there is none."""
    found = document.get(name)
    return [mapping(one) for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def sentences(document: Document) -> list[str]:
    """The notes."""
    found = document.get("notes")
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def tickers(document: Document) -> list[str]:
    """The tickers, in the order of the universe."""
    universe = part(document, "settings").get("universe")
    named = [one for one in universe if isinstance(one, str)] if isinstance(universe, list) else []
    told = [one["ticker"] for name in ("per_ticker", "trades") for one in rows(document, name) if one.get("ticker")]
    return list(dict.fromkeys([*named, *(str(one) for one in told)]))


def currency(document: Document) -> str:
    """The currency that money counts in, where it is one: `USDT` of `BINANCE:BTC/USDT`; else empty."""
    found = set()
    for ticker in tickers(document):
        _, _, quote = ticker.partition("/")
        quote, _, settle = quote.partition(":")
        found.add(settle or quote)
    return found.pop() if len(found) == 1 else ""


def has_traded(document: Document) -> bool:
    """Whether anything was bought or sold, as far as the document says."""
    told = number(part(document, "metrics").get("num_trades"))
    return bool(told) or bool(rows(document, "trades")) or bool(rows(document, "open_positions"))


def name(document: Document) -> str:
    """What people call it: the script's path, else the id."""
    return text(part(document, "script").get("path")) or str(document.get("result_id", "result"))


def drawdown(values: object) -> float | None:
    """The deepest fall of a curve from a peak, in percent of the peak; None without values."""
    found = [one for one in values if isinstance(one, (int, float))] if isinstance(values, list) else []
    since = list(dropwhile(lambda value: value <= 0, found))  # before there is a peak, there is no fall from it
    left = min(map(truediv, since, accumulate(since, max)), default=None)
    return None if left is None else 100 * (1 - left)
