"""Words of a script that a page of the documentation is about."""

from __future__ import annotations

from signal_dsl.ide.noqa import codes
from signal_dsl.records import record
from signal_dsl.rules.registry import rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.ide.snapshot import Snapshot


@record
class Link:
    """A rule's code from `start` to `end`; `code` is the rule's, `title` says what it finds."""

    start: int
    end: int
    code: str
    title: str


def links(snapshot: Snapshot) -> list[Link]:
    """The rule codes that silencers name, in order."""
    text = snapshot.text
    if "noqa" not in text.lower():
        return []
    known = {rule.code: rule for rule in rules()}
    found = []
    for start, end in snapshot.comments(0, len(text)):
        for code in codes(text, start, end):
            rule = known.get(code.text.upper())
            if rule is not None:
                found.append(Link(code.start, code.end, rule.code, f"{rule.code} {rule.name}"))
    return found
