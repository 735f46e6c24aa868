"""Where a name got what it stands for."""

from __future__ import annotations

from signal_dsl.analysis.facts import Binding
from signal_dsl.ide.occurrences import OWN, TICKER, occurrences, symbol_at
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.ide.snapshot import Snapshot


@record
class Definition:
    """The word from `start` to `end` is defined at `target_start` to `target_end`, in a statement that reaches from
    `whole_start` to `whole_end`.
    """

    start: int
    end: int
    target_start: int
    target_end: int
    whole_start: int
    whole_end: int


def definition(snapshot: Snapshot, offset: int) -> Definition | None:
    """The assignment that holds for the name at `offset`; for a ticker its entry in the run's universe."""
    found = symbol_at(snapshot, offset)
    if found is None:
        return None
    symbol, here = found
    if symbol.kind == TICKER:
        entry = next((one for one in occurrences(snapshot, symbol) if one.written), None)
        if entry is None:
            return None
        return Definition(here.start, here.end, entry.start, entry.end, entry.start, entry.end)
    if symbol.kind != OWN:
        return None
    binding = here.meaning if isinstance(here.meaning, Binding) else snapshot.bound(symbol.name, None)
    if binding is None:
        return None
    home = binding.home
    start, end = snapshot.facts.place(binding.target, home)
    return Definition(here.start, here.end, start, end, home.start, home.start + home.parsed.length)
