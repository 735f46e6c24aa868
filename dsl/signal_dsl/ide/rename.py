"""Another name for what a script assigns, everywhere at once, where that changes nothing else."""

from __future__ import annotations

from signal_dsl.analysis.renaming import means_the_same
from signal_dsl.diagnostics import Edit, apply_edits
from signal_dsl.errors import UsageError
from signal_dsl.ide.occurrences import CATALOG, OWN, TICKER, occurrences, symbol_at
from signal_dsl.ide.prose import quoted
from signal_dsl.ide.values import Span
from signal_dsl.markets.tickers import fits
from signal_dsl.syntax import parse
from signal_dsl.syntax.nodes import Assignment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.ide.occurrences import Occurrence, Symbol
    from signal_dsl.ide.snapshot import Snapshot


class RenameError(UsageError):
    """It cannot be renamed; the message says why."""


def prepare(snapshot: Snapshot, offset: int) -> Span:
    """The word at `offset` that can be renamed. Raises `RenameError` where none can."""
    _, here = _target(snapshot, offset)
    return Span(here.start, here.end)


def rename(snapshot: Snapshot, offset: int, new: str) -> list[Edit]:
    """The edits that give what stands at `offset` another name: a name in all its assignments and uses, or a ticker.

    Raises `RenameError` where the new name is none, is taken, or where the script would mean something else.
    """
    symbol, here = _target(snapshot, offset)
    if new == symbol.name:
        return []
    if symbol.kind == TICKER:
        return _ticker(snapshot, symbol, new)
    _verify(snapshot, new)
    edits = [Edit(one.start, one.end, new) for one in occurrences(snapshot, symbol)]
    facts = snapshot.facts
    text = apply_edits(snapshot.text, edits)
    if not means_the_same(facts, text, symbol.name, new):
        raise RenameError(
            f"With {quoted(new)} for {quoted(here.name)} the script would mean something else.", "Choose another name."
        )
    return edits


def _target(snapshot: Snapshot, offset: int) -> tuple[Symbol, Occurrence]:
    found = symbol_at(snapshot, offset)
    if found is None:
        raise RenameError("There is no name here.", "Go to a name that the script assigns.")
    symbol = found[0]
    if symbol.kind == CATALOG:
        raise RenameError(
            f"{quoted(symbol.name)} is the platform's, not the script's.", "Give its value a name of your own."
        )
    if symbol.kind not in (OWN, TICKER):
        raise RenameError(f"{quoted(symbol.name)} is assigned nowhere.", "Assign it first.")
    return found


def _verify(snapshot: Snapshot, new: str) -> None:
    """Raise `RenameError` unless `new` is a name that is free."""
    statements = parse(f"{new} = 0").statements
    tree = statements[0][1].tree if len(statements) == 1 else None
    sound = tree is not None and not statements[0][1].faults
    if not sound or not isinstance(tree, Assignment) or [target.name for target in tree.targets] != [new]:
        raise RenameError(f"{quoted(new)} is no name.", "Use letters, digits and `_`, and begin with a letter.")
    if new in snapshot.facts.catalog:
        raise RenameError(f"{quoted(new)} is the platform's.", "Choose another name.")
    binding = snapshot.bound(new, None)
    if binding is not None:
        line = snapshot.facts.line(binding.target, binding.home)
        raise RenameError(f"{quoted(new)} is taken: line {line} assigns it.", "Choose another name.")
    for statement in snapshot.facts.statements:
        for name in statement.names:
            if name.name == new:
                line = snapshot.facts.line(name, statement)
                raise RenameError(f"{quoted(new)} is taken: line {line} reads it.", "Choose another name.")


def _ticker(snapshot: Snapshot, symbol: Symbol, new: str) -> list[Edit]:
    if not fits(new, snapshot.facts.markets) or any(char in new for char in "\"'\\"):
        raise RenameError(f"{quoted(new)} is no ticker.", "Write it as `EXCHANGE:BASE/QUOTE`.")
    return [Edit(one.start, one.end, new) for one in occurrences(snapshot, symbol)]
