"""The help of a command, made from its declaration, and that of all of them."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.layout import aligned, filled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from signal_dsl.cli.command import Command, Option

_OPTIONS = (
    ("-h, --help", "show this help, or with a command its own"),
    ("-V, --version", "show the version"),
    ("-q, --quiet", "say less"),
    ("-v, --verbose", "say more; show tracebacks of internal faults"),
)
_EXAMPLES = (
    ("signal-dsl lint", "check every script in this folder"),
    ("signal-dsl lookback trend.signal", "how many bars it needs, and from which day on"),
    ("signal-dsl rule SIG401", "what a finding means, and what to do about it"),
    ("signal-dsl indicators macd", "parameters, outputs and lookback of an indicator"),
    ("signal-dsl backtest trend.signal --sandbox", "run it on this machine, without a key"),
)


def overview(groups: Mapping[str, Mapping[str, str]]) -> str:
    """What there is: `groups` of commands by their headings, each with what it does."""
    paint = terminal.paint()
    room = terminal.readable_width() - 2
    told = "Findings, exact lookback and fixes for Signal DSL, before a backtest is run."
    lines = [*filled(told, room), "", f"{paint('usage:', 'bold')} signal-dsl COMMAND [OPTIONS]"]
    commands = iter(aligned([row for group in groups.values() for row in group.items()], room=room))
    for heading, group in groups.items():
        lines += ["", paint(f"{heading}:", "bold"), *(_indented(next(commands)) for _ in group)]
    for heading, rows in (("options", _OPTIONS), ("examples", _EXAMPLES)):
        lines += ["", paint(f"{heading}:", "bold"), *map(_indented, aligned(rows, room=room))]
    status = "Exit status: 0 nothing found, 1 findings or the platform says no, 2 it could not be done."
    return "\n".join([*lines, "", *filled(status, room)]) + "\n"


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
        lines += ["", *(paint(line, "bold") for line in filled(f"{heading}:", room))]
        lines += [_indented(next(texts)) for _ in options]
    lines += ["", paint("examples:", "bold")]
    lines += [_indented(text) for text in aligned(command.examples, room=room)]
    return "\n".join(lines) + "\n"


def _row(option: Option) -> tuple[str, str]:
    short = f"{option.short}, " if option.short else "    "
    return f"{short}{option.name} {option.value}".rstrip(), option.summary


def _indented(text: str) -> str:
    return "  " + text.replace("\n", "\n  ")
