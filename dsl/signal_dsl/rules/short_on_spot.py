"""SIG505."""

from __future__ import annotations

from signal_dsl.catalog import model
from signal_dsl.diagnostics import ERROR, WARNING
from signal_dsl.markets import PERPETUAL, PREDICTION, SPOT
from signal_dsl.markets.tickers import fits, market
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.trades import ENTRY, shorts, text_given

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.markets import Exchange


class ShortOnSpot(Rule):
    """An entry goes short where nothing can be sold that is not owned.

    On a spot market there are no short positions; a perpetual on the same asset has them. To leave a long position is
    `exit(ticker)`. On a prediction market one buys the opposite outcome instead; that it has no shorts is believed, not
    documented, and a warning. So is an exit from a short position that there cannot be.
    """

    code = "SIG505"
    name = "short-on-spot"
    severity = ERROR
    bad = (
        """\
emit_signal(rsi(close, 14) > 70, entry("BINANCE:BTC/USDT", "SHORT", Weight(0.5)))
""",
    )
    good = (
        """\
emit_signal(rsi(close, 14) > 70, entry("BINANCEFUTURESUSD:BTC/USDT:USDT", "SHORT", Weight(0.5)))
""",
        """\
emit_signal(rsi(close, 14) > 70, exit("BINANCE:BTC/USDT"))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home, call in shorts(facts):
            side = text_given(call, home, model.SIDE)
            ticker = text_given(call, home, model.TICKER)
            if side is None or ticker is None:
                continue
            prefix = ticker.value.partition(":")[0]
            exchange = facts.markets.exchange(prefix)
            if exchange is None or prefix != exchange.prefix:
                continue  # another rule tells that
            kind = market(ticker.value, facts.markets)
            if call.function.name != ENTRY:
                if kind == SPOT:
                    message = f"`{ticker.value}` is a spot market, which has no short position to leave."
                    yield self.at(side.argument, home, f"{message} Leave the side out.", severity=WARNING)
            elif kind == SPOT:
                meant = _perpetual(ticker.value, exchange, facts)
                trade = f"Trade the perpetual, `{meant}`" if meant else "Trade a perpetual"
                told = f"`{ticker.value}` is a spot market, where nothing can be sold short."
                # A name may stand for the ticker of other signals as well, which are meant as they are.
                fixes = ticker.instead(meant) if meant and ticker.node is ticker.argument.value else ()
                yield self.at(side.argument, home, f"{told} {trade}, or leave a long position by `exit(…)`.", *fixes)
            elif kind == PREDICTION:
                message = f"{prefix} is a prediction market, which is not known to have short positions."
                remedy = 'Enter `"LONG"` with the token of the opposite outcome.'
                yield self.at(side.argument, home, f"{message} {remedy}", severity=WARNING)


def _perpetual(ticker: str, exchange: Exchange, facts: Facts) -> str:
    """The perpetual on the same asset as a spot market's; empty where none is known."""
    other = exchange if PERPETUAL in exchange.markets else facts.markets.exchanges.get(exchange.perpetual)
    if other is None:
        return ""
    from signal_dsl.markets.symbols import settled

    meant = f"{other.prefix}:{settled(ticker.partition(':')[2])}"
    return meant if fits(meant, facts.markets) else ""
