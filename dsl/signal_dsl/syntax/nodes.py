"""The typed tree.

A statement is the unit of parsing, and the same text gives the same tree object, wherever in a script it stands. So
every `start` and `end` in a tree is relative to the start of its statement; `Script.statements` pairs each tree with
its place. Spans equal those of Python's `ast`: parentheses around a whole expression are not part of its span.
"""

from __future__ import annotations

from signal_dsl.records import record


@record
class Node:
    """Base of the tree: `start` and `end` are offsets from the statement's start, the end exclusive."""

    __slots__ = ("end", "start")

    start: int
    end: int

    # Nodes are told apart by identity: two equal texts are still two places.
    __eq__ = object.__eq__
    __hash__ = object.__hash__


@record
class Name(Node):
    """A name that is read; empty where recovery left a hole for a missing operand. Nothing is told of a hole."""

    __slots__ = ("name",)

    name: str


@record
class Constant(Node):
    """A literal: int, float, str, bool or None."""

    __slots__ = ("value",)

    value: int | float | str | bool | None


@record
class ListLiteral(Node):
    """`[a, b]`."""

    __slots__ = ("items",)

    items: list[Node]


@record
class Attribute(Node):
    """`value.name`; `name_start` is where the name begins."""

    __slots__ = ("name", "name_start", "value")

    value: Node
    name: str
    name_start: int


@record
class Index(Node):
    """`value[index]`."""

    __slots__ = ("index", "value")

    value: Node
    index: Node


@record
class Argument(Node):
    """One argument of a call: `name=value`, or a value by position, whose span it shares; `name` is None then."""

    __slots__ = ("name", "value")

    name: str | None
    value: Node


@record
class Call(Node):
    """`function(arguments)`."""

    __slots__ = ("arguments", "function")

    function: Node
    arguments: list[Argument]


@record
class Unary(Node):
    """`-x`, `+x`, `not x`; `operator` is "-", "+" or "not"."""

    __slots__ = ("operand", "operator")

    operator: str
    operand: Node


@record
class Binary(Node):
    """Arithmetic; `operator` is one of + - * / // % **."""

    __slots__ = ("left", "operator", "right")

    operator: str
    left: Node
    right: Node


@record
class Logical(Node):
    """`a and b and c`; `operator` is "and" or "or". Operands of one operator in a row stand side by side."""

    __slots__ = ("operands", "operator")

    operator: str
    operands: list[Node]


@record
class Comparison(Node):
    """`a < b <= c`: one operator less than operands; operators are < <= > >= == !=."""

    __slots__ = ("operands", "operators")

    operands: list[Node]
    operators: list[str]


@record
class Conditional(Node):
    """`body if test else orelse`."""

    __slots__ = ("body", "orelse", "test")

    test: Node
    body: Node
    orelse: Node


@record
class Target(Node):
    """A name that is assigned; empty where it is missing."""

    __slots__ = ("name",)

    name: str


@record
class Statement(Node):
    """Base of the three statements. `value` is the expression at its right, or all of it."""

    __slots__ = ("value",)

    value: Node


@record
class Assignment(Statement):
    """`a = value` or `a, b = value`."""

    __slots__ = ("targets",)

    targets: list[Target]


@record
class AugmentedAssignment(Statement):
    """`a += value`; `operator` is the arithmetic one, without "="."""

    __slots__ = ("operator", "target")

    target: Target
    operator: str


@record
class Expression(Statement):
    """An expression that stands by itself."""

    __slots__ = ()


def children(node: Node) -> list[Node]:
    """The nodes directly below `node`, in the order of the text."""
    found: list[Node] = []
    for field in type(node).__fields__:  # type: ignore[attr-defined]
        value = getattr(node, field)
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, list) and value and isinstance(value[0], Node):
            found.extend(value)
    found.sort(key=lambda child: (child.start, child.end))
    return found
