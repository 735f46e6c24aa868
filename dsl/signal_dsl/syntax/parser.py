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
# Characters of one statement; a longer one is refused unread, so that one line cannot stall an editor.
MAX_LENGTH = 50_000

_BLANK = " \t\f\r"
# What matters for finding the end of a logical line.
_LANDMARK = re.compile(
    r"""
    "[^"\\\n]*(?:\\(?:\r\n|[\s\S])[^"\\\n]*)*"? | '[^'\\\n]*(?:\\(?:\r\n|[\s\S])[^'\\\n]*)*'?  # a string, closed or not
    | \#[^\n]* | \\\r?\n | [()\[\]\n]
    """,
    re.VERBOSE,
)
_INDENT = re.compile(r"[ \t\f\r]*")
# The first line of what is plainly a new statement.
_PLAIN_START = re.compile(r"[^\W\d]\w*[ \t]*(?:(?:,[ \t]*[^\W\d]\w*[ \t]*)*(?:=(?!=)|(?:[-+*%]|//?|\*\*)=)|(?<=emit_signal)\()")


@record
class Parsed:
    """What the text of one statement gives: its tree (None where there is nothing left of it) and its faults."""

    tree: Statement | None
    faults: tuple[Fault, ...]
    text: str

    @property
    def length(self) -> int:
        """Characters of the statement."""
        return len(self.text)


class Script:
    """A script's text and its statements in order, each with the offset in the text that its spans count from."""

    def __init__(self, text: str, statements: list[tuple[int, Parsed]]) -> None:
        self.text = text
        self.statements = statements


class Parser:
    """Parses texts, and remembers the statements of the last one: meant for one document that is edited."""

    def __init__(self) -> None:
        # A physical line -> where its statement begins in the line and what it gives, or one of the marks below.
        self._lines: dict[str, tuple[int, Parsed]] = {}
        # The first physical line of a longer statement -> the statements that began so.
        self._longer: dict[str, list[tuple[str, Parsed]]] = {}
        # Up to here an earlier statement has shown the brackets to be out of order.
        self._broken_until = 0

    def parse(self, text: str) -> Script:
        """The tree of `text`. Never raises: what is broken is told in each statement's faults."""
        normal = _one_line_end(text)
        split = normal.split("\n")
        if len(self._lines) > 2 * len(split) + 1000:  # mostly lines of texts long gone
            self._lines.clear()
            self._longer.clear()
        known = self._lines
        statements: list[tuple[int, Parsed]] = []
        self._broken_until = 0
        offset = 0
        resume = 0  # lines before this offset belong to a statement that was read already
        for line in split:
            if offset >= resume:
                found = known.get(line)
                if found is None:
                    found = known[line] = _one_line(line)
                begin, parsed = found
                if begin >= 0:
                    statements.append((offset + begin, parsed))
                elif found is _NOT_ALONE:
                    start = offset + len(line) - len(line.lstrip(_BLANK))
                    parsed = self._several_lines(normal, line, start)
                    statements.append((start, parsed))
                    resume = normal.find("\n", start + parsed.length)
                    resume = len(normal) + 1 if resume == -1 else resume + 1
            offset += len(line) + 1
        return Script(text, statements)

    def _several_lines(self, text: str, line: str, start: int) -> Parsed:
        """The statement at `start`, whose first physical line is `line`."""
        if start >= self._broken_until:
            for body, parsed in self._longer.get(line, ()):
                after = start + len(body)
                if text.startswith(body, start) and (after == len(text) or text[after] == "\n"):
                    return parsed
            end = _logical_end(text, start)
            body = text[start:end]
            parsed = _finish(body, _statement(body))
            if not parsed.faults:
                # Only this line's latest form is kept: the memory stays within the text's size.
                self._longer[line] = [*self._longer.get(line, ())[-3:], (body, parsed)]
                return parsed
            self._broken_until = end
        end = _logical_end(text, start, before_plain_start=True)
        body = text[start:end]
        return _finish(body, _statement(body))


_EMPTY = (-1, Parsed(None, (), ""))
_NOT_ALONE = (-2, Parsed(None, (), ""))


def _one_line(line: str) -> tuple[int, Parsed]:
    """A physical line by itself; `_EMPTY` where nothing is on it, `_NOT_ALONE` where it does not end its statement."""
    body = line.strip(_BLANK)
    if not body or body[0] == "#":
        return _EMPTY
    indent = line.index(body[0])
    tree = _statement(body)
    if tree is None and _logical_end(line + "\n ", indent) > len(line):
        return _NOT_ALONE
    return indent, _finish(body, tree)


def _statement(body: str) -> Statement | None:
    return statement(body) if len(body) <= MAX_LENGTH else None


def _finish(body: str, tree: Statement | None) -> Parsed:
    """What a statement's text gives, whose tree is `tree`, or None where it is faulty."""
    faults: tuple[Fault, ...] = ()
    if len(body) > MAX_LENGTH:
        message = f"This statement has {len(body):,} characters; the most is {MAX_LENGTH:,}. Split it up."
        return Parsed(None, (Fault(0, MAX_LENGTH, message),), body)
    if tree is None:
        tree, fault = recover(body)
        faults = (fault,)
    if tree is not None and _too_deep(tree, body):
        message = f"This expression is nested more than {MAX_DEPTH} levels deep. Give parts of it names of their own."
        return Parsed(None, (Fault(0, len(body), message),), body)
    return Parsed(tree, faults, body)


def _too_deep(tree: Statement, body: str) -> bool:
    if len(body) <= MAX_DEPTH:  # each level takes at least one character
        return False
    level: list[Node] = [tree]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in children(node)]
        if not level:
            return False
    return True


def _logical_end(text: str, start: int, before_plain_start: bool = False) -> int:
    """Offset of the line end that ends the logical line at `start`, or the text's end.

    With `before_plain_start`, a bracket that is still open ends before a line that is plainly the next statement.
    """
    depth = 0
    indent = start - text.rfind("\n", 0, start) - 1
    for match in _LANDMARK.finditer(text, start):
        mark = match[0]
        if mark == "\n":
            if depth == 0 or before_plain_start and _is_plain_start(text, match.end(), indent):
                return match.start()
        elif mark in "([":
            depth += 1
        elif mark in ")]":
            depth = max(0, depth - 1)
    return len(text)


def _is_plain_start(text: str, line_start: int, indent: int) -> bool:
    """Whether a line, no further indented than `indent`, is plainly the beginning of a statement."""
    return _PLAIN_START.match(text, _INDENT.match(text, line_start, line_start + indent).end()) is not None  # type: ignore[union-attr]


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
