"""What a command takes, declared once: its options are read from it, and so is its help.

argparse would do, but it takes a tenth of the time in which a script is linted, and stops at options between paths.
"""

from __future__ import annotations

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
    arguments = Arguments()
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            arguments.paths += rest
            break
        if word == "-" or not word.startswith("-"):
            arguments.paths.append(word)
            continue
        name, equals, value = word.partition("=")
        if len(name) > 2 and name[1] != "-" and name[:2] in known:  # `-qv` is `-q -v`
            rest[:0] = [name[:2], "-" + word[2:]]
            continue
        if name not in known:
            raise _fault(command, f"There is no option `{name}`.", name, known)
        option = known[name]
        if equals and not option.value:
            raise _fault(command, f"`{name}` takes no value.")
        if option.value and not equals:
            if not rest or (rest[0].startswith("-") and rest[0] != "-"):
                raise _fault(command, f"`{name}` needs a value, {option.value}.")
            value = rest.pop(0)
        if option.choices and value not in option.choices:
            told = f"`{name}` is one of {', '.join(option.choices)}, not `{value}`."
            raise _fault(command, told, value, option.choices)
        arguments.add(option, value)
    if not arguments.has(HELP):
        if len(arguments.paths) < command.least:
            raise _fault(command, f"`signal-dsl {command.name}` needs a {command.takes.split()[0]}.")
        if command.most is not None and len(arguments.paths) > command.most:
            raise _fault(command, f"`{arguments.paths[command.most]}` is one argument too many.")
    return arguments


def _fault(command: Command, message: str, word: str = "", known: Iterable[str] = ()) -> UsageError:
    """What is wrong with a call, with the word that was probably meant, or else with the way to the help."""
    if word:
        from difflib import get_close_matches

        if near := get_close_matches(word, known, 1):
            return UsageError(message, f"Did you mean `{near[0]}`?")
    return UsageError(message, f"See `signal-dsl {command.name} --help`.")
