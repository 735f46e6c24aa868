"""What `evaluate`, `scan` and `rank` share: an expression that is checked here before the platform is asked."""

from __future__ import annotations

from signal_dsl.cli import options, terminal
from signal_dsl.cli.command import Option
from signal_dsl.cli.platform import SANDBOX_OPTIONS
from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments
    from signal_dsl.settings import RunSettings

JSON = Option("--json", "print JSON, an object")
FORCE = Option("--force", "ask also where the expression has errors here")
_GROUP = "over which market"
TIMEFRAME = Option("--timeframe", "length of a bar: 1m 5m 15m 30m 1h 4h 1d 1w 1M", "T", group=_GROUP)
EXCHANGE = Option("--exchange", "the exchange, for tickers that name none", "ID", group=_GROUP)
UNIVERSE = Option("--universe", "a ticker, or top30, top50, top100, trending, defi; may be repeated", "T", group=_GROUP)
TICKER = Option("--ticker", "the ticker, such as BINANCE:BTC/USDT or BTC/USDT", "TICKER", group=_GROUP)
MARKET_OPTIONS = (TIMEFRAME, EXCHANGE, *SANDBOX_OPTIONS, FORCE, JSON)


def is_sound(arguments: Arguments, wanted: str = "", need: str = "") -> bool:
    """Whether the expression has no error as far as is known here; errors are shown, with `--force` none is looked for.

    `wanted` is the type of value that it has to give, as facts call it, and `need` says so with an example; both are
    empty where any will do.
    What `lint` says of whole scripts (that nothing is emitted) is not said of an expression.
    """
    if arguments.has(FORCE):
        return True
    from signal_dsl.analysis import analyze
    from signal_dsl.analysis.facts import NOTHING, UNKNOWN
    from signal_dsl.cli.linting.outcome import Outcome
    from signal_dsl.cli.output.report import Report
    from signal_dsl.cli.output.text import findings
    from signal_dsl.diagnostics import ERROR
    from signal_dsl.rules import check
    from signal_dsl.rules.shared.words import what
    from signal_dsl.source import Source

    source = Source(arguments.paths[0], "<expression>")
    facts = analyze(source, catalog=options.catalog(arguments))
    found = [one for one in check(facts) if one.severity == ERROR]
    if found:
        report = Report()
        report.add(Outcome(source, tuple(found), ERROR))
        terminal.write_error(findings(report))
        terminal.error("Nothing was asked, because of the errors above. `--force` asks all the same.")
        return False
    value = facts.statements[-1].fact if facts.statements else NOTHING
    if wanted and value.type not in (wanted, UNKNOWN):
        terminal.error(f"{need}, but this is {what(value)}. `--force` asks all the same.")
        return False
    return True


def market(arguments: Arguments) -> RunSettings:
    """Timeframe and exchange: as given, else as the configuration of this folder says. Raises `SettingsError`."""
    import os

    from signal_dsl.settings import find_config, from_options, merge

    given = from_options(timeframe=arguments.value(TIMEFRAME), exchange=arguments.value(EXCHANGE))
    return merge(given, None, find_config(os.getcwd())).run


def universe(arguments: Arguments, run: RunSettings) -> str | list[str]:
    """The tickers to ask for, or the one keyword. Raises UsageError where there are none."""
    from signal_dsl.markets import KEYWORDS

    given = list(arguments.values(UNIVERSE) or run.universe or ())
    if not given:
        remedy = "Give `--universe TICKER`, or `universe` in the table `[backtest]` of signal-dsl.toml."
        raise UsageError("No universe is given.", remedy)
    return given[0] if len(given) == 1 and given[0] in KEYWORDS else given


def split(ticker: str) -> tuple[str, str | None]:
    """Symbol and exchange of a ticker: `BINANCE:BTC/USDT` is `BTC/USDT` of `binance`; None where it names none."""
    exchange, colon, symbol = ticker.partition(":")
    if colon and "/" not in exchange and not exchange.isdigit():
        return symbol, exchange.lower()
    return ticker, None
