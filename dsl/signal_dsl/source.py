"""Text with positions: what every finding points into.

Inside the toolkit a place is an offset in characters from 0. Outside it is a line and a column, both from 1, columns in
characters (not bytes, not UTF-16 units). This file is the only place that converts between the two.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from signal_dsl.errors import SourceError
from signal_dsl.records import record

# A NUL in the first bytes is git's sign of a binary file, too.
_SNIFFED_BYTES = 8192
# Bytes of a script. Facts take a hundred times as much, and a strategy of this size is a mistake.
MAX_SIZE = 5_000_000
# A line's length with the character that ends it; added without a step of Python's, as it is done at each keystroke.
_AND_ITS_END = (1).__add__


@record
class Position:
    """A place in a text: `line` and `column`, both from 1, the column in characters."""

    line: int
    column: int


@record
class Range:
    """A stretch of text from `start` to `end`, the end exclusive."""

    start: Position
    end: Position


class Source:
    """A script's text and its name (a path, `<stdin>`, a document's URI), with offset/position conversion."""

    def __init__(self, text: str, name: str = "<script>") -> None:
        self.text = text
        self.name = name
        self._starts: list[int] | None = None

    @property
    def line_starts(self) -> list[int]:
        """Offset of each line's first character; `\\n`, `\\r\\n` and a lone `\\r` end a line."""
        if self._starts is None:
            text = self.text
            if "\r" in text:
                # Same length, so offsets stay true: "\r\n" becomes " \n", a lone "\r" becomes "\n".
                text = text.replace("\r\n", " \n").replace("\r", "\n")
            self._starts = list(accumulate(map(_AND_ITS_END, map(len, text.split("\n")[:-1])), initial=0))
        return self._starts

    def edited(self, start: int, end: int, text: str) -> Source:
        """The script with `text` in place of what stands from `start` to `end`; its lines are not counted anew."""
        source = Source(self.text[:start] + text + self.text[end:], self.name)
        starts = self.line_starts
        if "\r" not in source.text and "\r" not in self.text[start:end]:  # else "\r" and "\n" may meet or part
            inside = [start + place for place in Source(text).line_starts[1:]]
            below, shift = starts[bisect_right(starts, end) :], len(text) - (end - start)
            if shift:
                below = [place + shift for place in below]
            source._starts = starts[: bisect_right(starts, start)] + inside + below
        return source

    def position(self, offset: int) -> Position:
        """Line and column of `offset` (clamped into the text)."""
        line, column = self.line_and_column(offset)
        return Position(line + 1, column + 1)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The same, both from 0."""
        offset = max(0, min(offset, len(self.text)))
        starts = self.line_starts
        line = bisect_right(starts, offset) - 1
        return line, offset - starts[line]

    def range(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start), self.position(end))

    def offset(self, line: int, column: int) -> int:
        """Offset of a line and column (both from 1), clamped into the text and into the line."""
        starts = self.line_starts
        if line < 1:
            return 0
        if line > len(starts):
            return len(self.text)
        start = starts[line - 1]
        return min(start + max(column, 1) - 1, start + len(self.line(line)))

    def line(self, number: int) -> str:
        """The text of line `number` (from 1) without its line end; empty where there is no such line."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


def decode(data: bytes, name: str) -> str:
    """The text of a script's bytes: UTF-8, with or without a byte order mark (which is kept as U+FEFF).

    Raises `SourceError` where the bytes are not text, or are more than `MAX_SIZE`.
    """
    if len(data) > MAX_SIZE:
        raise SourceError(
            f"{name} is larger than {MAX_SIZE // 1_000_000} MB, the most that is read.",
            "Split it up, or name another file.",
        )
    if b"\0" in data[:_SNIFFED_BYTES]:
        raise SourceError(f"{name} is a binary file, not a script.", "Name a .signal file.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{name} is not UTF-8 text (byte {error.start + 1} is 0x{data[error.start]:02x}).",
            "Save it as UTF-8.",
        ) from None


def read_source(path: str) -> Source:
    """Read a script from disk; line ends are kept as they are. Raises `SourceError`."""
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_SIZE + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        told = f"{path or '``'} cannot be read: {reason[:1].lower()}{reason[1:]}."
        raise SourceError(told, _remedy(path, error), path) from None
    return Source(decode(data, path), path)


def _remedy(path: str, error: OSError) -> str:
    """What to do about a file that cannot be read: the script that was probably meant, where it lies beside."""
    if isinstance(error, IsADirectoryError):
        return "Name a script."
    if isinstance(error, PermissionError):
        return "Change its permissions, or name another."
    if isinstance(error, FileNotFoundError):
        import os
        from difflib import get_close_matches

        folder, name = os.path.split(path)
        try:
            beside = [one for one in os.listdir(folder or os.curdir) if one.endswith(".signal") and one != name]
        except OSError:
            beside = []
        near = get_close_matches(name.removesuffix(".signal"), [one.removesuffix(".signal") for one in beside], 1)
        if near:
            return f"Did you mean `{os.path.join(folder, near[0])}.signal`?"
    return "Check the path."
