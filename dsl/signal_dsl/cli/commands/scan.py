"""`signal-dsl scan`: the tickers for which a condition holds."""

from __future__ import annotations

from signal_dsl.analysis.facts import BOOLEAN
from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, Command
from signal_dsl.cli.expressions import JSON, MARKET_OPTIONS, UNIVERSE, is_sound, market, universe
from signal_dsl.cli.layout import quantity
from signal_dsl.cli.platform import connected

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments

COMMAND = Command(
    "scan",
    "Find the tickers for which a condition holds at the latest bar, one a line.",
    "CONDITION",
    1,
    1,
    (UNIVERSE, *MARKET_OPTIONS),
    (
        ('signal-dsl scan "rsi(close, 14) < 30" --universe top50 --timeframe 4h', "of the fifty largest"),
        (
            'signal-dsl scan "close > sma(close, 50)" --universe BTC/USDT --sandbox',
            "on this machine",
        ),
    ),
)


def run(arguments: Arguments) -> int:
    """Ask and print the tickers. Raises `SignalDslError`."""
    if not is_sound(arguments, BOOLEAN, "`scan` needs a condition, such as `close > open`"):
        return 1
    settings = market(arguments)
    with connected(arguments) as client:
        found = client.market.scan(
            arguments.paths[0], universe(arguments, settings), settings.exchange, settings.timeframe
        )
    if arguments.has(JSON):
        import json

        terminal.write(json.dumps(found.raw, indent=2) + "\n")
        return 0
    terminal.write("".join(f"{terminal.printable(symbol)}\n" for symbol in found.matched))
    if not arguments.has(QUIET):
        of = f" of {found.scanned}" if found.scanned is not None else ""
        terminal.note(f"It holds for {quantity(len(found.matched), 'ticker')}{of}.")
        for one in found.details:
            error = one.get("error")
            if isinstance(error, dict) and error.get("message"):
                terminal.warning(f"{one.get('ticker') or one.get('symbol')}: {error['message']}")
    return 0
