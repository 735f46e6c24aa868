"""`signal-dsl evaluate`: the latest value of an expression."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import Command
from signal_dsl.cli.expressions import JSON, MARKET_OPTIONS, TICKER, is_sound, market, split
from signal_dsl.cli.platform import connected
from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments
    from signal_dsl.settings import RunSettings

COMMAND = Command(
    "evaluate",
    "Tell the latest value of an expression for a ticker. What is wrong with it is told without asking the platform.",
    "EXPRESSION",
    1,
    1,
    (TICKER, *MARKET_OPTIONS),
    (
        ('signal-dsl evaluate "rsi(close, 14)[-1]" --ticker BINANCE:BTC/USDT', "on the platform"),
        ('signal-dsl evaluate "close > ema(close, 200)" --ticker BTC/USDT --sandbox', "on this machine"),
    ),
)


def run(arguments: Arguments) -> int:
    """Ask and print the value. Raises `SignalDslError`."""
    if not is_sound(arguments):
        return 1
    settings = market(arguments)
    symbol, exchange = split(_ticker(arguments, settings))
    with connected(arguments) as client:
        found = client.market.evaluate(arguments.paths[0], symbol, exchange or settings.exchange, settings.timeframe)
    if arguments.has(JSON):
        import json

        terminal.write(json.dumps(found.raw, indent=2) + "\n")
    else:
        terminal.write(shown(found.value) + "\n")
    return 0


def shown(value: object) -> str:
    """A value for people: several of them a line each."""
    if value is None:
        return "no value yet"
    if isinstance(value, dict):
        return "\n".join(f"{terminal.printable(str(name))} {shown(one)}" for name, one in value.items())
    if isinstance(value, list):
        return "\n".join(shown(one) for one in value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return terminal.printable(str(value)).lower() if isinstance(value, bool) else terminal.printable(str(value))
    return f"{value:.10g}"


def _ticker(arguments: Arguments, settings: RunSettings) -> str:
    given = arguments.value(TICKER)
    if given is not None:
        return given
    if settings.universe:
        return settings.universe[0]
    raise UsageError("No ticker is given.", "Name one with `--ticker BINANCE:BTC/USDT`.")
