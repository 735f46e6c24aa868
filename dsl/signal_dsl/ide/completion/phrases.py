"""Words of the language, and whole statements that are written often."""

from __future__ import annotations

from signal_dsl.catalog import model
from signal_dsl.ide.completion import items, snippets
from signal_dsl.ide.completion.expressions import OWN, VARIABLES, WORDS, offer
from signal_dsl.ide.completion.items import quality
from signal_dsl.ide.completion.known import functions
from signal_dsl.ide.completion.wanted import ANY, CONDITION, GROUPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.ide.completion.expressions import Offers, Ranked
    from signal_dsl.ide.completion.wanted import Wanted
    from signal_dsl.ide.cursor import Cursor

_AFTER_A_VALUE = (("and", ""), ("or", ""), ("if", "if ${1:close > open} else ${2:0}"))


def statements(offers: Offers) -> Iterator[Ranked]:
    """Whole statements: a signal that closes a position, the outputs of a call each under a name of its own."""
    cursor = offers.cursor
    if cursor.next:
        return
    catalog = cursor.snapshot.facts.catalog
    match = quality(cursor.typed, "emit_signal")
    if match is not None and "emit_signal" in catalog and "exit" in catalog:
        ticker = snippets.likely_ticker(cursor.snapshot)
        snippet = snippets.closing(ticker, offers.condition or "close < open")
        yield match, OWN, 50, _whole(cursor, "emit_signal … exit", "close a position", "function:exit", snippet)
    for known in functions(catalog):
        match = quality(cursor.typed, known.entry.name) if known.unpacked else None
        if match is not None:
            name = known.entry.name
            told = ", ".join([output.name for output in known.function.outputs])
            one = _whole(cursor, f"{name} … unpacked", told, f"function:{name}", known.unpacked)
            yield match, VARIABLES, known.rank, one


def _whole(cursor: Cursor, label: str, detail: str, page: str, snippet: str) -> items.Completion:
    return offer(cursor, label, items.SNIPPET, detail, page, snippet, text=snippets.plain(snippet))


def words(cursor: Cursor, place: Wanted) -> Iterator[Ranked]:
    """`not`, `True`, `False` where they have a sense."""
    logical = place.parameter is not None and place.parameter.kind == model.CONDITION
    choices: tuple[str, ...] = ("not",) if logical or place.kind in (CONDITION, GROUPED) else ()
    if place.kind == ANY:
        choices = ("not", "True", "False")
    for rank, word in enumerate(choices):
        match = quality(cursor.typed, word)
        if match is not None:
            text = f"{word} " if word == "not" else word
            yield match, WORDS, rank, offer(cursor, word, items.KEYWORD, "", "", text=text, fits=word != "not")


def operators(cursor: Cursor) -> Iterator[Ranked]:
    """The words that can follow a value."""
    if cursor.before is not None and cursor.before.end == cursor.start:
        return  # right behind the value: more of it may come
    for rank, (word, snippet) in enumerate(_AFTER_A_VALUE):
        match = quality(cursor.typed, word)
        if match is not None:
            one = offer(cursor, word, items.KEYWORD, "", "", snippet, text=f"{word} ", fits=False)
            yield match, WORDS, rank, one
    if any(word.text == "if" for word in cursor.words) and quality(cursor.typed, "else") is not None:
        yield 0, WORDS, 9, offer(cursor, "else", items.KEYWORD, "", "", text="else ", fits=False)
