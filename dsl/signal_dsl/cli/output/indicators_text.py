"""Entries of the catalog for people: the list, and the documentation of one."""

from __future__ import annotations

from signal_dsl.catalog.describe import describe
from signal_dsl.cli import terminal
from signal_dsl.cli.layout import aligned, filled
from signal_dsl.cli.terminal import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.catalog import Catalog, Function, Variable


def listing(entries: list[Function | Variable], source: str) -> str:
    """For each entry the first sentence about it, under the headings of their categories; `source` is the catalog."""
    paint = terminal.paint()
    rows = [(f"  {printable(entry.name)}", printable(_first_sentence(entry.summary))) for entry in entries]
    lines: list[str] = []
    category = None
    for entry, (name, _), text in zip(entries, rows, aligned(rows, room=terminal.readable_width()), strict=True):
        if entry.category != category:
            category = entry.category
            lines += ["", paint(printable(category), "bold")]
        lines.append(paint(name, "cyan") + text[len(name) :])
    count = f"{len(entries)} entries" if len(entries) > 1 else "1 entry"
    told = f"{count} of {printable(source)}. `signal-dsl indicators NAME` tells all about one."
    lines += ["", *filled(told, terminal.readable_width())]
    return "\n".join(lines[1:]) + "\n"


def page(entry: Function | Variable, catalog: Catalog) -> str:
    """The documentation of one entry."""
    head, *rest = describe(entry, catalog, terminal.readable_width()).split("\n")
    return "\n".join([terminal.paint()(printable(head), "bold"), *map(printable, rest)]) + "\n"


def _first_sentence(text: str) -> str:
    at = text.find(". ")
    return text if at < 0 else text[: at + 1]
