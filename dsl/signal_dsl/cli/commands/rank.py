"""`signal-dsl rank`: tickers in the order of an expression."""

from __future__ import annotations

from signal_dsl.analysis.facts import NUMBER
from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, Command, Option
from signal_dsl.cli.expressions import JSON, MARKET_OPTIONS, UNIVERSE, is_sound, market, universe
from signal_dsl.cli.layout import aligned
from signal_dsl.cli.platform import connected
from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments
    from signal_dsl.heytraders.models import Ranked

ORDER = Option("--order", "desc, the largest first (default), or asc", "ORDER", choices=("asc", "desc"))
LIMIT = Option("--limit", "so many at most", "N")
COMMAND = Command(
    "rank",
    "Put tickers in the order of an expression's latest value.",
    "EXPRESSION",
    1,
    1,
    (UNIVERSE, ORDER, LIMIT, *MARKET_OPTIONS),
    (
        ('signal-dsl rank "roc(close, 7)" --universe top30 --timeframe 1d --limit 5', "what rose most in a week"),
        ('signal-dsl rank "atr(14) / close" --universe BTC/USDT --sandbox', "on this machine"),
    ),
)


def run(arguments: Arguments) -> int:
    """Ask and print the table. Raises `SignalDslError`."""
    if not is_sound(arguments, NUMBER, "`rank` needs a number, such as `roc(close, 7)`"):
        return 1
    settings = market(arguments)
    limit = _limit(arguments.value(LIMIT))
    with connected(arguments) as client:
        found = client.market.rank(
            arguments.paths[0],
            universe(arguments, settings),
            settings.exchange,
            settings.timeframe,
            arguments.value(ORDER),
            limit,
        )
    if arguments.has(JSON):
        import json

        terminal.write(json.dumps(found.raw, indent=2) + "\n")
        return 0
    head, *lines = aligned([("rank", "ticker", "score", "price"), *map(_row, found.ranked)], right="023")
    terminal.write("\n".join([terminal.paint()(head, "bold"), *lines]) + "\n")
    if not found.ranked and not arguments.has(QUIET):
        terminal.note("The platform ranked none.")
    return 0


def _row(one: Ranked) -> tuple[str, ...]:
    from signal_dsl.cli.output.figures import significant

    return str(one.rank), terminal.printable(one.symbol or "-"), significant(one.score), significant(one.price)


def _limit(given: str | None) -> int | None:
    if given is not None and not (given.isascii() and given.isdigit() and 0 < int(given[:9]) <= 500):
        raise UsageError(f"`--limit` is a number from 1 to 500, not `{given}`.", "Leave it out if in doubt.")
    return int(given) if given is not None else None
