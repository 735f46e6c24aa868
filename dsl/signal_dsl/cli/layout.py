"""How many columns text takes on a terminal, and tables that are aligned by that."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Joins other characters, or is no character at all (a byte order mark).
_WITHOUT_WIDTH = "\u200c\u200d\ufeff"

# Fewer columns are not worth breaking text for.
_LEAST = 20


def char_columns(char: str) -> int:
    """Columns of one character: 0 for what sits on the one before, 2 for what is wide in East Asia (and emoji)."""
    if " " <= char <= "~":
        return 1
    from unicodedata import category, east_asian_width  # half a millisecond, which ASCII need not pay

    if char in _WITHOUT_WIDTH or category(char) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def columns(text: str) -> int:
    """Columns of a text without tabs and control characters."""
    return len(text) if text.isascii() else sum([char_columns(char) for char in text])


def aligned(rows: Sequence[Sequence[str]], right: str = "", room: int | None = None) -> list[str]:
    """A text for each row, two blanks between its columns; those whose number (from 0) is in `right` end together.

    Where a row takes more than `room` columns, its last cell goes on below itself; where next to nothing is left to the
    last column, its cells stand below their rows.
    """
    widths = [max([columns(cell) for cell in column], default=0) for column in zip(*rows, strict=True)]
    margin = sum(widths[:-1]) + 2 * len(widths[:-1])
    if room is not None and room - margin < _LEAST:
        below = [[f"    {line}" for line in filled(row[-1], room - 4)] for row in rows]
        heads = aligned([row[:-1] for row in rows], right)
        return ["\n".join([head, *lines]) for head, lines in zip(heads, below, strict=True)]
    texts = []
    for row in rows:
        text = ""
        for number, (cell, width) in enumerate(zip(row[:-1], widths, strict=False)):
            blanks = " " * (width - columns(cell))
            text += (blanks + cell if str(number) in right else cell + blanks) + "  "
        last = row[-1].rjust(widths[-1] + len(row[-1]) - columns(row[-1])) if str(len(row) - 1) in right else row[-1]
        if room is not None and margin + columns(last) > room:
            last = ("\n" + " " * margin).join(filled(last, room - margin))
        texts.append((text + last).rstrip())
    return texts


def filled(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` columns (or what is left to read in when that is next to nothing)."""
    if len(text) <= room:
        return [text]
    from textwrap import wrap

    return wrap(text, max(room, _LEAST), break_on_hyphens=False, break_long_words=False)


def quantity(count: int, thing: str) -> str:
    """`1 bar`, `2 bars`, `1,234 bars`."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
