"""`signal-dsl format`: scripts in one style."""

from __future__ import annotations

import sys

from signal_dsl.cli import options, terminal
from signal_dsl.cli.command import QUIET, VERBOSE, Command, Option
from signal_dsl.cli.files import STDIN, find_scripts, read_stdin
from signal_dsl.cli.layout import quantity
from signal_dsl.cli.project import warn_of_nothing
from signal_dsl.cli.rewriting import File
from signal_dsl.errors import FormatError, SignalDslError, SourceError
from signal_dsl.formatting.format import format_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments

CHECK = Option("--check", "write nothing; exit status 1 if a script would change")
DIFF = Option("--diff", "write nothing; show what would change, as a patch")
COMMAND = Command(
    "format",
    "Rewrite scripts in the one style of Signal DSL, without a change of meaning. Without a path that is all in this "
    "folder. Folders are searched for *.signal, leaving out what git ignores; - is standard input, and goes to "
    "standard output. A script with a syntax error stays as it is.",
    "PATH ...",
    0,
    None,
    (CHECK, DIFF, options.STDIN_FILENAME),
    (
        ("signal-dsl format", "every script in this folder and below"),
        ("signal-dsl format --check strategies", "whether all scripts of a folder are in style"),
        ("signal-dsl format --diff trend.signal", "what would change in a script"),
        ("cat trend.signal | signal-dsl format -", "a script from another program, to another one"),
    ),
)


def run(arguments: Arguments) -> int:
    """Format what the arguments name, tell what was done, and give the exit status."""
    formatting = _Formatting(arguments)
    empty = True
    for path in find_scripts(arguments.paths or ["."]):
        empty = False
        try:
            if isinstance(path, SourceError):
                raise path
            formatting.format(path)
        except SignalDslError as error:
            formatting.failed(str(error))
        except Exception as error:
            formatting.failed(f"{path}: {terminal.internal_fault(error)}")
            if arguments.has(VERBOSE):
                terminal.write_error(terminal.trace(error))
    if empty:
        warn_of_nothing(arguments.paths)
    return formatting.finish()


class _Formatting:
    """Formats one script after the other, and counts what it does."""

    def __init__(self, arguments: Arguments) -> None:
        self._stdin_filename = options.stdin_filename(arguments) or "<stdin>"
        self._checks = arguments.has(CHECK)
        self._shows = arguments.has(DIFF)
        self._verbose = arguments.has(VERBOSE)
        # Standard output is for scripts or patches, or else for people.
        self._for_programs = self._shows or STDIN in arguments.paths
        self._quiet = arguments.has(QUIET) or self._for_programs
        self._changed = 0
        self._same = 0
        self._failed = 0
        if self._for_programs and (reconfigure := getattr(sys.stdout, "reconfigure", None)):
            reconfigure(encoding="utf-8", newline="")  # to the byte, whatever system this is

    def format(self, path: str) -> None:
        """Format a script. Raises `SignalDslError` where that cannot be done."""
        file = None if path == STDIN else File(path)
        name = self._stdin_filename if file is None else path
        source = read_stdin(name) if file is None else file.source
        text = source.text
        try:
            formatted = format_source(text)
        except FormatError as error:
            raise SignalDslError(f"{name}:{error.line}:{error.column}: {error.message}", error.remedy) from None
        if self._shows:
            from signal_dsl.cli.output.patch import patch

            terminal.write(patch(name, text, formatted))
        elif not self._checks and file is None:
            terminal.write(formatted)
        elif not self._checks and file is not None and formatted != text:
            file.rewrite(formatted)
        self._tell(name, formatted != text)

    def failed(self, message: str) -> None:
        """Tell why a script could not be formatted."""
        self._failed += 1
        terminal.error(message)

    def finish(self) -> int:
        """Tell how many scripts were what, and give the exit status."""
        if not self._quiet and self._changed + self._same + self._failed:
            counts = [
                f"{quantity(self._changed, 'script')} {self._done()}" if self._changed else "",
                f"{quantity(self._same, 'script')} in style already" if self._same else "",
                f"{quantity(self._failed, 'script')} not formatted" if self._failed else "",
            ]
            terminal.write(f"{', '.join(filter(None, counts))}.\n")
        if self._failed:
            return 2
        return 1 if self._checks and self._changed else 0

    def _tell(self, name: str, changed: bool) -> None:
        self._changed += changed
        self._same += not changed
        if not self._quiet and (changed or self._verbose):
            terminal.write(f"{terminal.printable(name)}: {self._done() if changed else 'in style already'}\n")

    def _done(self) -> str:
        return "would be formatted" if self._checks else "formatted"
