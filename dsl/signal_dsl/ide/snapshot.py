"""An analysed script, and what lies where in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from signal_dsl.rules import check
from signal_dsl.settings import script_block
from signal_dsl.syntax.lines import comments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import Binding, StatementFacts
    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.settings import Block


class Snapshot:
    """A script's facts and findings, as of one moment.

    `find` gives the findings when they are first asked for, by default those of the facts' own settings. `synced` tells
    when the platform's list of indicators was fetched, in words for people ("2026-11-28"); empty where that is not
    known. Making one costs nothing; a look-up by offset is a bisection.
    """

    def __init__(
        self, facts: Facts, find: Callable[[], Sequence[Diagnostic]] | None = None, *, synced: str = ""
    ) -> None:
        self.facts = facts
        self.synced = synced
        self._find = find

    @cached_property
    def findings(self) -> Sequence[Diagnostic]:
        """The findings in the script, in the order of their places."""
        return self._find() if self._find is not None else check(self.facts)

    @property
    def text(self) -> str:
        return self.facts.source.text

    @cached_property
    def block(self) -> Block | None:
        """The script's settings block; None where it has none."""
        block = script_block(self.text)
        return block if block is not None and block.end > block.start else None

    def in_block(self, offset: int) -> bool:
        """Whether `offset` lies between the marks of the settings block, or on one."""
        last = self.text.rfind("///")
        if last < 0:
            return False
        over = self.text.find("\n", last)
        if 0 <= over < offset and "#" not in self.text[self.text.rfind("\n", 0, offset) + 1 : offset]:
            return False  # behind its last mark there are at most comments of it, so nothing need be read for this
        block = self.block
        if block is None or offset < block.start:
            return False
        # One that is not closed yet ends with its last word; who is writing it stands behind a blank.
        return offset <= block.end or not self.text[block.end : offset].strip(" \t")

    def index(self, offset: int) -> int:
        """The index of the last statement that begins at `offset` or before; -1 where none does."""
        return bisect_right(self.facts.statements, offset, key=_start) - 1

    def statement(self, offset: int) -> StatementFacts | None:
        """The statement that `offset` lies in, or whose end it touches."""
        index = self.index(offset)
        if index < 0:
            return None
        statement = self.facts.statements[index]
        return statement if offset <= statement.start + statement.parsed.length else None

    def between(self, start: int, end: int) -> list[StatementFacts]:
        """The statements that have anything between two offsets, touching included."""
        statements = self.facts.statements
        first = max(self.index(start), 0)
        last = bisect_right(statements, end, key=_start)
        found = statements[first:last]
        if found and found[0].start + found[0].parsed.length < start:
            del found[0]
        return found

    def comments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Start and end of the comments that have anything between two offsets, in order."""
        at = self.text.find("#", self.stretch(start)[0])
        while at != -1 and at <= end:
            first, last = self.stretch(at)
            for begin, over in comments(self.text, max(first, 0), last):
                if begin > end:
                    return
                if over >= start:
                    yield begin, over - (self.text[over - 1 : over] == "\r")
            at = self.text.find("#", max(last, at + 1))

    def comment(self, offset: int) -> tuple[int, int] | None:
        """Start and end of the comment that `offset` stands in, behind its `#` or at its end."""
        line = self.text.rfind("\n", 0, offset) + 1
        if "#" not in self.text[line:offset]:
            return None
        return next((one for one in self.comments(offset, offset) if one[0] < offset <= one[1]), None)

    def stretch(self, offset: int) -> tuple[int, int]:
        """The statement around `offset`, or the gap between two statements; strings are told from comments there."""
        statements = self.facts.statements
        index = self.index(offset)
        begin = 0
        end = statements[index + 1].start if index + 1 < len(statements) else len(self.text)
        if index >= 0:
            statement = statements[index]
            line = self.text.find("\n", statement.start + statement.parsed.length)
            begin = min(line if line >= 0 else len(self.text), end)  # blanks behind its remark are part of that
            if offset <= begin:
                return statement.start, begin
        return begin, end

    def bound(self, name: str, before: StatementFacts | None) -> Binding | None:
        """The assignment that `name` stands for in the statement `before`; at the end of the script where that is None.

        Where the name is only assigned further down, the first assignment there.
        """
        statements = self.facts.statements
        at = len(statements) if before is None else bisect_left(statements, before.start, key=_start)
        for statement in (*reversed(statements[:at]), *statements[at:]):
            for binding in statement.bindings:
                if binding.name == name:
                    return binding
        return None


def _start(statement: StatementFacts) -> int:
    return statement.start
