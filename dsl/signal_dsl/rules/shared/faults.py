"""The syntax errors of a script as findings."""

from __future__ import annotations

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.rules.base import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts


def faults(facts: Facts, code: str) -> Iterator[Finding]:
    """The parser's faults of one code, moved from their statement's place to the script's."""
    for statement in facts.statements:
        start = statement.start
        for fault in statement.parsed.faults:
            if fault.code != code:
                continue
            fixes: tuple[Fix, ...] = ()
            if fault.fix is not None:
                edits = [Edit(start + edit.start, start + edit.end, edit.text) for edit in fault.fix.edits]
                fixes = (Fix(fault.fix.title, tuple(edits), fault.fix.safe),)
            yield Finding(start + fault.start, start + fault.end, fault.message, fixes)
