"""Where statements end, read off brackets, quotes and line ends alone.

A line end ends a statement unless a bracket is open or the line ends in a backslash. Where a bracket is never closed
that rule would swallow the rest of the script; then the next statement begins at the first line that plainly is one.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_LANDMARK = re.compile(
    r"""
    \"{3}[\s\S]*?\"{3} | '{3}[\s\S]*?'{3}  # Python's long string: not ours, but what is in it is no statement
    | "[^"\\\n]*(?:\\(?:\r\n|[\s\S])[^"\\\n]*)*" | '[^'\\\n]*(?:\\(?:\r\n|[\s\S])[^'\\\n]*)*' | ["'][^\n]*  # a string
    | \#[^\n]* | \\\r?\n | [()\[\];\n]
    """,
    re.VERBOSE,
)
_INDENT = re.compile(r"[ \t\f\r]*")
# The first line of what is plainly a statement.
_PLAIN_START = re.compile(
    r"[^\W\d]\w*[ \t]*(?:(?:,[ \t]*[^\W\d]\w*[ \t]*)*=(?!=)|(?:[-+*%]|//?|\*\*)=)|emit_signal[ \t]*\("
)
# What can begin a statement or a value, so that nothing in front of it can be going on.
_ENDS_IN_COMMA = re.compile(r",[ \t\r]*(?:#.*)?\Z")
_VALUE_START = re.compile(r"(?!(?:and|or|if|else|in|is)\b)[^\W\d]")
# The end of a line that goes on.
_WAITING = re.compile(r"(?:[-+*/%<>=.,(\[]|\b(?:and|or|not|if|else))\Z")


def is_alone(line: str) -> bool:
    """Whether a physical line is one statement by itself, sound or not, and no part of the next line belongs to it."""
    if line.rstrip("\r").endswith("\\") or '"""' in line or "'''" in line:
        return False
    depth = 0
    for match in _LANDMARK.finditer(line):
        mark = match[0]
        if mark in ("(", "["):
            depth += 1
        elif mark in (")", "]"):
            depth -= 1
        elif mark == ";" and depth <= 0:
            return False
    return depth <= 0


def line_ends(text: str, start: int) -> dict[int, int]:
    """Where the logical line at `start` ends, and where those end that begin in the lines within it.

    -1 where brackets are never closed. One pass serves all lines, however many of them turn out to be broken.
    """
    ends: dict[int, int] = {}
    waiting = [(0, start)]  # depth and place of the lines that have not ended; the depths rise
    depth = 0
    for match in _LANDMARK.finditer(text, start):
        mark = match[0]
        if mark == "\n":
            while waiting and waiting[-1][0] >= depth:
                ends[waiting.pop()[1]] = match.start()
            if not waiting:
                return ends
            waiting.append((depth, match.end()))
        elif mark in ("(", "["):
            depth += 1
        elif mark in (")", "]"):
            depth -= 1
    for below, place in waiting:
        ends[place] = len(text) if below >= depth else -1
    return ends


def next_statement(text: str, start: int, end: int, closed: bool, is_sound: Callable[[int], bool]) -> int | None:
    """Where, between `start` and `end`, a line begins that is not part of the broken statement at `start`.

    It is no further indented. Where brackets are never closed it is a line with which the statement cannot go on, or an
    assignment, or the beginning of something that `is_sound` by itself; where they are `closed`, only an assignment or
    a signal with which the statement cannot go on: a bracket that is missing here may be one too many there.
    """
    indent = start - text.rfind("\n", 0, start) - 1
    calls: list[bool] = []  # of the open brackets, whether they are a call's
    begun = start
    comment = -1
    waiting = True
    for match in _LANDMARK.finditer(text, start, end):
        mark = match[0]
        if mark[0] == "#":
            comment = match.start()
        elif mark in ("(", "["):
            calls.append(mark == "(" and _is_called(text, match.start()))
        elif mark in (")", "]") and calls:
            calls.pop()
        if mark != "\n":
            continue
        code = text[begun : comment if comment >= begun else match.start()].rstrip()
        if code:
            waiting = _WAITING.search(code) is not None
        begun = match.end()
        value = _INDENT.match(text, begun, end).end()  # type: ignore[union-attr]
        if value - begun > indent:
            continue
        newline = text.find("\n", value, end)
        line = text[begun : newline if newline >= 0 else end]
        if _PLAIN_START.match(text, value, end):
            argument = waiting and (not calls or calls[-1])
            if not argument or not (closed or (_ENDS_IN_COMMA.search(line) and is_alone(line))):
                return begun
        elif not closed and _VALUE_START.match(text, value, end) and (not waiting or is_sound(begun)):
            return begun
    return None


def _is_called(text: str, bracket: int) -> bool:
    """Whether what stands before a bracket can be called; where a line begins with the bracket, that is assumed."""
    at = bracket - 1
    while at >= 0 and text[at] in " \t\f\r":
        at -= 1
    return at >= 0 and (text[at].isalnum() or text[at] in "_)]\n")


def split_at_semicolons(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a logical line between semicolons outside brackets, each without blanks around it."""
    parts = []
    depth = 0
    for match in _LANDMARK.finditer(text, start, end):
        mark = match[0]
        if mark in ("(", "["):
            depth += 1
        elif mark in (")", "]"):
            depth -= 1
        elif mark == ";" and depth <= 0:
            parts.append((start, match.start()))
            start = match.end()
    return [*parts, (start, end)]


def comments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the comments stand in one logical line, or between two of them: from `#` to the line's end."""
    return [match.span() for match in _LANDMARK.finditer(text, start, end) if match[0][0] == "#"]
