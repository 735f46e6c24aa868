"""What a command takes, declared once: argparse reads its options by it, and its help is made of it."""

from __future__ import annotations

import argparse

from signal_dsl.errors import UsageError
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


@record
class Option:
    """`--name VALUE`, or a flag where `value` is empty.

    `choices` are all the values that there are. With `listed`, values may be given as `a,b`; all of them count, where
    else the last does. `group` is the heading that it stands under in the help.
    """

    name: str
    summary: str
    value: str = ""
    short: str = ""
    choices: tuple[str, ...] = ()
    listed: bool = False
    group: str = "options"


HELP = Option("--help", "show this help", short="-h")
QUIET = Option("--quiet", "say less", short="-q")
VERBOSE = Option("--verbose", "say more; show tracebacks of internal faults", short="-v")
_COMMON = (HELP, QUIET, VERBOSE)


@record
class Command:
    """A command: its name, what it does, what it takes besides options (at least, at most), and calls to learn from."""

    name: str
    summary: str
    takes: str
    least: int
    most: int | None
    options: tuple[Option, ...]
    examples: tuple[tuple[str, str], ...]

    @property
    def call(self) -> str:
        """How it is called, in general terms."""
        return f"signal-dsl {self.name} [OPTIONS] {self.takes if self.least else f'[{self.takes}]'}"

    @property
    def all_options(self) -> tuple[Option, ...]:
        return (*self.options, *_COMMON)


class Arguments:
    """What was given: `paths` (or names), and the values of options."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self._given: dict[str, list[str]] = {}

    def has(self, option: Option) -> bool:
        return option.name in self._given

    def value(self, option: Option) -> str | None:
        """The value of an option, the last one if it was given several times; None if it was not."""
        return self._given[option.name][-1] if option.name in self._given else None

    def values(self, option: Option) -> tuple[str, ...]:
        """All values of an option."""
        return tuple(self._given.get(option.name, ()))

    def add(self, option: Option, value: str) -> None:
        values = [part.strip() for part in value.split(",")] if option.listed else [value]
        self._given.setdefault(option.name, []).extend(values)


def parse(command: Command, words: Iterable[str]) -> Arguments:
    """Read the command line of a command. Raises `UsageError` with the way to mend it."""
    known = {name: option for option in command.all_options for name in (option.name, option.short) if name}
    parser = argparse.ArgumentParser(
        add_help=False, allow_abbrev=False, exit_on_error=False, formatter_class=_formatter
    )
    for option in command.all_options:
        names = [name for name in (option.name, option.short) if name]
        if option.value:
            parser.add_argument(*names, dest=option.name, action="append")
        else:
            parser.add_argument(*names, dest=option.name, action="append_const", const="")
    parser.add_argument("paths", nargs="*")
    words = list(words)
    try:
        given, unknown = parser.parse_known_intermixed_args(words)
    except argparse.ArgumentError as error:
        name = (error.argument_name or "").split("/")[0]
        option = known[name]
        needs = f"needs a value, {option.value}" if option.value else "takes no value"
        raise _fault(command, f"`{name}` {needs}.") from None
    for word in unknown:
        name = word.partition("=")[0]
        raise _fault(command, f"There is no option `{name}`.", name, known)
    arguments = Arguments()
    arguments.paths = given.paths
    for option in command.all_options:
        for value in getattr(given, option.name) or ():
            if option.choices and value not in option.choices:
                told = f"`{option.name}` is one of {', '.join(option.choices)}, not `{value}`."
                raise _fault(command, told, value, option.choices)
            arguments.add(option, value)
    if not arguments.has(HELP):
        if len(arguments.paths) < command.least:
            raise _fault(command, f"`signal-dsl {command.name}` needs a {command.takes.split()[0]}.")
        if command.most is not None and len(arguments.paths) > command.most:
            raise _fault(command, f"`{arguments.paths[command.most]}` is one argument too many.")
    return arguments


def _formatter(prog: str) -> argparse.HelpFormatter:
    # argparse makes one for each option; without a width it asks the terminal for it, by way of a slow import.
    return argparse.HelpFormatter(prog, width=100)


def _fault(command: Command, message: str, word: str = "", known: Iterable[str] = ()) -> UsageError:
    """What is wrong with a call, with the word that was probably meant, or else with the way to the help."""
    if word:
        from difflib import get_close_matches

        if near := get_close_matches(word, known, 1):
            return UsageError(message, f"Did you mean `{near[0]}`?")
    return UsageError(message, f"See `signal-dsl {command.name} --help`.")
