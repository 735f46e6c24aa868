"""What can be typed between quotes: tickers, sides, kinds of moving average."""

from __future__ import annotations

import re

from signal_dsl.catalog import model
from signal_dsl.ide.completion import items
from signal_dsl.ide.completion.items import Completion, quality
from signal_dsl.ide.completion.wanted import active
from signal_dsl.markets import PERPETUAL, PREDICTION
from signal_dsl.markets.tickers import fits, known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.ide.completion.expressions import Ranked
    from signal_dsl.ide.cursor import Cursor
    from signal_dsl.ide.snapshot import Snapshot
    from signal_dsl.markets import Exchange

_WRITTEN = re.compile(r"[\"']([A-Z][A-Z0-9_]*:[^\s\"'\\]+)[\"']")
_ASSETS = ("BTC", "ETH", "SOL", "XRP", "BNB", "DOGE", "ADA", "AVAX", "LINK", "TRX", "LTC", "DOT")
_PLAIN = re.compile(r"[\w:/.-]*")


def texts(cursor: Cursor) -> Iterator[Ranked]:
    """What can stand in the string that the cursor is in."""
    word = cursor.word
    if word is None:
        return
    start = word.start + 1
    closed = len(word.text) > 1 and word.text[-1] == word.text[0]
    inside = word.end - 1 if closed else word.end
    typed = cursor.snapshot.text[start : cursor.offset]
    rest = _PLAIN.match(cursor.snapshot.text, cursor.offset, inside)
    over = rest.end() if rest and closed and rest.end() == inside else cursor.offset
    quote = "" if closed else word.text[0]
    for rank, (text, detail) in enumerate(_fitting(cursor, typed)):
        match = quality(typed, text)
        if match is not None and word.text[0] not in text:
            more = "" if text.endswith(":") else quote
            one = Completion(
                text, items.TEXT, start, cursor.offset, over, text + more, "", detail, "", bool(more or closed)
            )
            yield match, 0, rank, one


def _fitting(cursor: Cursor, typed: str) -> Iterator[tuple[str, str]]:
    bracket = cursor.innermost
    function = cursor.snapshot.facts.catalog.function(bracket.name) if bracket is not None and bracket.name else None
    parameter = active(cursor, bracket, function) if bracket is not None and function is not None else None
    if parameter is None:
        if function is None or function.open_signature:
            yield from sides()
            yield from tickers(cursor.snapshot, typed)
    elif parameter.kind == model.SIDE:
        yield from sides()
    elif parameter.kind == model.TICKER:
        yield from tickers(cursor.snapshot, typed)
    elif parameter.kind == model.MA_TYPE:
        for name, number in sorted(cursor.snapshot.facts.catalog.ma_types.items(), key=lambda item: item[1]):
            yield name, str(number)


def sides() -> Iterator[tuple[str, str]]:
    """The sides of a position, each with what it is."""
    yield "LONG", "gains when the price rises"
    yield "SHORT", "gains when the price falls; perpetual markets only"


def tickers(snapshot: Snapshot, typed: str = "") -> Iterator[tuple[str, str]]:
    """Tickers: those of the universe, those that the script names, what exchanges are known to trade."""
    markets = snapshot.facts.markets
    seen = set()
    for detail, found in (
        ("in the universe", snapshot.facts.settings.run.universe or ()),
        ("in this script", _WRITTEN.findall(snapshot.text)),
    ):
        for ticker in found:
            if ticker not in seen and ticker != typed and fits(ticker, markets):
                seen.add(ticker)
                yield ticker, detail
    prefix, colon, _ = typed.partition(":")
    exchange = markets.exchange(prefix) if colon else None
    if exchange is not None:
        for ticker, detail in _usual(exchange):
            if ticker not in seen:
                yield ticker, detail
        return
    chosen = markets.exchanges.get(snapshot.facts.settings.run.exchange or "")
    for one in (chosen, *(other for other in markets.exchanges.values() if other is not chosen)):
        if one is not None and typed:
            yield f"{one.prefix}:", f"{' and '.join(one.markets)} market" + (f", {one.note}" if one.note else "")
        elif one is not None and one is (chosen or one) and not seen:
            ticker = next(_usual(one), None)
            if ticker is not None:
                seen.add(ticker[0])
                yield ticker


def _usual(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Tickers of well-known assets, as this exchange writes them."""
    kinds = known(exchange)
    if kinds is None or PREDICTION in kinds:
        return
    quote = exchange.quote or "USDT"
    settled = f":{quote}" if PERPETUAL in kinds else ""
    for asset in _ASSETS:
        yield f"{exchange.prefix}:{asset}/{quote}{settled}", f"{' and '.join(kinds)} market"
