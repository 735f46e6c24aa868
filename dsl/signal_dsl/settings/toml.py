"""TOML with positions, and with recovery: one broken line does not hide the settings on the others.

`tomllib` reads the values, but tells neither where they stand nor more than one error. So the text is first cut into
statements, which gives the places. Where tomllib refuses the text, the statements that it does not take are reported
one by one and left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.settings.model import Fault, Place
from signal_dsl.settings.statements import Statement, statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Beyond these a text is not searched for further errors; nothing of it is used then.
_MOST_STATEMENTS = 10_000
_MOST_CONFLICTS = 20
# tomllib's time grows with the square of a key's parts, also inside of `{...}`, and it recurses into lists.
_MOST_PARTS = 20
_MOST_DEPTH = 20
_MOST_IN_BRACES = 10_000

_WHERE = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"


class Document:
    """What stands in a TOML text: its values, the place of each, and what is wrong with it.

    `lines` pairs each line's offset in the script or configuration `file` (see `Fault`) with its text, without the
    line end. All places and faults are offsets into that script or file. Faults outside of the table `scope` are
    passed over.
    """

    def __init__(self, lines: Iterable[tuple[int, str]], file: str = "", scope: tuple[str, ...] = ()) -> None:
        self.file = file
        self.scope = scope
        self.broken = False  # whether the text is not TOML, be it outside of the scope
        self._offsets: list[int] = []
        self._starts: list[int] = []
        texts = []
        at = 0
        for offset, text in lines:
            self._offsets.append(offset)
            self._starts.append(at)
            texts.append(text)
            at += len(text) + 1
        self.text = "\n".join(texts)
        self.faults: list[Fault] = []
        self.statements = statements(self.text)
        self._by_path: dict[tuple[str, ...], Statement] = {}
        self._places: dict[tuple[str, ...], Place] = {}
        for statement in self.statements:
            if statement.path is not None:
                self._by_path.setdefault(statement.path, statement)
        self.values = self._values()

    def place(self, path: tuple[str, ...]) -> Place:
        """Where the value at `path` stands, or else a part of it, or else the innermost table around it."""
        if path not in self._places:
            self._places[path] = self._find(path)
        return self._places[path]

    def _find(self, path: tuple[str, ...]) -> Place:
        move = self._offset
        if path not in self._by_path:
            inner = next((one for one in self._by_path.values() if (one.path or ())[: len(path)] == path), None)
            if inner:
                start, key_end, end = move(inner.start), move(inner.place.key_end), move(inner.end)
                return Place(start, key_end, start, end)
            while path and path not in self._by_path:
                path = path[:-1]
            around = self._by_path[path].place if path else Place(0, 0, 0, 0)
            start, end = move(around.start), move(around.end)
            return Place(start, end, start, end)
        place = self._by_path[path].place
        items = tuple((move(start), move(end)) for start, end in place.items)
        return Place(move(place.key_start), move(place.key_end), move(place.start), move(place.end), items)

    def has(self, path: tuple[str, ...]) -> bool:
        """Whether `path` has a statement of its own, so that its place is exact."""
        return path in self._by_path

    def shown(self, path: tuple[str, ...]) -> str:
        """The value at `path` as it is written; empty where it has no statement of its own."""
        statement = self._by_path.get(path)
        return self.text[statement.place.start : statement.place.end] if statement else ""

    def _offset(self, at: int) -> int:
        """The offset in the script or file of the character `at` of the TOML text."""
        if not self._starts:
            return 0
        line = max(bisect_right(self._starts, at) - 1, 0)
        return self._offsets[line] + at - self._starts[line]

    def _values(self) -> dict[str, object]:
        import tomllib

        try:
            for statement in self.statements:
                _refuse(statement)
            return tomllib.loads(self.text)
        except (ValueError, RecursionError) as error:  # ValueError also for numbers of thousands of digits
            self.broken = True
            if len(self.statements) <= _MOST_STATEMENTS:
                return self._recovered()
            message, at = _located(error, self.text)
            index = max((i for i, one in enumerate(self.statements) if one.start < at), default=0)
            self._fault(self.statements[index], message, at)
            return {}

    def _recovered(self) -> dict[str, object]:
        """The values of the statements that tomllib takes; the others become faults."""
        import tomllib

        good: list[Statement] = []
        skipping = False  # what stands below a broken heading belongs nowhere
        for statement in self.statements:
            skipping = skipping and not statement.is_heading
            if skipping:
                continue
            text = self.text[statement.start : statement.end]
            try:
                _refuse(statement)
                tomllib.loads(text)
            except (ValueError, RecursionError) as error:
                message, at = _located(error, text)
                self._fault(statement, message, statement.start + at)
                skipping = statement.is_heading
            else:
                good.append(statement)
        # Each is well-formed by itself. What remains is that one contradicts another, as a key that is given twice.
        for _ in range(_MOST_CONFLICTS):
            text = _only(self.text, good)
            try:
                return tomllib.loads(text)
            except (ValueError, RecursionError) as error:
                message, at = _located(error, text)
                index = max((i for i, one in enumerate(good) if one.start < at), default=0)
                self._fault(good[index], message, at)
                end = index + 1
                while good[index].is_heading and end < len(good) and not good[end].is_heading:
                    end += 1
                del good[index:end]
        return {}

    def _fault(self, statement: Statement, message: str, at: int) -> None:
        """Report a statement that tomllib refuses with `message` at the character `at`."""
        inside = statement.path or statement.table or ()
        if inside[: len(self.scope)] != self.scope:
            return
        from signal_dsl.settings.explain import explain

        told = explain(self.text, statement, message, at)
        fix = None
        if told.replacement is not None:
            edit = Edit(self._offset(told.start), self._offset(told.end), told.replacement)
            fix = Fix(told.title, (edit,))
        key = statement.path[-1] if statement.path and not statement.is_heading else ""
        self.faults.append(Fault(self._offset(told.start), self._offset(told.end), told.message, key, fix, self.file))


def _refuse(statement: Statement) -> None:
    """Raise what tomllib would (or might, after a long time) for a statement that is plainly no TOML."""
    if statement.path is None:
        raise ValueError("Invalid statement")
    long = statement.braces and statement.end - statement.start > _MOST_IN_BRACES
    if long or len(statement.path) > _MOST_PARTS or statement.depth > _MOST_DEPTH:
        raise RecursionError


def _located(error: Exception, text: str) -> tuple[str, int]:
    """tomllib's message without the place, and the place as an offset into `text`."""
    if isinstance(error, RecursionError):
        return "Too deeply nested", 0
    message = str(error)
    where = re.search(_WHERE, message)
    if where is None:
        return message, 0
    at = len(text)
    if where[1]:
        at = sum(len(line) + 1 for line in text.split("\n")[: int(where[1]) - 1]) + int(where[2]) - 1
    return message[: where.start()], at


def _only(text: str, kept: list[Statement]) -> str:
    """`text` with everything but the `kept` statements blanked, so that every character keeps its place."""
    pieces = []
    at = 0
    for statement in kept:
        pieces.append(re.sub(r"[^\n]", " ", text[at : statement.start]))
        pieces.append(text[statement.start : statement.end])
        at = statement.end
    return "".join(pieces)
