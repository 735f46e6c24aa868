"""Comments: their texts stay as they are; here is told where they stand."""

from __future__ import annotations

import re

from signal_dsl.records import record

BLANK = " \t\f\r"
# As many as are kept in a row.
MOST_BLANK_LINES = 2

_COMMENT = re.compile(r"#[^\n]*|\n")
# The markers of a settings block (or of a block that is somebody else's): `# /// NAME` and `# ///`.
_OPENING = re.compile(r"#[ \t]*///[ \t]*[^ \t]")
_CLOSING = re.compile(r"#[ \t]*///[ \t]*\Z")


@record
class Comment:
    """A comment's text from `#` on; `alone` on its line, or behind something."""

    text: str
    alone: bool


def comments_between(text: str, start: int, end: int) -> list[Comment]:
    """The comments between two tokens, of which one ends at `start` and the next begins at `end`."""
    found: list[Comment] = []
    alone = False
    for match in _COMMENT.finditer(text, start, end):
        mark = match[0]
        if mark == "\n":
            alone = True
        else:
            found.append(Comment(mark.rstrip(BLANK), alone))
    return found


def add_lines(script: list[str], lines: list[str]) -> None:
    """Add what stands between two statements to a script: comments and blank lines.

    The lines of a settings block stay as they are to the last blank, for strings of TOML may span lines.
    """
    block = False
    for line in lines:
        comment = line.strip(BLANK)
        if not comment:
            if script and script[-MOST_BLANK_LINES:] != [""] * MOST_BLANK_LINES:
                script.append("")
            continue
        block = block or _OPENING.match(comment) is not None
        script.append(line if block else comment)
        block = block and _CLOSING.match(comment) is None
