"""Tables whose cells have colours, and whose least important columns go where a terminal is too narrow for all."""

from __future__ import annotations

from signal_dsl.cli.layout import columns as width_of
from signal_dsl.cli.terminal import printable
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from signal_dsl.cli.terminal import Style


@record
class Column:
    """A column: its head, whether its cells end together, and how soon it goes: first the highest, 0 never."""

    head: str
    right: bool = False
    goes: int = 0


@record
class Cell:
    """A text, and the colours and weights that it is painted with."""

    text: str
    paint: tuple[str, ...] = ()


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], paint: Style, room: int | None, indent: int = 2
) -> list[str]:
    """The lines of a table of at most `room` columns of characters, as far as leaving columns out can do it."""
    texts = [[printable(cell.text) for cell in row] for row in rows]
    widths = [max([width_of(column.head), *[width_of(row[at]) for row in texts]]) for at, column in enumerate(columns)]
    shown = list(range(len(columns)))
    while room is not None and indent + sum(widths[at] + 2 for at in shown) - 2 > room:
        last = max(shown, key=lambda at: columns[at].goes)
        if not columns[last].goes:
            break
        shown.remove(last)

    def line(cells: Sequence[tuple[str, tuple[str, ...]]]) -> str:
        parts = []
        for at in shown:
            text, colours = cells[at]
            blanks = " " * (widths[at] - width_of(text))
            painted = paint(text, *colours) if colours else text
            parts.append(blanks + painted if columns[at].right else painted + blanks)
        return (" " * indent + "  ".join(parts)).rstrip()

    heads = line([(column.head, ("dim",)) for column in columns])
    cells = [
        [(text, cell.paint) for text, cell in zip(line_, row, strict=True)]
        for line_, row in zip(texts, rows, strict=True)
    ]
    return [heads, *[line(one) for one in cells]]
