"""Options that several commands share, and what they say."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, VERBOSE, Option
from signal_dsl.cli.files import STDIN
from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.catalog import Catalog
    from signal_dsl.cli.command import Arguments
    from signal_dsl.markets import Markets
    from signal_dsl.settings import RunSettings

CATALOG = Option("--catalog", "the platform's list of indicators, saved as JSON", "FILE")
MARKETS = Option("--markets", "the platform's list of exchanges, saved as JSON", "FILE")
STDIN_FILENAME = Option("--stdin-filename", "the path that `-` stands for", "PATH")

_GROUP = "run settings, in place of those of the script and of the configuration file"
TIMEFRAME = Option("--timeframe", "length of a bar: 1m 5m 15m 30m 1h 4h 1d 1w 1M", "T", group=_GROUP)
START_DATE = Option("--start-date", "first day of the data, YYYY-MM-DD", "DATE", group=_GROUP)
END_DATE = Option("--end-date", "the day before which the data ends", "DATE", group=_GROUP)
ANALYSIS_START = Option("--analysis-start", "first day whose signals count", "DATE", group=_GROUP)
UNIVERSE = Option("--universe", "a ticker to trade; may be repeated", "TICKER", group=_GROUP)
EXCHANGE = Option("--exchange", "the exchange to trade on", "ID", group=_GROUP)
RUN_SETTINGS = (TIMEFRAME, START_DATE, END_DATE, ANALYSIS_START, UNIVERSE, EXCHANGE)


def run_settings(arguments: Arguments, markets: Markets | None = None) -> RunSettings:
    """The run settings on the command line; `markets` are the exchanges there are. Raises `SettingsError`."""
    from signal_dsl.settings import from_options

    return from_options(
        timeframe=arguments.value(TIMEFRAME),
        start_date=arguments.value(START_DATE),
        end_date=arguments.value(END_DATE),
        analysis_start=arguments.value(ANALYSIS_START),
        universe=arguments.values(UNIVERSE),
        exchange=arguments.value(EXCHANGE),
        markets=markets,
    )


def stdin_filename(arguments: Arguments) -> str:
    """The path that standard input stands for, empty for none. Raises `UsageError` where it is not even read."""
    name = arguments.value(STDIN_FILENAME)
    if name is not None and STDIN not in arguments.paths:
        raise UsageError("`--stdin-filename` is given, but standard input is not read.", "Add `-` as a path.")
    return name or ""


def catalog(arguments: Arguments) -> Catalog:
    """The catalog to look names up in; what could not be understood of it is told. Raises `CatalogError`.

    It is that in the file that is named, else the one that was fetched last, else the built-in one.
    """
    path = arguments.value(CATALOG)
    if path is None:
        from signal_dsl.catalog.synced import current

        found, provenance = current()
        if arguments.has(VERBOSE):
            terminal.note(f"Names are looked up in {provenance}.")
    else:
        from signal_dsl.catalog import load

        found = load(path)
    _warn(arguments, found.warnings)
    return found


def markets(arguments: Arguments) -> Markets | None:
    """The exchanges there are, None for the documented ones; what could not be understood of their list is told.

    Raises `CatalogError`.
    """
    path = arguments.value(MARKETS)
    if path is None:
        return None
    from signal_dsl.markets import load

    loaded = load(path)
    _warn(arguments, loaded.warnings)
    return loaded


def _warn(arguments: Arguments, messages: tuple[str, ...]) -> None:
    if not arguments.has(QUIET):
        for message in messages:
            terminal.warning(message)
