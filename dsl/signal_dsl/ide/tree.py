"""Which expressions of a statement lie around a place."""

from __future__ import annotations

import re

from signal_dsl.syntax.nodes import Argument, Attribute, Name, Target, Unary, children

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.syntax.nodes import Node

WORD = re.compile(r"[^\W\d]\w*")


def path(statement: StatementFacts, offset: int) -> list[Node]:
    """The nodes around `offset`, from the statement's tree down to the innermost; empty where there is no tree.

    Between two nodes that touch, the one that begins at `offset` is meant.
    """
    node = statement.tree
    place = offset - statement.start
    found: list[Node] = []
    below: Node | None = node
    while below is not None:
        found.append(below)
        inside = [child for child in children(below) if child.start <= place <= child.end and child.end > child.start]
        below = inside[-1] if inside else None
    if found and isinstance(found[-1], Unary) and found[-1].operand.start == place + 1:
        found.append(found[-1].operand)  # the sign of a number
    return found


def name_span(node: Node, statement: StatementFacts) -> tuple[int, int] | None:
    """Where the name stands that a node reads, assigns, or names an argument or output by; None where it has none."""
    if isinstance(node, (Name, Target)):
        return (statement.start + node.start, statement.start + node.end) if node.end > node.start else None
    if isinstance(node, Attribute):
        start = node.name_start
    elif isinstance(node, Argument) and node.name is not None:
        start = node.start
    else:
        return None
    word = WORD.match(statement.parsed.text, start)
    return (statement.start + start, statement.start + word.end()) if word else None


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The word around `offset`, or that ends there; an empty stretch where there is none."""
    start = end = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return start, end
