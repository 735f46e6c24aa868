"""What a value can begin with: the script's own names, variables, functions, and words of the language."""

from __future__ import annotations

from signal_dsl.analysis.facts import ACTION, BOOLEAN, NUMBER, SEVERAL, SIGNAL, SIZING, UNKNOWN, Fact
from signal_dsl.catalog import Function, model
from signal_dsl.ide.completion import items, snippets
from signal_dsl.ide.completion.items import Completion, quality
from signal_dsl.ide.completion.known import functions, variables
from signal_dsl.ide.completion.wanted import ANY, ARGUMENT, BAR, CONDITION, NUMBERS, SCALARS, STATEMENT, Wanted, fits
from signal_dsl.ide.prose import kind, literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis.facts import Binding
    from signal_dsl.ide.completion.known import Known
    from signal_dsl.ide.cursor import Cursor

    # What sorts a completion: how well it goes with what is typed, its group, its place in there.
    Ranked = tuple[int, int, int, Completion]

# Groups, the best first.
OWN, VALUES, VARIABLES, PARAMETERS, LESS, FUNCTIONS, BEGINNINGS, OTHERS, WORDS = range(9)
# Kinds of value that cannot be the beginning of anything else.
_WHOLE = (SIZING, ACTION, SIGNAL)


def values(cursor: Cursor, place: Wanted) -> Iterator[Ranked]:
    """All that a value can begin with at a place, in no order."""
    snapshot = cursor.snapshot
    yield from names(cursor, place)
    for known in variables(snapshot.facts.catalog):
        yield from _entry(known, cursor, place, VARIABLES)
    for known in functions(snapshot.facts.catalog):
        yield from _entry(known, cursor, place, FUNCTIONS)
    yield from _words(cursor, place)


def bindings(cursor: Cursor) -> Iterator[Binding]:
    """The script's own names as they stand at the cursor, the nearest first, each once."""
    statements = cursor.snapshot.facts.statements
    at = cursor.snapshot.index(cursor.offset)
    if at >= 0 and statements[at] is not cursor.home:
        at += 1
    seen: set[str] = set()
    for place in range(min(at, len(statements)) - 1, -1, -1):
        for binding in statements[place].bindings:
            if binding.name not in seen:
                seen.add(binding.name)
                yield binding


def may_begin(fact: Fact, place: Wanted) -> bool:
    """Whether an expression at this place can begin with a value that does not fit as it is."""
    if fact.type in _WHOLE:
        return place.kind == STATEMENT and fact.type == SIGNAL
    if place.kind in (ANY, NUMBERS, CONDITION, STATEMENT):
        return fact.type in (NUMBER, BOOLEAN, SEVERAL, UNKNOWN)
    if place.kind == ARGUMENT and place.parameter is not None:
        kind = place.parameter.kind
        if kind in (model.SERIES, model.CONDITION):
            return fact.type in (NUMBER, BOOLEAN, SEVERAL)
        if kind in SCALARS:
            return fact.type == NUMBER and not fact.series
        return kind == model.ANY
    return place.kind == BAR and fact.type == NUMBER and not fact.series


def names(cursor: Cursor, place: Wanted) -> Iterator[Ranked]:
    """The script's own names that fit, or that a value can begin with."""
    for distance, binding in enumerate(bindings(cursor)):
        match = quality(cursor.typed, binding.name)
        if match is None:
            continue
        good = fits(binding.fact, place)
        if not good and not may_begin(binding.fact, place):
            continue
        told = literal(binding.fact.value) if isinstance(binding.fact.value, (int, float, str)) else kind(binding.fact)
        page = f"name:{binding.name}:{cursor.offset}"
        one = _completion(cursor, binding.name, items.NAME, told, page, fits=good)
        less = _wants(place, model.SERIES) and binding.fact.type != NUMBER
        yield match, LESS if good and less else OWN if good else BEGINNINGS, distance, one


def _entry(known: Known, cursor: Cursor, place: Wanted, group: int) -> Iterator[Ranked]:
    entry = known.entry
    match = quality(cursor.typed, entry.name)
    if match is None:
        return
    if isinstance(entry, Function):
        yield from _function(known, entry, cursor, place, match)
        return
    good = fits(known.fact, place)
    if good or may_begin(known.fact, place):
        one = _completion(cursor, entry.name, items.VARIABLE, known.detail, f"variable:{entry.name}", fits=good)
        yield match, group if good else BEGINNINGS, known.rank, one


def _function(known: Known, function: Function, cursor: Cursor, place: Wanted, match: int) -> Iterator[Ranked]:
    good = fits(known.fact, place)
    if not good and not may_begin(known.fact, place):
        return
    if place.kind == STATEMENT and known.fact.type == SIGNAL:
        good = True
    called = cursor.next == "("
    snippet = "" if called else snippets.call(function, cursor.snapshot, _condition(cursor, function))
    if not good and known.fact.type == SEVERAL and snippet and place.kind != STATEMENT:
        snippet = snippets.output(snippet, function)
        good = fits(Fact(NUMBER, True), place)
    one = _completion(
        cursor,
        function.name,
        items.FUNCTION,
        known.detail,
        f"function:{function.name}",
        snippet,
        fits=good and not called,
    )
    group = FUNCTIONS if good else OTHERS
    if place.kind == STATEMENT and known.fact.type == SIGNAL:
        yield match, OWN, -1, one
    else:
        yield match, group, known.rank, one


def _wants(place: Wanted, kind: str) -> bool:
    return place.parameter is not None and place.parameter.kind == kind


def _condition(cursor: Cursor, function: Function) -> str:
    """The nearest condition of the script, for a function that takes one."""
    if not any(parameter.kind == model.CONDITION for parameter in function.parameters):
        return ""
    near = (one.name for one in bindings(cursor) if one.fact.type == BOOLEAN and one.fact.series)
    return next(near, "")


def _words(cursor: Cursor, place: Wanted) -> Iterator[Ranked]:
    """`not`, `True`, `False` where they have a sense."""
    logical = place.kind in (CONDITION, ANY) or _wants(place, model.CONDITION)
    words: tuple[str, ...] = ("not",) if logical else ()
    if place.kind == ANY:
        words = ("not", "True", "False")
    for rank, word in enumerate(words):
        match = quality(cursor.typed, word)
        if match is not None:
            text = f"{word} " if word == "not" else word
            one = _completion(cursor, word, items.KEYWORD, "", "", text=text, fits=word != "not")
            yield match, WORDS, rank, one


def statements(cursor: Cursor) -> Iterator[Ranked]:
    """Whole statements: a signal that closes a position, the outputs of a call each under a name of its own."""
    if cursor.next:
        return
    snapshot = cursor.snapshot
    condition = next((one.name for one in bindings(cursor) if one.fact.type == BOOLEAN and one.fact.series), "")
    function = snapshot.facts.catalog.function("emit_signal")
    match = quality(cursor.typed, "emit_signal")
    if function is not None and match is not None:
        snippet = snippets.closing(condition or "close < open", snapshot)
        yield match, OWN, 50, _completion(cursor, "emit_signal … exit", items.SNIPPET, "close a position", "", snippet)
    for known in functions(snapshot.facts.catalog):
        if known.fact.type == SEVERAL and isinstance(known.entry, Function):
            match = quality(cursor.typed, known.entry.name)
            if match is not None:
                label = f"{known.entry.name} … unpacked"
                told = ", ".join(output.name for output in known.entry.outputs)
                page = f"function:{known.entry.name}"
                snippet = snippets.unpacked(known.entry, snapshot)
                yield match, VARIABLES, known.rank, _completion(cursor, label, items.SNIPPET, told, page, snippet)


def operators(cursor: Cursor) -> Iterator[Ranked]:
    """The words that can follow a value."""
    if cursor.before is not None and cursor.before.end == cursor.start:
        return  # right behind the value: more of it may come
    for rank, (word, snippet) in enumerate((("and", ""), ("or", ""), ("if", "if ${1:close > open} else ${2:0}"))):
        match = quality(cursor.typed, word)
        if match is not None:
            yield (
                match,
                WORDS,
                rank,
                _completion(cursor, word, items.KEYWORD, "", "", snippet, text=f"{word} ", fits=False),
            )
    if any(word.text == "if" for word in cursor.words) and quality(cursor.typed, "else") is not None:
        yield 0, WORDS, 9, _completion(cursor, "else", items.KEYWORD, "", "", text="else ", fits=False)


def _completion(
    cursor: Cursor,
    label: str,
    kind: str,
    detail: str,
    page: str,
    snippet: str = "",
    *,
    text: str = "",
    fits: bool = True,
) -> Completion:
    if snippet and not text:
        text = label if kind != items.SNIPPET else snippets.plain(snippet)
    return Completion(label, kind, cursor.start, cursor.offset, cursor.end, text or label, snippet, detail, page, fits)
