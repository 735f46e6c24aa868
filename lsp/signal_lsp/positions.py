"""Places in a text as LSP tells them: lines from 0, and units of the encoding that was agreed on from 0.

Inside the toolkit a place is an offset in characters. Finding the line is a bisection; in a line of ASCII, or with
utf-32, that is all there is to do.
"""

from __future__ import annotations

from lsprotocol import types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.source import Source

# In bytes of UTF-8, what is not the first byte of a character.
_CONTINUATION = bytes(range(0x80, 0xC0))
# A lone surrogate is no character, but JSON can carry one, and it has to be counted like anything else.
_SURROGATES = "surrogatepass"


class Positions:
    """Converts between offsets into `source` and positions in units of `encoding` (utf-8, utf-16 or utf-32)."""

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self.encoding = encoding
        self._plain = encoding == "utf-32" or source.text.isascii()

    def offset(self, position: types.Position) -> int:
        """The offset of a position, clamped into its line and into the text."""
        number = position.line + 1
        if number > len(self._source.line_starts):
            return len(self._source.text)
        column = position.character
        if not self._plain:
            column = characters(self._source.line(number), column, self.encoding)
        return self._source.offset(number, column + 1)

    def position(self, offset: int) -> types.Position:
        """The position of an offset, clamped into the text."""
        line, column = self._source.line_and_column(offset)
        if not self._plain:
            start = self._source.line_starts[line]
            column = units(self._source.text[start : start + column], self.encoding)
        return types.Position(line, column)

    def range(self, start: int, end: int) -> types.Range:
        """The range between two offsets."""
        return types.Range(self.position(start), self.position(end))

    def offsets(self, range: types.Range) -> tuple[int, int]:
        """Start and end of a range; turned round where the client has it the wrong way."""
        start, end = self.offset(range.start), self.offset(range.end)
        return (start, end) if start <= end else (end, start)


def units(text: str, encoding: str) -> int:
    """How many units of `encoding` a text takes."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", _SURROGATES))
    return len(text.encode("utf-16-le", _SURROGATES)) // 2


def characters(line: str, units: int, encoding: str) -> int:
    """How many characters of a line lie before a number of units; a character that is cut does not count."""
    if encoding == "utf-32" or line.isascii():
        return min(units, len(line))
    if encoding == "utf-8":
        data = line.encode("utf-8", _SURROGATES)
        count = len(data[:units].translate(None, _CONTINUATION))
        return count - (0x80 <= data[units] < 0xC0) if units < len(data) else count
    data = line.encode("utf-16-le", _SURROGATES)
    before = data[: 2 * units].decode("utf-16-le", _SURROGATES)
    after = data[2 * units : 2 * units + 2].decode("utf-16-le", _SURROGATES)
    cut = before[-1:] and "\ud800" <= before[-1:] < "\udc00" and "\udc00" <= after < "\ue000"
    return len(before) - bool(cut)
