"""Wherever a name, or a ticker, is used."""

from __future__ import annotations

from signal_dsl.ide.occurrences import occurrences, symbol_at
from signal_dsl.ide.values import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.ide.snapshot import Snapshot


def references(snapshot: Snapshot, offset: int, *, declaration: bool = True) -> list[Span]:
    """The places of what stands at `offset`, in order; without its assignments where `declaration` is false.

    All assignments of a name are one symbol. What the platform provides has places, too.
    """
    found = symbol_at(snapshot, offset)
    if found is None:
        return []
    return [Span(one.start, one.end) for one in occurrences(snapshot, found[0]) if declaration or not one.written]
