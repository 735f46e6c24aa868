"""The help of a command, made from its declaration."""

from __future__ import annotations

import sys
from textwrap import wrap

from signal_dsl.cli import terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Command, Option

_COLUMNS = 100
_MARGIN = 32


def help_text(command: Command) -> str:
    """What a command does, what it takes, and how it is called."""
    paint = terminal.style(sys.stdout)
    columns = min(terminal.width(sys.stdout) or _COLUMNS, _COLUMNS)
    lines = [*wrap(command.summary, columns), "", f"{paint('usage:', 'bold')} {command.call}"]
    groups: dict[str, list[Option]] = {}
    for option in command.all_options:
        groups.setdefault(option.group, []).append(option)
    for heading in sorted(groups, key="options".__eq__):
        lines += ["", paint(f"{heading}:", "bold")]
        for option in groups[heading]:
            lines += _row(option, columns)
    lines += ["", paint("examples:", "bold")]
    width = max(len(call) for call, _ in command.examples)
    for call, what in command.examples:
        lines.append(f"  {call:<{width}}   {what}")
    return "\n".join(lines) + "\n"


def _row(option: Option, columns: int) -> list[str]:
    short = f"{option.short}, " if option.short else "    "
    name = f"  {short}{option.name} {option.value}".rstrip()
    told = wrap(option.summary, max(columns - _MARGIN, 30))
    rows = [name, *("" for _ in told[1:])] if len(name) < _MARGIN - 1 else [name, *("" for _ in told)]
    return [f"{left:<{_MARGIN}}{right}".rstrip() for left, right in zip(rows, ["", *told][-len(rows) :], strict=True)]
