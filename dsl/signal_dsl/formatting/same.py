"""Whether two scripts mean the same: their trees but for the places."""

from __future__ import annotations

from signal_dsl.syntax.nodes import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from signal_dsl.syntax import Script

_PLACES = ("start", "end", "name_start")


def same(one: Script, other: Script) -> bool:
    """Whether two sound scripts have equal statements in the same order."""
    if len(one.statements) != len(other.statements):
        return False
    pairs = zip(one.statements, other.statements, strict=True)
    return all(not b.faults and _equal(a.tree, b.tree) for (_, a), (_, b) in pairs if a is not b)


def _equal(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_equal, one, other))
    if isinstance(one, Node):
        fields = type(one).__fields__  # type: ignore[attr-defined]
        return all(_equal(getattr(one, field), getattr(other, field)) for field in fields if field not in _PLACES)
    return bool(one == other)
