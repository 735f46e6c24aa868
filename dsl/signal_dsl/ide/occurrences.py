"""What a word of a script stands for, and where else the same is meant."""

from __future__ import annotations

from signal_dsl.analysis.facts import Binding
from signal_dsl.ide.cursor import NAME, words
from signal_dsl.ide.settings_lines import line_at, lines
from signal_dsl.ide.tree import path
from signal_dsl.records import record
from signal_dsl.syntax.nodes import Assignment, AugmentedAssignment, Constant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.catalog import Function, Variable
    from signal_dsl.ide.snapshot import Snapshot

# Kinds of symbol.
OWN = "own"  # a name that the script assigns; all its assignments are one symbol
CATALOG = "catalog"  # what the platform provides
UNKNOWN = "unknown"
TICKER = "ticker"


@record
class Symbol:
    """What a word stands for."""

    kind: str
    name: str


@record
class Occurrence:
    """A place at which a symbol stands; `written` where it is assigned there, `binding` what it stands for."""

    start: int
    end: int
    name: str
    written: bool
    meaning: Binding | Variable | Function | None


def symbol_at(snapshot: Snapshot, offset: int) -> tuple[Symbol, Occurrence] | None:
    """The symbol at `offset`, or whose end is there; None where there is none."""
    if snapshot.in_block(offset):
        return _in_block(snapshot, offset)
    if snapshot.comment(offset) is not None:
        return None
    statement = snapshot.statement(offset)
    if statement is None:
        return None
    for one in names(statement, snapshot):
        if one.start <= offset <= one.end:
            return Symbol(_kind(one, snapshot), one.name), one
    node = next(iter(path(statement, offset)[-1:]), None)
    if isinstance(node, Constant) and isinstance(node.value, str) and ":" in node.value:
        start, end = statement.start + node.start + 1, statement.start + node.end - 1
        if start <= offset <= end and snapshot.text[start:end] == node.value:
            return Symbol(TICKER, node.value), Occurrence(start, end, node.value, False, None)
    return None


def occurrences(snapshot: Snapshot, symbol: Symbol) -> list[Occurrence]:
    """Wherever a symbol stands, in order."""
    if symbol.kind == TICKER:
        return list(_tickers(snapshot, symbol.name))
    found = []
    seen: StatementFacts | None = None
    for at in _places(symbol.name, snapshot.text):
        statement = snapshot.statement(at)
        if statement is None or statement is seen:
            continue
        seen = statement
        found += [one for one in names(statement, snapshot, symbol.name) if _kind(one, snapshot) == symbol.kind]
    return found


def _places(name: str, text: str) -> Iterator[int]:
    """Where a name stands as a word of its own."""
    at = text.find(name)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(name) : at + len(name) + 1]
        # Behind a digit a name may begin: `1G`, half typed, is a number and a name.
        begins = not (before == "_" or (before.isalnum() and not before.isdecimal()))
        if begins and not (after == "_" or after.isalnum()):
            yield at
        at = text.find(name, at + 1)


def names(statement: StatementFacts, snapshot: Snapshot, only: str | None = None) -> list[Occurrence]:
    """The names in a statement that stand for something, in order; those of arguments and outputs are none.

    With `only` those that are this one.
    """
    base = statement.start
    found: dict[int, Occurrence] = {}
    for node, meaning in statement.names.items():
        if only is not None and node.name != only:
            continue
        found[node.start] = Occurrence(base + node.start, base + node.end, node.name, False, meaning)
    tree = statement.tree
    targets = (
        tree.targets if isinstance(tree, Assignment) else [tree.target] if isinstance(tree, AugmentedAssignment) else []
    )
    bindings = {binding.target.start: binding for binding in statement.bindings}
    for target in (*targets, *(binding.target for binding in statement.bindings)):
        if target.name and (only is None or target.name == only):
            binding = bindings.get(target.start)
            found[target.start] = Occurrence(base + target.start, base + target.end, target.name, True, binding)
    if statement.faulty:
        for one in _loose(statement, snapshot):
            if only is None or one.name == only:
                found.setdefault(one.start - base, one)
    return [found[start] for start in sorted(found)]


def _loose(statement: StatementFacts, snapshot: Snapshot) -> Iterator[Occurrence]:
    """The names in a statement with a syntax error, read off its words."""
    catalog = snapshot.facts.catalog
    found = words(snapshot.text, statement.start, statement.start + statement.parsed.length)
    depth = 0
    for index, word in enumerate(found):
        depth += (word.text in ("(", "[")) - (word.text in (")", "]"))
        if word.kind != NAME or (index and found[index - 1].text == "."):
            continue
        after = found[index + 1].text if index + 1 < len(found) else ""
        if after == "=" and depth > 0:
            continue
        meaning: Binding | Variable | Function | None = catalog.function(word.text) if after == "(" else None
        meaning = meaning or snapshot.bound(word.text, statement) or catalog.variable(word.text)
        yield Occurrence(word.start, word.end, word.text, False, meaning)


def _kind(one: Occurrence, snapshot: Snapshot) -> str:
    if one.written or isinstance(one.meaning, Binding):
        return OWN
    if one.meaning is not None:
        return CATALOG
    # Read before it is assigned: still the same name to whoever reads the script.
    return OWN if snapshot.bound(one.name, None) is not None else UNKNOWN


def _tickers(snapshot: Snapshot, ticker: str) -> Iterator[Occurrence]:
    """The texts that are this ticker, in the settings block and in the statements."""
    block = [
        text.inside for line in lines(snapshot) if line.key == "universe" for text in line.texts if text.value == ticker
    ]
    for start, end in block:
        yield Occurrence(start, end, ticker, True, None)
    at = snapshot.text.find(ticker)
    while at >= 0:
        statement = snapshot.statement(at)
        node = next(iter(path(statement, at)[-1:]), None) if statement is not None else None
        if isinstance(node, Constant) and node.value == ticker and statement is not None:
            start, end = statement.start + node.start + 1, statement.start + node.end - 1
            if snapshot.text[start:end] == ticker:
                yield Occurrence(start, end, ticker, False, None)
        at = snapshot.text.find(ticker, at + len(ticker))


def _in_block(snapshot: Snapshot, offset: int) -> tuple[Symbol, Occurrence] | None:
    line = line_at(snapshot, offset)
    for text in line.texts if line is not None and line.key == "universe" else ():
        start, end = text.inside
        if start <= offset <= end and ":" in text.value:
            return Symbol(TICKER, text.value), Occurrence(start, end, text.value, True, None)
    return None
