"""The help of a command, made from its declaration."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.layout import aligned, filled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Command, Option


def help_text(command: Command) -> str:
    """What a command does, what it takes, and how it is called."""
    paint = terminal.paint()
    room = terminal.readable_width() - 2
    lines = [*filled(command.summary, room), "", f"{paint('usage:', 'bold')} {command.call}"]
    groups: dict[str, list[Option]] = {}
    for option in command.all_options:
        groups.setdefault(option.group, []).append(option)
    texts = iter(aligned([_row(option) for options in groups.values() for option in options], room=room))
    for heading, options in groups.items():
        lines += ["", paint(f"{heading}:", "bold")]
        lines += [_indented(next(texts)) for _ in options]
    lines += ["", paint("examples:", "bold")]
    lines += [_indented(text) for text in aligned(command.examples, room=room)]
    return "\n".join(lines) + "\n"


def _row(option: Option) -> tuple[str, str]:
    short = f"{option.short}, " if option.short else "    "
    return f"{short}{option.name} {option.value}".rstrip(), option.summary


def _indented(text: str) -> str:
    return "  " + text.replace("\n", "\n  ")
