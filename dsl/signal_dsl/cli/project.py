"""The scripts that a command is given, each with the settings that hold for it."""

from __future__ import annotations

import gc
import os

from signal_dsl.cli import terminal
from signal_dsl.cli.files import STDIN, find_scripts, read_stdin
from signal_dsl.errors import SignalDslError, SourceError
from signal_dsl.records import record
from signal_dsl.source import Source, read_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from signal_dsl.markets import Markets
    from signal_dsl.settings import LintSettings, RunSettings, Settings
    from signal_dsl.settings.config import Config


# Facts take some 100 bytes for each character of a script.
_COLLECTED_EVERY = 500_000


@record
class Script:
    """A script, where it lies, the settings that hold for it, and the configuration file behind them, if any.

    `markets` are the exchanges there are, None for those that are documented.
    """

    source: Source
    place: str
    settings: Settings
    config: Config | None
    markets: Markets | None = None


@record
class Failure:
    """What could not be done: with which script, and a sentence that says why, with the remedy.

    `trace` is where in this program it happened, if it is this program's fault.
    """

    path: str
    message: str
    trace: str = ""


class Project:
    """Reads scripts and their settings.

    `run` and `lint` are the settings of the command line. `stdin_filename` is the path that standard input stands for,
    empty where it has none. With `verbose` it tells which configuration holds. `markets` are the exchanges there are,
    None for those that are documented.
    """

    def __init__(
        self,
        run: RunSettings,
        lint: LintSettings | None = None,
        stdin_filename: str = "",
        verbose: bool = False,
        markets: Markets | None = None,
    ) -> None:
        from signal_dsl.settings.places import SettingsByPlace  # where all is known, nothing is read

        self.markets = markets
        self.stdin_filename = stdin_filename
        self.verbose = verbose
        self._by_place = SettingsByPlace(run, lint, markets)
        self._characters = 0

    def script(self, path: str, source: Source | None = None) -> Script:
        """The script at `path`, which is read unless it was before. Raises `SignalDslError` where it cannot be had."""
        if self._characters > _COLLECTED_EVERY:  # the facts of those before
            gc.collect()
            self._characters = 0
        if source is None:
            source = read_stdin(self.stdin_filename or "<stdin>") if path == STDIN else read_source(path)
        self._characters += len(source.text)
        place = os.path.abspath(self.stdin_filename if path == STDIN else path)
        config = self._by_place.config(place)
        if self.verbose:
            told = f"with {shown(config.path)}" if config else "without a configuration file"
            terminal.note(f"{source.name} is read {told}.")
        return Script(source, place, self.settings(source.text, place), config, self.markets)

    def settings(self, text: str, place: str) -> Settings:
        """The settings that hold for a script with this text at this place."""
        return self._by_place.settings(text, place)


def each(paths: Sequence[str], work: Callable[[str], object]) -> list[Failure]:
    """Do `work` for each script that `paths` mean. What goes wrong with one does not keep the others from it."""
    failures = []
    empty = True
    for path in find_scripts(paths):
        empty = False
        if failure := attempt(path, work):
            failures.append(failure)
    if empty:
        warn_of_nothing(paths)
    return failures


def attempt(path: str | SourceError, work: Callable[[str], object]) -> Failure | None:
    """Do `work` for one of `find_scripts`, and tell what went wrong, if something did."""
    try:
        if isinstance(path, SourceError):
            raise path
        work(path)
    except SignalDslError as error:
        return Failure(path if isinstance(path, str) else path.path, str(error))
    except Exception as error:
        return Failure(str(path), f"{path}: {terminal.internal_fault(error)}", terminal.trace(error))
    return None


def tell(failures: Iterable[Failure], *, verbose: bool) -> None:
    """Say on standard error what went wrong, each reason once, in a line."""
    for message, failure in {failure.message: failure for failure in failures}.items():
        terminal.error(message)
        if verbose and failure.trace:
            terminal.write_error(failure.trace)


def warn_of_nothing(paths: Sequence[str]) -> None:
    """Say that no script was found in the folders `paths`; in none of them it is the current one."""
    where = " or ".join(paths) if any(path != os.curdir for path in paths) else "this folder"
    terminal.warning(f"There is no .signal file in {where}. Name a script, or a folder that holds some.")


def shown(path: str) -> str:
    """A path as people know it: from the current folder on, if it lies there."""
    return path.removeprefix(os.path.join(os.getcwd(), ""))
