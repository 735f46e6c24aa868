"""Text to tree, a logical line at a time.

Each logical line is parsed by itself and remembered by its text. So a broken line never hides another, and parsing a
text anew after an edit costs one statement's parsing and a look-up for each of the rest.
"""

from __future__ import annotations

import re

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.records import record
from signal_dsl.syntax.automaton import statement
from signal_dsl.syntax.faults import Fault
from signal_dsl.syntax.nodes import Node, Statement, children
from signal_dsl.syntax.reuse import Reading, Reuse

BLANK = " \t\f\r"
# Deeper trees than this could not be walked by plain recursion; nobody writes them by hand.
MAX_DEPTH = 150
# Characters of one statement; a longer one is refused unread, so that one line cannot stall an editor.
MAX_LENGTH = 50_000
# Characters of a statement that are looked at ahead, to tell whether a broken one ends before it.
_MAX_AHEAD = 1_000
# Characters of lines that are no longer in the text, which are kept for those who take an edit back.
_MAX_KEPT = 50_000


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
        # The first physical line of a longer statement -> the sound statements that began so.
        self._longer: dict[str, list[Parsed]] = {}
        self._longer_before: dict[str, list[Parsed]] = {}
        # Characters that were read since those of older texts were last forgotten.
        self._read = 0
        self._last: Reading | None = None
        # Of the last reading's statements, how many at its beginning and at its end are in this one as they were; those
        # at the end may have moved.
        self.above = self.below = 0
        # How many texts were read.
        self.readings = 0
        # What `line_ends` has found in this text.
        self._ends: dict[int, int] = {}
        # Where an earlier statement was cut off: nothing that reaches beyond this can be sound.
        self._cut = 0
        # Where the logical lines of this text stand whose brackets are not closed.
        self._open: list[tuple[int, int]] = []

    def parse(self, text: str) -> Script:
        """The tree of `text`. Never raises: what is broken is told in each statement's faults."""
        normal = _one_line_end(text)
        self._ends = {}
        self._cut = 0
        self._open = []
        self.above = self.below = 0
        self.readings += 1
        if self._read > 2 * len(text) + _MAX_KEPT:  # mostly lines of texts long gone
            self._forget(normal)
        if self._last is None:
            statements: list[tuple[int, Parsed]] = []
            self._parse(normal, 0, statements, None)
        else:
            reuse = Reuse(self._last, normal)
            statements = reuse.above()
            self.above = len(statements)
            self._parse(normal, reuse.start, statements, reuse)
        self._longer_before = {}
        self._last = Reading(normal, statements, self._open)
        return Script(text, statements)

    def remember(self, script: Script) -> None:
        """Take over the sound statements of a script, as far as each is a line: only other lines are then parsed."""
        text = _one_line_end(script.text)
        for start, parsed in script.statements:
            if not parsed.faults and "\n" not in parsed.text and len(parsed.text) <= MAX_LENGTH:
                begin = text.rfind("\n", 0, start) + 1
                end = text.find("\n", start)
                line = text[begin : end if end >= 0 else len(text)]
                if line.strip(BLANK) == parsed.text:
                    self._lines[line] = (start - begin, parsed)

    def _parse(self, text: str, offset: int, statements: list[tuple[int, Parsed]], reuse: Reuse | None) -> None:
        """Add the statements from the line at `offset` on, until those of the last text can be taken over."""
        known = self._lines
        while offset <= len(text):
            if reuse is not None and offset >= self._cut and (below := reuse.below(offset)):
                statements += below.statements
                self.below = len(below.statements)
                self._open += below.open
                return
            end = text.find("\n", offset)
            line = text[offset : end if end >= 0 else len(text)]
            found = known.get(line)
            if found is None:
                found = known[line] = _one_line(line)
                self._read += len(line)
            begin, parsed = found
            if found is _NOT_ALONE:
                offset = self._logical_line(text, line, offset, statements)
                continue
            if begin >= 0:
                statements.append((offset + begin, parsed))
            offset += len(line) + 1

    def _forget(self, text: str) -> None:
        """Let go of what is not in `text`."""
        lines = set(text.split("\n"))
        self._lines = {line: found for line, found in self._lines.items() if line in lines}
        self._longer_before, self._longer = self._longer, {}
        self._read = 0
        self._last = None

    def _logical_line(self, text: str, line: str, offset: int, statements: list[tuple[int, Parsed]]) -> int:
        """Add the statements of the logical line that begins at `offset`, and say where to go on reading."""
        start = offset + len(line) - len(line.lstrip(BLANK))
        parsed = self._remembered(text, line, start)
        if parsed is not None:
            statements.append((start, parsed))
            return start + len(parsed.text) + 1
        if offset not in self._ends:
            from signal_dsl.syntax.lines import line_ends  # many scripts have no need of it

            self._ends = line_ends(text, offset)
        end = self._ends[offset]
        closed = end >= 0 and end - start <= MAX_LENGTH and not offset < self._cut < end
        tree = statement(text[start:end]) if closed else None
        if tree is not None:
            parsed = _finish(text[start:end], tree)
            if not parsed.faults:
                self._longer.setdefault(line, []).append(parsed)
                self._read += len(parsed.text)
            statements.append((start, parsed))
            return end + 1
        end = self._end_of_broken(text, start, end if end >= 0 else len(text), closed)
        statements.extend(_separated(text, start, end))
        self._open.append((offset, max(end + 1, self._cut)))
        return end + 1

    def _remembered(self, text: str, line: str, start: int) -> Parsed | None:
        """The sound statement of several lines at `start` if it was seen before."""
        for memory in (self._longer, self._longer_before):
            for parsed in memory.get(line, ()):
                after = start + len(parsed.text)
                if text.startswith(parsed.text, start) and (after == len(text) or text[after] == "\n"):
                    if memory is self._longer_before:
                        self._longer.setdefault(line, []).append(parsed)
                    return parsed
        return None

    def _end_of_broken(self, text: str, start: int, end: int, closed: bool) -> int:
        """Where the broken statement from `start` to `end` is over: before the first line that plainly is the next."""
        from signal_dsl.syntax.lines import next_statement

        def is_sound(place: int) -> bool:
            last = self._ends.get(place, -1)
            return 0 <= last - place <= _MAX_AHEAD and statement(text[place:last]) is not None

        cut = next_statement(text, start, end, closed, is_sound)
        if cut is not None and closed:
            self._cut = cut  # before this line its brackets are not closed
            cut = next_statement(text, start, cut, False, is_sound) or cut
        return end if cut is None else cut - 1


_EMPTY = (-1, Parsed(None, (), ""))
_NOT_ALONE = (-2, Parsed(None, (), ""))


def _one_line(line: str) -> tuple[int, Parsed]:
    """A physical line by itself; `_EMPTY` where nothing is on it, `_NOT_ALONE` where it is not just one statement."""
    body = line.strip(BLANK)
    if not body or body[0] == "#":
        return _EMPTY
    indent = line.index(body[0])
    if len(body) > MAX_LENGTH:
        return indent, _finish(body, None)
    tree = statement(body)
    if tree is None:
        from signal_dsl.syntax.lines import is_alone

        if not is_alone(line):
            return _NOT_ALONE
    return indent, _finish(body, tree)


def _separated(text: str, start: int, end: int) -> list[tuple[int, Parsed]]:
    """What a faulty logical line gives: one statement, or several with semicolons between them."""
    from signal_dsl.syntax.lines import split_at_semicolons

    found = []
    for first, last in split_at_semicolons(text, start, end):
        body = text[first:last].strip(BLANK)
        if body.startswith("#"):
            body = ""
        begin = text.index(body[0], first) if body else last
        parsed = _finish(body, _statement(body)) if body else Parsed(None, (), "")
        if last < end:
            fault = _semicolon(text, begin, last, end)
            parsed = Parsed(parsed.tree, (*parsed.faults, fault), text[begin : last + 1])
        if parsed.text:
            found.append((begin, parsed))
    return found


def _semicolon(text: str, begin: int, at: int, end: int) -> Fault:
    """The fault of the semicolon at `at`, behind a statement that begins at `begin`."""
    rest = text[at + 1 : end]
    after = rest.lstrip(BLANK)
    if not after or after[0] in "#;":
        fix = Fix("Take it away", (Edit(at - begin, at - begin + 1, ""),))
        return Fault(at - begin, at - begin + 1, "A statement ends with its line: take the `;` away.", fix=fix)
    fix = Fix("Begin a new line", (Edit(at - begin, at - begin + 1 + len(rest) - len(after), "\n"),))
    return Fault(at - begin, at - begin + 1, "Each statement stands on a line of its own, without `;`.", fix=fix)


def _statement(body: str) -> Statement | None:
    return statement(body) if len(body) <= MAX_LENGTH else None


def _finish(body: str, tree: Statement | None) -> Parsed:
    """What a statement's text gives, whose tree is `tree`, or None where it is faulty."""
    faults: tuple[Fault, ...] = ()
    if len(body) > MAX_LENGTH:
        message = f"This statement has {len(body):,} characters; the most is {MAX_LENGTH:,}. Split it up."
        return Parsed(None, (Fault(0, MAX_LENGTH, message),), body)
    if tree is None:
        from signal_dsl.syntax.recovery import recover  # most scripts have no need of it

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


def _one_line_end(text: str) -> str:
    """`text` with "\\n" or "\\r\\n" at line ends and no byte order mark; as long as before, so offsets stay true."""
    if text[:1] == "\ufeff":
        text = " " + text[1:]
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        text = re.sub(r"\r(?!\n)", "\n", text)
    return text


def parse(text: str) -> Script:
    """The tree of a script. Never raises: what is broken is told in each statement's faults."""
    return Parser().parse(text)
