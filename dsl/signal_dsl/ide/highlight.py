"""What is lit up along with the word under the cursor."""

from __future__ import annotations

from signal_dsl.ide.occurrences import occurrences, symbol_at
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.ide.snapshot import Snapshot


@record
class Highlight:
    """A place from `start` to `end`; `written` where a name is assigned there."""

    start: int
    end: int
    written: bool


def highlights(snapshot: Snapshot, offset: int) -> list[Highlight]:
    """The places of what stands at `offset`, in order."""
    found = symbol_at(snapshot, offset)
    if found is None:
        return []
    return [Highlight(one.start, one.end, one.written) for one in occurrences(snapshot, found[0])]
