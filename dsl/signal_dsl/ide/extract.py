"""An expression taken out of its statement, and given a name in a line above."""

from __future__ import annotations

from signal_dsl.analysis.facts import ACTION, BOOLEAN, SIGNAL, SIZING, STRING, UNKNOWN
from signal_dsl.diagnostics import Edit
from signal_dsl.ide.tree import path
from signal_dsl.syntax.nodes import Argument, Attribute, Call, Constant, Index, Name, Statement, Unary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.ide.snapshot import Snapshot
    from signal_dsl.syntax.nodes import Node

_NAMES = {BOOLEAN: "condition", SIZING: "size", ACTION: "action", STRING: "market"}


def extract(snapshot: Snapshot, start: int, end: int) -> tuple[Edit, ...]:
    """The edits that give the expression from `start` to `end` a name; none where no whole expression is selected.

    With an empty selection it is the call around the cursor. Whatever is on the line above is left where it is.
    """
    statement = snapshot.statement(start)
    if statement is None or statement.faulty or statement.tree is None or snapshot.comment(start) is not None:
        return ()
    node = _selected(snapshot, statement, start, end)
    if node is None or isinstance(node, (Name, Constant)):
        return ()
    fact = statement.facts.get(node)
    if fact is None or fact.type in (SIGNAL, UNKNOWN) or node is statement.tree.value:
        return ()
    if isinstance(node, Unary) and isinstance(node.operand, Constant):
        return ()
    first, last = snapshot.facts.place(node, statement)
    line = snapshot.text.rfind("\n", 0, statement.start) + 1
    text = snapshot.text[first:last]
    if "\n" in text or "\r" in text:
        text = f"({text})"
    name = _name(node, _NAMES.get(fact.type, "value"), snapshot)
    ending = "\r\n" if "\r\n" in snapshot.text else "\n"
    if snapshot.text[line : statement.start].strip(" \t\f"):
        return ()  # another statement, or the mark at the beginning of a file, stands before it
    return (Edit(line, line, f"{name} = {text}{ending}"), Edit(first, last, name))


def _selected(snapshot: Snapshot, statement: StatementFacts, start: int, end: int) -> Node | None:
    """The expression that is selected, blanks around it left out."""
    nodes = [node for node in path(statement, start) if not isinstance(node, (Argument, Statement))]
    if start == end:
        return next((node for node in reversed(nodes) if isinstance(node, (Call, Attribute, Index))), None)
    chosen = snapshot.text[start:end]
    start += len(chosen) - len(chosen.lstrip())
    end = start + len(chosen.strip())
    nodes = [node for node in path(statement, start) if not isinstance(node, (Argument, Statement))]
    return next((node for node in nodes if snapshot.facts.place(node, statement) == (start, end)), None)


def _name(node: Node, fallback: str, snapshot: Snapshot) -> str:
    """A name that is free: after the function that is called, or the kind of value."""
    base = fallback
    if isinstance(node, Call) and isinstance(node.function, Name) and fallback == "value":
        base = f"{node.function.name}_value"
    elif isinstance(node, Attribute):
        base = node.name
    catalog = snapshot.facts.catalog
    number = 1
    name = base
    while name in catalog or name in snapshot.text:
        number += 1
        name = f"{base}_{number}"
    return name
