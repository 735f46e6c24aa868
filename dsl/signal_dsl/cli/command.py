"""What a command takes, declared once: its options are read by it, and its help is made of it."""

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
        takes = self.takes if self.least or not self.takes else f"[{self.takes}]"
        return f"signal-dsl {self.name} [OPTIONS] {takes}".rstrip()

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
    """Read the command line of a command. Raises `UsageError` with the way to mend it.

    It is read as argparse would (a test holds it to that), which takes longer to import than a thousand scripts whose
    findings are known. Options may stand anywhere before `--`, `-qv` is `-q -v`, and only whole names count.
    """
    known = {name: option for option in command.all_options for name in (option.name, option.short) if name}
    arguments = Arguments()
    todo = list(words)[::-1]
    while todo:
        word = todo.pop()
        if not _is_option(word):
            arguments.paths.append(word)
        elif word == "--":
            arguments.paths += todo[::-1]
            break
        else:
            _take(word, todo, known, command, arguments)
    if not arguments.has(HELP):
        if len(arguments.paths) < command.least:
            what = command.takes.split()[0]
            raise _fault(command, f"`signal-dsl {command.name}` needs {'an' if what[0] in 'AEIO' else 'a'} {what}.")
        if command.most is not None and len(arguments.paths) > command.most:
            raise _fault(command, f"`{arguments.paths[command.most]}` is one argument too many.")
    return arguments


def _is_option(word: str) -> bool:
    """Whether a word is the name of an option by its form; a negative number and running text are not."""
    if len(word) < 2 or word[0] != "-" or " " in word:
        return False
    return not word[1:].replace(".", "", 1).isdecimal()


def _take(word: str, todo: list[str], known: dict[str, Option], command: Command, arguments: Arguments) -> None:
    """Add the option that `word` names, with its value, which may be the next of the words `todo` (a stack)."""
    name, has_value, value = word.partition("=")
    option = known.get(name)
    if option is None and word[1] != "-" and word[:2] in known:  # `-qv`, or `-oVALUE`
        name, has_value, value = word[:2], "=", word[2:]
        option = known[name]
        if not option.value:
            arguments.add(option, "")
            return _take(f"-{value}", todo, known, command, arguments)
    if option is None:
        raise _fault(command, f"There is no option `{name}`.", name, known)
    if not option.value:
        if has_value:
            raise _fault(command, f"`{name}` takes no value.")
    elif not has_value:
        if not todo or _is_option(todo[-1]):
            raise _fault(command, f"`{name}` needs a value, {option.value}.")
        value = todo.pop()
    if option.choices and value not in option.choices:
        told = f"`{option.name}` is one of {', '.join(option.choices)}, not `{value}`."
        raise _fault(command, told, value, option.choices)
    return arguments.add(option, value)


def _fault(command: Command, message: str, word: str = "", known: Iterable[str] = ()) -> UsageError:
    """What is wrong with a call, with the word that was probably meant, or else with the way to the help."""
    if word:
        from difflib import get_close_matches

        if near := get_close_matches(word, known, 1):
            return UsageError(message, f"Did you mean `{near[0]}`?")
    return UsageError(message, f"See `signal-dsl {command.name} --help`.")
