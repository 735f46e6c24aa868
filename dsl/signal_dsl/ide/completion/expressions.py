"""What a value can begin with: the script's own names, the platform's variables and functions."""

from __future__ import annotations

from functools import cached_property

from signal_dsl.analysis.facts import ACTION, BOOLEAN, NUMBER, SEVERAL, SIGNAL, SIZING, UNKNOWN, Fact
from signal_dsl.catalog import model
from signal_dsl.ide.completion import items, snippets
from signal_dsl.ide.completion.items import Completion, quality
from signal_dsl.ide.completion.known import functions, variables
from signal_dsl.ide.completion.wanted import (
    ANY,
    ARGUMENT,
    BAR,
    CONDITION,
    GROUPED,
    NUMBERS,
    SCALARS,
    STATEMENT,
    Wanted,
    fits,
)
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
_WHOLE = (SIZING, ACTION)
_SERIES = Fact(NUMBER, True)
# Where nothing is typed, so many of the script's own names are offered: those of the lines above.
_MOST_NAMES = 60


class Offers:
    """What is offered where a value begins. `place` says what is wanted there."""

    def __init__(self, cursor: Cursor, place: Wanted) -> None:
        self.cursor = cursor
        self.place = place

    def values(self) -> Iterator[Ranked]:
        """All that a value can begin with, in no order."""
        catalog = self.cursor.snapshot.facts.catalog
        yield from self.names()
        typed = self.cursor.typed
        for known in variables(catalog):
            match = quality(typed, known.entry.name)
            if match is not None:
                yield from self._variable(known, match)
        for known in functions(catalog):
            match = quality(typed, known.entry.name)
            if match is not None:
                yield from self._function(known, match)

    def names(self) -> Iterator[Ranked]:
        """The script's own names that fit, or that a value can begin with."""
        typed = self.cursor.typed
        place = self.place
        left = len(self.bindings) if typed else _MOST_NAMES
        for distance, binding in enumerate(self.bindings):
            match = quality(typed, binding.name)
            if match is None:
                continue
            fact = binding.fact
            good = fits(fact, place)
            if not good and not may_begin(fact, place):
                continue
            if not left:
                return
            left -= 1
            told = literal(fact.value) if isinstance(fact.value, (int, float, str)) else kind(fact)
            page = f"name:{binding.name}:{self.cursor.offset}"
            less = fact.type != NUMBER and place.parameter is not None and place.parameter.kind == model.SERIES
            group = LESS if good and less else OWN if good else BEGINNINGS
            yield match, group, distance, offer(self.cursor, binding.name, items.NAME, told, page, fits=good)

    @cached_property
    def bindings(self) -> list[Binding]:
        """The script's own names as they stand at the cursor, the nearest first, each once."""
        statements = self.cursor.snapshot.facts.statements
        at = self.cursor.snapshot.index(self.cursor.offset)
        if at >= 0 and statements[at] is not self.cursor.home:
            at += 1
        found: dict[str, Binding] = {}
        for place in range(min(at, len(statements)) - 1, -1, -1):
            for binding in statements[place].bindings:
                found.setdefault(binding.name, binding)
        return list(found.values())

    @cached_property
    def condition(self) -> str:
        """The nearest condition of the script; empty where there is none."""
        near = (one.name for one in self.bindings if one.fact.type == BOOLEAN and one.fact.series)
        return next(near, "")

    def _variable(self, known: Known, match: int) -> Iterator[Ranked]:
        good = fits(known.fact, self.place)
        if good or may_begin(known.fact, self.place):
            name = known.entry.name
            one = offer(self.cursor, name, items.VARIABLE, known.detail, f"variable:{name}", fits=good)
            yield match, VARIABLES if good else BEGINNINGS, known.rank, one

    def _function(self, known: Known, match: int) -> Iterator[Ranked]:
        cursor, place, fact = self.cursor, self.place, known.fact
        good = fits(fact, place)
        if not good and not may_begin(fact, place):
            return
        begins = place.kind == STATEMENT
        called = cursor.next == "("
        snippet = "" if called else self._call(known)
        if fact.type == SEVERAL and snippet and not begins:
            snippet = snippets.output(snippet, known.function)
            good = fits(_SERIES, place)
        name = known.entry.name
        emits = begins and fact.type == SIGNAL
        fitting = (good or emits) and not called
        one = offer(cursor, name, items.FUNCTION, known.detail, f"function:{name}", snippet, fits=fitting)
        if emits:
            yield match, OWN, -1, one
        else:
            yield match, FUNCTIONS if good else OTHERS, known.rank, one

    def _call(self, known: Known) -> str:
        """A call with tab stops, filled with what the script has at hand."""
        if known.snippet is not None:
            return known.snippet
        snapshot = self.cursor.snapshot
        ticker = snippets.likely_ticker(snapshot)
        return snippets.call(known.function, snapshot.facts.catalog, ticker, self.condition)


def may_begin(fact: Fact, place: Wanted) -> bool:
    """Whether an expression at this place can begin with a value that does not fit as it is."""
    if fact.type in _WHOLE:
        return False
    if fact.type == SIGNAL:
        return place.kind == STATEMENT
    if place.kind in (ANY, GROUPED, NUMBERS, CONDITION, STATEMENT):
        return fact.type in (NUMBER, BOOLEAN, SEVERAL, UNKNOWN)
    if place.kind == ARGUMENT and place.parameter is not None:
        wanted = place.parameter.kind
        if wanted in (model.SERIES, model.CONDITION):
            return fact.type in (NUMBER, BOOLEAN, SEVERAL)
        if wanted in SCALARS:
            return fact.type == NUMBER and not fact.series
        return wanted == model.ANY
    return place.kind == BAR and fact.type == NUMBER and not fact.series


def offer(
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
    """A completion that takes the place of the word at the cursor; `text` is the label where it is left out."""
    return Completion(label, kind, cursor.start, cursor.offset, cursor.end, text or label, snippet, detail, page, fits)
