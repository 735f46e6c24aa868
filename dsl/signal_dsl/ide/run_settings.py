"""What the settings of a script's block mean, and what their values usually are."""

from __future__ import annotations

from signal_dsl.markets import KEYWORDS
from signal_dsl.records import record
from signal_dsl.settings.model import MODES, PLATFORM_DEFAULTS, STRATEGY_TYPES
from signal_dsl.timeframe import TIMEFRAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.ide.snapshot import Snapshot

# Kinds of value.
DATE = "date"
TEXT = "text"
NUMBER = "number"
TICKERS = "list of tickers"
EXCHANGE = "exchange"


@record
class Setting:
    """A run setting: what it means, the kind of its value, and its values where these are few or usual."""

    key: str
    kind: str
    summary: str
    values: tuple[str, ...] = ()


SETTINGS: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting("universe", TICKERS, 'The markets that the script trades, as `["BINANCE:BTC/USDT"]`.', KEYWORDS),
        Setting("timeframe", TEXT, "How long a bar lasts.", TIMEFRAMES),
        Setting("start_date", DATE, "The first day of data, from 00:00 UTC."),
        Setting(
            "analysis_start",
            DATE,
            "The first day whose signals count. What lies between `start_date` and it only warms indicators up.",
        ),
        Setting("end_date", DATE, "The day at whose 00:00 UTC the run ends; the day itself is not counted."),
        Setting("exchange", EXCHANGE, "The exchange whose bars are taken, by its id."),
        Setting(
            "initial_cash", NUMBER, "What the account begins with, in the quote currency.", ("1000", "10000", "100000")
        ),
        Setting("trading_fee", NUMBER, "The fee of a trade, as a fraction: 0.0005 is 0.05 %.", ("0.0005", "0.001")),
        Setting(
            "slippage",
            NUMBER,
            "What a fill is worse than the price, as a fraction: 0.0005 is 0.05 %.",
            ("0.0005", "0.001"),
        ),
        Setting("mode", TEXT, "What a leveraged position is liable with: itself alone, or all of the account.", MODES),
        Setting("leverage", NUMBER, "From 1 to 100, on perpetual markets only.", ("1", "2", "3", "5", "10")),
        Setting("strategy_type", TEXT, "What kind of strategy the script is.", STRATEGY_TYPES),
        Setting("description", TEXT, "What the strategy does, in 10 to 500 characters."),
    )
}


def setting_page(setting: Setting, snapshot: Snapshot) -> str:
    """The page of a setting: its meaning, what holds for this script, and what the platform takes otherwise."""
    parts = [f"**{setting.key}** · {setting.kind}", setting.summary]
    if setting.key in ("timeframe", "mode", "strategy_type"):
        parts.append("One of " + ", ".join(f"`{value}`" for value in setting.values) + ".")
    elif setting.key == "exchange":
        parts.append("One of " + ", ".join(f"`{one}`" for one in snapshot.facts.markets.exchanges) + ".")
    default = getattr(PLATFORM_DEFAULTS, setting.key)
    if default is not None:
        shown = f"{default:g}" if isinstance(default, float) else str(default)
        parts.append(f"Where it is not given the platform takes `{shown}`.")
    parts += _window(setting, snapshot)
    return "\n\n".join(parts)


def _window(setting: Setting, snapshot: Snapshot) -> list[str]:
    """What a date or a timeframe comes to, with the script's lookback."""
    if setting.kind != DATE and setting.key != "timeframe":
        return []
    facts = snapshot.facts
    window = facts.window
    told = []
    if window.bars is not None and not window.is_contradictory:
        told.append(f"From {window.start} to {window.end} there are **{window.bars:,} bars** of {window.timeframe}.")
    lookback = facts.lookback
    if lookback is not None:
        start = window.required_start(lookback)
        day = f" Start on {start} or before." if start is not None else ""
        told.append(f"The script needs {lookback + 1:,} of them to give a signal.{day}")
    return [" ".join(told)] if told else []
