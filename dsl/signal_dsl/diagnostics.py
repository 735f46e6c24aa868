"""Findings: what is told about a script, where, and how it can be mended."""

from __future__ import annotations

from signal_dsl.records import record
from signal_dsl.source import Range

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

ERROR = "error"
WARNING = "warning"
INFO = "info"
# From the gravest to the mildest.
SEVERITIES = (ERROR, WARNING, INFO)


@record
class Edit:
    """Replace the characters `start` to `end` (offsets, end exclusive) by `text`."""

    start: int
    end: int
    text: str


@record
class Fix:
    """A way to mend a finding. `safe` fixes cannot change what the script means to trade."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


@record
class Diagnostic:
    """One finding.

    `code` is `SIGnnn`, `rule` its name, `severity` one of `SEVERITIES`, `start` and `end` offsets into the text of
    the file called `file` (end exclusive), `range` the same as lines and columns.
    """

    file: str
    code: str
    rule: str
    severity: str
    message: str
    start: int
    end: int
    range: Range
    fixes: tuple[Fix, ...] = ()

    def fix(self, *, unsafe: bool) -> Fix | None:
        """The fix that mends it: the first that is safe, or that may be `unsafe`; None where there is none."""
        return next((fix for fix in self.fixes if fix.safe or unsafe), None)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """`text` after `edits`, of which no two overlap."""
    parts = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])
