"""The piece of a script that a finding is about, with carets below it, aligned on any terminal."""

from __future__ import annotations

from signal_dsl.cli.layout import char_columns
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.terminal import Style
    from signal_dsl.source import Range, Source

_TAB = 4
_CUT = "..."
# Of a longer stretch only the first two lines and the last are shown.
_MOST_LINES = 5
# Stands for what has no picture of its own, or one that would turn the line around.
_ODD = "\ufffd"


@record
class Look:
    """How to draw: colours, columns that there are, and the encoding that must be able to say it."""

    paint: Style
    columns: int
    encoding: str


@record
class _Line:
    """A stretch of a line as it is drawn, and the columns (from 0) in which the marked part of it begins and ends."""

    text: str
    start: int
    end: int


def excerpt(source: Source, at: Range, look: Look, *colour: str) -> list[str]:
    """The lines that `at` covers, each with its number, marked in `colour`."""
    first, last = at.start.line, at.end.line
    begin, end = at.start.column - 1, at.end.column - 1
    if last > first and end == 0:  # the line end alone is nothing to show
        last -= 1
        end = len(source.line(last))
    margin = max(len(str(last)), 3)
    columns = max(look.columns - margin - 5, 20)

    def draw(number: int, start: int = 0, end: int = 0) -> _Line:
        return _drawn(source.line(number), start, end, columns, look.encoding)

    def mark(text: str) -> str:
        return look.paint(text, *colour)

    rows: list[tuple[int | str, str]]
    if first == last:
        line = draw(first, begin, max(end, begin + 1))
        rows = [(first, line.text), ("", " " * line.start + mark("^" * max(line.end - line.start, 1)))]
    else:
        opening = draw(first, begin, begin + 1)
        closing = draw(last, max(end - 1, 0), end)
        rows = [(first, f"{mark('/')} {opening.text}")]
        if opening.text[: opening.start].strip():  # it begins within the line
            rows = [(first, f"  {opening.text}"), ("", mark(f" {'_' * (opening.start + 1)}^"))]
        between = [
            (number, f"{mark('|')} {draw(number).text}") for number in range(first + 1, min(last, first + _MOST_LINES))
        ]
        rows += between if last - first < _MOST_LINES else [between[0], ("...", mark("|"))]
        rows += [(last, f"{mark('|')} {closing.text}"), ("", mark(f"|_{'_' * max(closing.end - 1, 0)}^"))]
    return [f"{look.paint(f'{number:>{margin}} |', 'blue')} {text}".rstrip() for number, text in rows]


def _drawn(line: str, start: int, end: int, columns: int, encoding: str) -> _Line:
    """As much of `line` as fits into `columns`, with the characters from `start` to `end` in it."""
    plain = line.isascii() and line.isprintable()
    room = columns - len(_CUT)
    widest = 1 if plain else _TAB if "\t" in line else 2
    cut = 0
    if widest * len(line) > room and widest * end > room:
        cut = max(start - columns // 4 // widest, 0)
    drawn = _CUT if cut else ""
    width = len(drawn)
    starts = ends = -1
    for at in range(cut, len(line)):
        starts = width if at == start else starts
        ends = width if at == end else ends
        cell, size = (line[at], 1) if plain else _cell(line[at], width, encoding)
        if width + size > room:
            drawn += _CUT
            break
        drawn += cell
        width += size
    return _Line(drawn, width if starts < 0 else starts, width if ends < 0 else ends)


def _cell(char: str, column: int, encoding: str) -> tuple[str, int]:
    """What is drawn for a character at `column`, and how many columns it takes."""
    if " " <= char <= "~":
        return char, 1
    if char == "\t":
        size = _TAB - column % _TAB
        return " " * size, size
    from unicodedata import category

    size = char_columns(char)
    kind = category(char)
    if kind == "Zs":
        char = " " * size
    elif kind[0] in "CZ" and size:
        char, size = _ODD, 1
    elif char == "\ufeff":
        char = ""
    try:
        char.encode(encoding)
    except UnicodeError:
        char = "?" * size
    return char, size
