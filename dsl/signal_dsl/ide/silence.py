"""Comments that silence a finding at its line."""

from __future__ import annotations

import re

from signal_dsl.diagnostics import Edit
from signal_dsl.ide.cursor import STRING, words
from signal_dsl.ide.noqa import codes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.ide.snapshot import Snapshot

_NOQA = re.compile(r"#\s*noqa(?!\w)", re.IGNORECASE)
# Syntax errors cannot be silenced, and what is said about silencers is mended in them.
_NEVER = ("SIG0", "SIG702")


def silence(snapshot: Snapshot, finding: Diagnostic) -> Edit | None:
    """The edit that silences a finding by its code; None where that cannot be done."""
    if finding.code.startswith(_NEVER):
        return None
    source = snapshot.facts.source
    line = finding.range.start.line
    start = source.line_starts[line - 1]
    text = source.line(line)
    end = start + len(text)
    if _goes_on(snapshot, finding.start, end) or (snapshot.in_block(finding.start) and "///" in text):
        return None
    comment = next((one for one in snapshot.comments(start, end) if start <= one[0] and one[1] <= end), None)
    if comment is not None and _NOQA.search(snapshot.text, *comment):
        named = list(codes(snapshot.text, *comment))
        if not named or any(code.text.upper() == finding.code for code in named):
            return None
        return Edit(named[-1].end, named[-1].end, f", {finding.code}")
    over = start + len(text.rstrip())
    return Edit(over, end, f"  # noqa: {finding.code}")


def _goes_on(snapshot: Snapshot, offset: int, end: int) -> bool:
    """Whether a line that ends at `end` cannot bear a comment: it ends in a backslash, or within a string."""
    if snapshot.text[:end].rstrip(" \t").endswith("\\"):
        return True
    statement = snapshot.statement(offset)
    if statement is None:
        return False
    found = words(snapshot.text, statement.start, statement.start + statement.parsed.length)
    return any(word.kind == STRING and word.start < end < word.end for word in found)
