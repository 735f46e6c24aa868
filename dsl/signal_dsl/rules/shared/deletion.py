"""The fix that takes a statement away."""

from __future__ import annotations

from signal_dsl.diagnostics import Edit, Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts


def deletion(home: StatementFacts, facts: Facts) -> tuple[Fix, ...]:
    """The fix that deletes a statement's lines; none where something else stands in them."""
    text = facts.source.text
    start = text.rfind("\n", 0, home.start) + 1
    end = home.start + home.parsed.length
    if text[start : home.start].strip() or text[end : end + 1] not in ("", "\r", "\n"):
        return ()
    newline = text.find("\n", end)
    return (Fix("Delete the statement", (Edit(start, len(text) if newline == -1 else newline + 1, ""),), safe=False),)
