"""What can be typed at a place, the likeliest first."""

from __future__ import annotations

from signal_dsl.ide.completion.items import (
    FUNCTION,
    KEYWORD,
    NAME,
    OUTPUT,
    PARAMETER,
    RULE,
    SETTING,
    SNIPPET,
    TEXT,
    VALUE,
    VARIABLE,
    Completion,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.ide.completion.expressions import Ranked
    from signal_dsl.ide.cursor import Cursor
    from signal_dsl.ide.snapshot import Snapshot

__all__ = [
    "FUNCTION",
    "KEYWORD",
    "MOST",
    "NAME",
    "OUTPUT",
    "PARAMETER",
    "RULE",
    "SETTING",
    "SNIPPET",
    "TEXT",
    "TRIGGERS",
    "VALUE",
    "VARIABLE",
    "Completion",
    "complete",
    "resolve",
]

# Characters after which completions are worth asking for without being told to.
TRIGGERS = ('"', "'", "(", ",", ".", "=", ":", "[", "/", " ")
# So many are offered at most. Where it is so many, there may be more, which come when more is typed.
MOST = 100


def complete(snapshot: Snapshot, offset: int, *, after_blank: bool = False) -> list[Completion]:
    """What can be typed at `offset`, the likeliest first, at most `MOST`; nothing in plain comments and in numbers.

    With `after_blank` it is asked because a blank was typed, so only where a blank is mostly followed by something: not
    behind a value, and not where a statement begins.
    """
    offset = max(0, min(offset, len(snapshot.text)))
    if snapshot.in_block(offset):
        from signal_dsl.ide.completion.settings import settings

        return _sorted(settings(snapshot, offset))
    comment = snapshot.comment(offset)
    if comment is not None:
        from signal_dsl.ide.completion.comments import in_comment

        return _sorted(in_comment(snapshot, offset, *comment))
    from signal_dsl.ide.cursor import Cursor

    cursor = Cursor(snapshot, offset)
    if after_blank and (cursor.begins or cursor.follows_operand):
        return []
    return _sorted(_code(cursor))


def resolve(snapshot: Snapshot, page: str) -> str:
    """The page of a completion as Markdown, by its `page`; empty where there is none."""
    from signal_dsl.ide.completion.page import resolved

    return resolved(snapshot, page)


def _sorted(found: Iterator[Ranked]) -> list[Completion]:
    ranked = sorted(found, key=lambda one: one[:3])
    kept: dict[tuple[str, str], Completion] = {}
    for *_, one in ranked:
        kept.setdefault((one.label, one.kind), one)
    return list(kept.values())[:MOST]


def _code(cursor: Cursor) -> Iterator[Ranked]:
    """What can be typed in a statement."""
    from signal_dsl.ide.cursor import CALL, NUMBER, STRING

    word = cursor.word
    if word is not None and word.kind == STRING:
        from signal_dsl.ide.completion.texts import texts

        yield from texts(cursor)
        return
    if word is not None and word.kind == NUMBER:
        return
    if cursor.before is not None and cursor.before.text == ".":
        from signal_dsl.ide.completion.members import members

        yield from members(cursor)
        return
    from signal_dsl.ide.completion import phrases

    if cursor.follows_operand:
        yield from phrases.operators(cursor)
        return
    from signal_dsl.ide.completion.expressions import Offers
    from signal_dsl.ide.completion.wanted import ARGUMENT, BAR, STATEMENT, takes_text, wanted

    place = wanted(cursor)
    offers = Offers(cursor, place)
    if place.kind == STATEMENT and cursor.next in ("=", ","):
        yield from offers.names()  # one that gets another value
        return
    if place.kind == STATEMENT:
        yield from phrases.statements(offers)
    elif place.kind == BAR and cursor.before is not None and cursor.before.text == "[":
        from signal_dsl.ide.completion.arguments import bars

        yield from bars(cursor)
    elif place.kind == ARGUMENT and place.function is not None:
        from signal_dsl.ide.completion.arguments import parameters, usual_values

        bracket = cursor.innermost
        if bracket is not None and bracket.kind == CALL:
            yield from usual_values(cursor, place)
            yield from parameters(cursor, bracket, place.function, place.parameter)
        if place.parameter is None:
            return
    if takes_text(place):
        yield from offers.names()
        return
    yield from offers.values()
    yield from phrases.words(cursor, place)
