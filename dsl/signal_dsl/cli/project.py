"""The scripts that a command is given, each with the settings that hold for it."""

from __future__ import annotations

import gc
import os
import sys

from signal_dsl.cli import terminal
from signal_dsl.cli.files import STDIN, find_scripts
from signal_dsl.errors import SignalDslError, SourceError
from signal_dsl.records import record, replace
from signal_dsl.settings import LintSettings, RunSettings, Settings, find_config, merge, script_block
from signal_dsl.source import Source, decode, read_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from signal_dsl.settings.config import Config


# Facts take some 100 bytes for each character of a script.
_COLLECTED_EVERY = 500_000


@record
class Script:
    """A script, the settings that hold for it, and the configuration file behind them, if there is one."""

    source: Source
    settings: Settings
    config: Config | None


class Project:
    """Reads scripts and their settings.

    `run` and `lint` are the settings of the command line. `stdin_filename` is the path that standard input stands for,
    empty where it has none. With `verbose` it tells which configuration holds, and shows tracebacks of internal faults.
    """

    def __init__(
        self, run: RunSettings, lint: LintSettings | None = None, stdin_filename: str = "", verbose: bool = False
    ) -> None:
        self.run = run
        self.lint = lint
        self.stdin_filename = stdin_filename
        self.verbose = verbose
        # What could not be done; with the exception where that is this program's fault.
        self._failures: dict[str, Exception | None] = {}
        self._configs: dict[str, Config | None] = {}

    def each(self, paths: Iterable[str], work: Callable[[Script], None]) -> None:
        """Do `work` for each script that `paths` mean. What goes wrong with one does not keep the others from it."""
        empty = True
        characters = 0
        for path in find_scripts(paths):
            empty = False
            if characters > _COLLECTED_EVERY:
                gc.collect()
                characters = 0
            try:
                if isinstance(path, SourceError):
                    raise path
                script = self._script(path)
                if self.verbose:
                    told = f"with {shown(script.config.path)}" if script.config else "without a configuration file"
                    terminal.note(f"{script.source.name} is read {told}.")
                characters += len(script.source.text)
                work(script)
            except SignalDslError as error:
                self._failures[str(error)] = None
            except Exception as error:
                self._failures[f"{path}: {terminal.internal_fault(error)}"] = error
        if empty:
            terminal.warning("There is no .signal file here. Name a script, or a folder that holds some.")

    def failed(self) -> bool:
        """Whether something could not be done; says what, one line each on standard error."""
        for message, fault in self._failures.items():
            terminal.error(message)
            if self.verbose and fault is not None:
                terminal.traceback(fault)
        return bool(self._failures)

    def _script(self, path: str) -> Script:
        source = self._stdin() if path == STDIN else read_source(path)
        place = os.path.abspath(self.stdin_filename if path == STDIN else path)
        config = find_config(os.path.dirname(place), self._configs)
        settings = merge(self.run, script_block(source.text), config, self.lint)
        if config is not None:
            settings = replace(settings, lint=_for_file(settings.lint, config.path, place))
        return Script(source, settings, config)

    def _stdin(self) -> Source:
        name = self.stdin_filename or "<stdin>"
        try:
            return Source(decode(sys.stdin.buffer.read(), name), name)
        except (OSError, AttributeError):  # a folder, or closed before the start
            raise SourceError("Standard input cannot be read.", "Pipe a script into it.") from None


def shown(path: str) -> str:
    """A path as people know it: from the current folder on, if it lies there."""
    return path.removeprefix(os.path.join(os.getcwd(), ""))


def _for_file(lint: LintSettings, config: str, path: str) -> LintSettings:
    """The choice of rules for the script at `path`, by the patterns of the configuration file at `config`."""
    if not lint.per_file_ignores:
        return lint
    from fnmatch import fnmatchcase

    relative = os.path.relpath(path, os.path.dirname(config)).replace(os.sep, "/")
    ignore = lint.ignore
    for pattern, selectors in lint.per_file_ignores:
        if fnmatchcase(relative, pattern) or fnmatchcase(os.path.basename(path), pattern):
            ignore += selectors
    return replace(lint, ignore=ignore)
