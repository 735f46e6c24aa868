"""Two results side by side: the metrics with their differences, and what was set or written differently."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.output.figures import NONE, better, labelled, measured
from signal_dsl.cli.output.result_text import head
from signal_dsl.cli.output.table import Cell, Column, table
from signal_dsl.cli.terminal import printable
from signal_dsl.heytraders.document import reading
from signal_dsl.heytraders.document.comparison import compare
from signal_dsl.heytraders.document.measures import PERCENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.terminal import Style
    from signal_dsl.heytraders.document.comparison import Comparison
    from signal_dsl.heytraders.document.reading import Document

_MOST_LINES = 40


def render(first: Document, second: Document) -> str:
    """The two as text."""
    paint, room = terminal.paint(), terminal.width()
    found = compare(first, second)
    parts = [
        head(first, paint, room),
        ["against", *head(second, paint, room)],
        _metrics(found, first, second, paint, room),
        _settings(found, paint, room),
        _script(found, paint),
    ]
    return "\n\n".join(["\n".join(lines) for lines in parts if lines]) + "\n"


def _metrics(found: Comparison, first: Document, second: Document, paint: Style, room: int | None) -> list[str]:
    own, other = reading.currency(first), reading.currency(second)
    rows = []
    for one in found.metrics:
        difference = measured(one.measure, one.difference, sign=True)
        if one.measure.unit == PERCENT and one.difference is not None:
            difference = difference.replace(" %", " points")
        rows.append(
            [
                Cell(labelled(one.measure, own if own == other else "")),
                Cell(measured(one.measure, one.first)),
                Cell(measured(one.measure, one.second)),
                better(one.measure, one.difference, difference),
            ]
        )
    ids = [str(one.get("result_id", "")) for one in (first, second)]
    heads = [Column("metric"), *[Column(_short(id), right=True) for id in ids], Column("difference", right=True)]
    return table(heads, rows, paint, room) if rows else ["  Neither has metrics."]


def _settings(found: Comparison, paint: Style, room: int | None) -> list[str]:
    if not found.settings:
        return ["The settings are the same."]
    rows = [[Cell(name), Cell(_told(first)), Cell(_told(second))] for name, first, second in found.settings]
    return ["These settings differ:", *table([Column("setting"), Column("first"), Column("second")], rows, paint, room)]


def _script(found: Comparison, paint: Style) -> list[str]:
    if found.same_script:
        return ["The script is the same."]
    if not found.script:
        return ["The scripts differ, and one of them is not known here."]
    lines = []
    for line in found.script[:_MOST_LINES]:
        colour = "green" if line.startswith("+") else "red" if line.startswith("-") else "cyan"
        lines.append("  " + paint(printable(line), colour))
    left = len(found.script) - len(lines)
    more = [f"  and {left} lines more"] if left > 0 else []
    return ["From the second script (-) to the first (+):", *lines, *more]


def _told(value: object) -> str:
    if value is None:
        return NONE
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _short(id: str) -> str:
    return id if len(id) <= 16 else f"{id[:13]}..."
