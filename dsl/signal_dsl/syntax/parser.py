"""Text to tree, a logical line at a time.

Each logical line is parsed by itself and remembered by its text. So a broken line never hides another, and parsing a
text anew after an edit costs one statement's parsing and a look-up for each of the rest.
"""

from __future__ import annotations

import re

from signal_dsl.records import record
from signal_dsl.syntax.automaton import statement
from signal_dsl.syntax.faults import Fault
from signal_dsl.syntax.nodes import Node, Statement, children
from signal_dsl.syntax.recovery import recover

# Deeper trees than this could not be walked by plain recursion; nobody writes them by hand.
MAX_DEPTH = 150

_BLANK = " \t\f\r"
# What matters for finding the end of a logical line.
_LANDMARK = re.compile(
    r"""
    "[^"\\\n]*(?:\\(?:\r\n|[\s\S])[^"\\\n]*)*"? | '[^'\\\n]*(?:\\(?:\r\n|[\s\S])[^'\\\n]*)*'?  # a string, closed or not
    | \#[^\n]* | \\\r?\n | [()\[\]\n]
    """,
    re.VERBOSE,
)
# The first line of what is plainly a new statement.
_PLAIN_START = re.compile(r"[^\W\d]\w*[ \t]*(?:(?:,[ \t]*[^\W\d]\w*[ \t]*)*(?:=(?!=)|(?:[-+*%]|//?|\*\*)=)|(?<=emit_signal)\()")


@record
class Parsed:
    """What one statement's text gives: its tree (None where there is nothing left of it) and its faults."""

    tree: Statement | None
    faults: tuple[Fault, ...]
    length: int


@record
class Placed:
    """A statement at its place: offsets in `parsed` count from `start`, an offset into the script."""

    start: int
    parsed: Parsed

    @property
    def tree(self) -> Statement | None:
        return self.parsed.tree

    @property
    def end(self) -> int:
        return self.start + self.parsed.length


class Script:
    """A script's text and its statements, in order."""

    def __init__(self, text: str, statements: list[Placed]) -> None:
        self.text = text
        self.statements = statements

    @property
    def faulty(self) -> list[Placed]:
        """The statements with a syntax error."""
        return [placed for placed in self.statements if placed.parsed.faults]


class Parser:
    """Parses texts, and remembers the statements of the last one: meant for one document that is edited."""

    def __init__(self) -> None:
        # A physical line that is a whole statement -> where it begins in the line, and what it gives.
        self._lines: dict[str, tuple[int, Parsed] | None] = {}
        # The first physical line of a longer statement -> the statements that began so.
        self._longer: dict[str, list[tuple[str, Parsed]]] = {}

    def parse(self, text: str) -> Script:
        """The tree of `text`. Never raises: what is broken is told in each statement's faults."""
        normal = _one_line_end(text)
        statements: list[Placed] = []
        lines: dict[str, tuple[int, Parsed] | None] = {}
        longer: dict[str, list[tuple[str, Parsed]]] = {}
        at = 0  # where the next logical line begins
        offset = 0
        # Up to here brackets are known to be out of order.
        broken_until = 0
        for line in normal.split("\n"):
            end = offset + len(line)
            if offset < at:
                offset = end + 1
                continue
            at = end + 1
            try:
                found = lines[line] = self._lines[line]
            except KeyError:
                if line in lines:
                    found = lines[line]
                else:
                    found = _one_line(line)
                    if found is not _NOT_ALONE:
                        lines[line] = found
            if found is _NOT_ALONE:
                start = offset + len(line) - len(line.lstrip(_BLANK))
                body, parsed = self._several_lines(normal, line, start, broken_until)
                longer.setdefault(line, []).append((body, parsed))
                if parsed.faults:
                    broken_until = max(broken_until, _logical_end(normal, start))
                statements.append(Placed(start, parsed))
                at = start + len(body)
                at = (normal.find("\n", at) + 1) or len(normal) + 1
            elif found is not None:
                statements.append(Placed(offset + found[0], found[1]))
            offset = end + 1
        self._lines = lines
        self._longer = longer
        return Script(text, statements)

    def _several_lines(self, text: str, line: str, start: int, broken_until: int) -> tuple[str, Parsed]:
        if start >= broken_until:
            for body, parsed in self._longer.get(line, ()):
                after = start + len(body)
                if not parsed.faults and text.startswith(body, start) and (after == len(text) or text[after] == "\n"):
                    return body, parsed
        end = _logical_end(text, start)
        body = text[start:end]
        tree = statement(body) if start >= broken_until else None
        if tree is not None and not _too_deep(tree, body):
            return body, Parsed(tree, (), len(body))
        body = text[start : _cut(text, start, end)]
        return body, _parse(body)


_NOT_ALONE = (-1, Parsed(None, (), 0))


def _one_line(line: str) -> tuple[int, Parsed] | None:
    """A physical line by itself: None where it is empty, `_NOT_ALONE` where it does not end its statement."""
    body = line.strip(_BLANK)
    if not body or body[0] == "#":
        return None
    indent = line.index(body[0])
    tree = statement(body)
    if tree is not None and not _too_deep(tree, body):
        return indent, Parsed(tree, (), tree.end)
    if _logical_end(line + "\n ", indent) > len(line):
        return _NOT_ALONE
    return indent, _parse(body)


def _parse(body: str) -> Parsed:
    tree = statement(body)
    if tree is None:
        tree, fault = recover(body)
        if tree is None or not _too_deep(tree, body):
            return Parsed(tree, (fault,), len(body))
    if _too_deep(tree, body):
        message = f"This expression is nested more than {MAX_DEPTH} levels deep. Give parts of it names of their own."
        return Parsed(None, (Fault(0, len(body), message),), len(body))
    return Parsed(tree, (), len(body))


def _too_deep(tree: Statement, body: str) -> bool:
    if len(body) <= MAX_DEPTH:  # each level takes at least one character
        return False
    level: list[Node] = [tree]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in children(node)]
        if not level:
            return False
    return True


def _logical_end(text: str, start: int) -> int:
    """Offset of the line end that ends the logical line at `start`, or the text's end."""
    depth = 0
    for match in _LANDMARK.finditer(text, start):
        mark = match[0]
        if mark == "\n":
            if depth == 0:
                return match.start()
        elif mark in "([":
            depth += 1
        elif mark in ")]":
            depth = max(0, depth - 1)
    return len(text)


def _cut(text: str, start: int, end: int) -> int:
    """Where a faulty logical line is better ended: before a line that is plainly the next statement."""
    line_start = text.rfind("\n", 0, start) + 1
    indent = start - line_start
    at = text.find("\n", start, end)
    while at != -1:
        following = at + 1
        first = following
        while first < end and text[first] in _BLANK:
            first += 1
        if first - following <= indent and _PLAIN_START.match(text, first):
            return at
        at = text.find("\n", following, end)
    return end


def _one_line_end(text: str) -> str:
    """`text` with "\\n" or "\\r\\n" at the line ends and no byte order mark; as long as before, so offsets stay true."""
    if text[:1] == "\ufeff":
        text = " " + text[1:]
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        text = re.sub(r"\r(?!\n)", "\n", text)
    return text


def parse(text: str) -> Script:
    """The tree of a script. Never raises: what is broken is told in each statement's faults."""
    return Parser().parse(text)
