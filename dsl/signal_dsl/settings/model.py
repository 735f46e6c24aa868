"""What can be set, and where a setting came from."""

from __future__ import annotations

from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from signal_dsl.diagnostics import Fix

# What `Origin.source` says for a setting that does not come from a configuration file (whose path it is otherwise).
COMMAND_LINE = "the command line"
SCRIPT = "the script"

STRATEGY_TYPES = ("signal", "dca", "grid", "pair_trading", "cross_sectional")
MODES = ("isolated", "cross")


@record
class Place:
    """Where a setting stands: offsets of its key and of its value, and of the entries where the value is a list."""

    key_start: int
    key_end: int
    start: int
    end: int
    items: tuple[tuple[int, int], ...] = ()


@record
class Fault:
    """What is wrong with a setting, and where: offsets `start` to `end` (exclusive).

    They point into the configuration file `file`, or into the script itself where that is empty. `key` is the setting's
    name, empty where the fault is no setting's (such as a block that is not closed). `message` includes the remedy.
    """

    start: int
    end: int
    message: str
    key: str = ""
    fix: Fix | None = None
    file: str = ""


@record
class RunSettings:
    """What a backtest is run with; None where it was not given.

    Dates stand for 00:00 UTC, the end day is not counted. `analysis_start` is the first day whose signals count.
    `trading_fee` and `slippage` are fractions (0.0005 is 0.05 %), `initial_cash` is in the quote currency.
    """

    strategy_type: str | None = None
    universe: tuple[str, ...] | None = None
    start_date: date | None = None
    end_date: date | None = None
    analysis_start: date | None = None
    exchange: str | None = None
    timeframe: str | None = None
    initial_cash: float | None = None
    trading_fee: float | None = None
    slippage: float | None = None
    description: str | None = None
    mode: str | None = None
    leverage: float | None = None


RUN_KEYS: tuple[str, ...] = tuple(RunSettings.__annotations__)

# What the platform takes where a setting is not given. Nothing is computed from these: a lookback window in dates that
# rests on a timeframe nobody chose would only look exact.
PLATFORM_DEFAULTS = RunSettings(
    strategy_type="signal",
    exchange="binance",
    timeframe="1h",
    initial_cash=10000.0,
    trading_fee=0.0005,
    slippage=0.0005,
    mode="isolated",
    leverage=1.0,
)


@record
class LintSettings:
    """Which rules are in force. A selector is a code (`SIG401`), the beginning of codes (`SIG4`), a name, or `ALL`.

    `select` None stands for the default selection. `per_file_ignores` pairs a path pattern (relative to the
    configuration file's folder) with selectors, `severity` a selector with the severity that its findings get.
    `fail_on` is the mildest severity that makes the command fail.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    fail_on: str | None = None


@record
class ApiSettings:
    """How the platform is reached: base URL, the header that carries the key, and the time limit in seconds."""

    url: str | None = None
    auth_header: str | None = None
    timeout: float | None = None


@record
class Origin:
    """Where a setting came from: `COMMAND_LINE`, `SCRIPT` or a configuration file's path, and its place in there."""

    source: str
    place: Place | None = None


@record
class Settings:
    """All settings of one script, merged. `origins` pairs each run setting that was given with where it came from.

    `faults` are those of the script's block and those of settings that contradict each other. The faults of the
    configuration file itself are had from `Config.faults`, once for all scripts that it rules.
    """

    run: RunSettings = RunSettings()
    lint: LintSettings = LintSettings()
    api: ApiSettings = ApiSettings()
    origins: tuple[tuple[str, Origin], ...] = ()
    faults: tuple[Fault, ...] = ()

    def origin(self, key: str) -> Origin | None:
        """Where the run setting `key` came from; None where it was not given."""
        return next((origin for name, origin in self.origins if name == key), None)
