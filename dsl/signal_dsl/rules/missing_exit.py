"""SIG606."""

from __future__ import annotations

from signal_dsl.diagnostics import WARNING
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.signals import deeds, orders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.rules.shared.signals import Deed


class MissingExit(Rule):
    """A position is entered and never left, although others are.

    Whoever writes exits means positions to end. One that has none is held to the end of the range, and its result is
    that of the market. A script without any exit is left alone: to buy and hold is a strategy, too. An entry on the
    other side of the same ticker ends a position as well.
    """

    code = "SIG606"
    name = "missing-exit"
    severity = WARNING
    bad = (
        """\
up = crossover(ema(close, 12), ema(close, 26))
down = crossunder(ema(close, 12), ema(close, 26))
emit_signal(up, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(up, entry("BINANCE:ETH/USDT", "LONG", Weight(0.5)))
emit_signal(down, exit("BINANCE:BTC/USDT"))
""",
    )
    good = (
        """\
up = crossover(ema(close, 12), ema(close, 26))
down = crossunder(ema(close, 12), ema(close, 26))
emit_signal(up, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(up, entry("BINANCE:ETH/USDT", "LONG", Weight(0.5)))
emit_signal(down, exit("BINANCE:BTC/USDT"))
emit_signal(down, exit("BINANCE:ETH/USDT"))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        by_ticker: dict[str, list[Deed]] = {}
        for ticker, deed in deeds(facts):
            by_ticker.setdefault(ticker, []).append(deed)
        if all(is_entry for some in by_ticker.values() for is_entry, _ in some):
            return
        held = {
            (ticker, side)
            for ticker, some in by_ticker.items()
            for is_entry, side in some
            if is_entry and not any(_ends(*other, side) for other in some)
        }
        for order in orders(facts) if held else ():
            if order.is_entry and (order.ticker, order.side) in held:
                held.discard((order.ticker, order.side))  # the first one is told of
                message = f"Nothing ever leaves this {order.side.lower()} position in `{order.ticker}`."
                yield self.at(order.call.node, order.home, f'{message} Emit `exit("{order.ticker}")` on a condition.')


def _ends(is_entry: bool, side: str, held: str) -> bool:
    """Whether an order ends a position on the side `held`."""
    return side != held if is_entry else side in ("", held)
