"""SIG607."""

from __future__ import annotations

from signal_dsl.diagnostics import WARNING
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.signals import deeds, orders
from signal_dsl.rules.shared.tickers import nearest_ticker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts


class ExitWithoutEntry(Rule):
    """A position is left that is never entered.

    The exit does nothing. Mostly the ticker or the side is misspelt, and the position that was meant is never left. A
    script that only has exits is left alone: its positions may have been opened elsewhere.
    """

    code = "SIG607"
    name = "exit-without-entry"
    severity = WARNING
    bad = (
        """\
up = crossover(ema(close, 12), ema(close, 26))
emit_signal(up, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(not up, exit("BINANCE:BTC/USDT"))
emit_signal(not up, exit("BINANCE:ETH/USDT"))
""",
    )
    good = (
        """\
up = crossover(ema(close, 12), ema(close, 26))
emit_signal(up, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(not up, exit("BINANCE:BTC/USDT"))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        done = deeds(facts)
        entered = {(ticker, side) for ticker, (is_entry, side) in done if is_entry}
        tickers = {ticker for ticker, _ in entered}
        exits = [(ticker, side) for ticker, (is_entry, side) in done if not is_entry]
        if not entered or all(ticker in tickers if not side else (ticker, side) in entered for ticker, side in exits):
            return
        universe = facts.settings.run.universe
        for order in orders(facts):
            if order.is_entry:
                continue
            if order.ticker not in tickers:
                if universe and order.ticker not in universe:
                    continue  # another rule tells that
                guess = nearest_ticker(order.ticker, sorted(tickers))
                remedy = f"Did you mean `{guess}`?" if guess else "Enter it somewhere, or take the exit away."
                yield self.at(order.call.node, order.home, f"`{order.ticker}` is never entered. {remedy}")
            elif order.side and (order.ticker, order.side) not in entered:
                told = f"No {order.side.lower()} position in `{order.ticker}` is ever entered."
                yield self.at(order.call.node, order.home, f"{told} Correct the side, or leave it out.")
