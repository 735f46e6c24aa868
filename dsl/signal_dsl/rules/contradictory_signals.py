"""SIG605."""

from __future__ import annotations

from signal_dsl.diagnostics import WARNING
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.identity import Identity, fingerprint
from signal_dsl.rules.shared.signals import Order, alike, deeds, orders_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.rules.shared.signals import Deed


class ContradictorySignals(Rule):
    """One condition orders two things that undo each other in the same ticker.

    To go long and short at the same bar, or to enter and to leave, cannot be meant: which of them counts is a matter of
    chance. Mostly the second condition is a copy that was not changed.
    """

    code = "SIG605"
    name = "contradictory-signals"
    severity = WARNING
    bad = (
        """\
turn = crossover(ema(close, 12), ema(close, 26))
emit_signal(turn, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(turn, exit("BINANCE:BTC/USDT"))
""",
    )
    good = (
        """\
fast = ema(close, 12)
slow = ema(close, 26)
emit_signal(crossover(fast, slow), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(crossunder(fast, slow), exit("BINANCE:BTC/USDT"))
""",
        """\
pair = "BINANCEFUTURESUSD:BTC/USDT:USDT"
up = crossover(ema(close, 12), ema(close, 26))
down = crossunder(ema(close, 12), ema(close, 26))
emit_signal(up, exit(pair, "SHORT"))
emit_signal(up, entry(pair, "LONG", Weight(0.5)))
emit_signal(down, exit(pair, "LONG"))
emit_signal(down, entry(pair, "SHORT", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        if not _differ({deed for _, deed in deeds(facts)}):
            return
        for some in facts.crowds(_ordered, alike):
            if not _differ({order.deed for order in some}):
                continue
            identity = Identity()
            numbers = [identity.of(order.signal.condition, order.signal.home) for order in some]
            for place, order in enumerate(some):
                for before in range(place):
                    if numbers[before] == numbers[place] and _contradict(some[before], order):
                        yield self.tell(some[before], order, facts)
                        break

    def tell(self, first: Order, second: Order, facts: Facts) -> Finding:
        """Of two signals that contradict each other, the second."""
        condition = facts.text(second.signal.condition, second.signal.home)
        line = facts.line(first.signal.node, first.signal.home)
        told = f"On the same condition, `{condition}`, line {line} {_deed(first)} `{second.ticker}`."
        return self.at(second.signal.node, second.signal.home, f"{told} Change one of the two conditions.")


def _ordered(home: StatementFacts) -> list[tuple[Hashable, Order]] | None:
    """A statement's orders, each with its ticker and what tells its condition."""
    if not home.signals:
        return None
    # Whether a constant condition makes sense is for another rule to say.
    found = [order for order in orders_of(home) if order is not None and order.signal.fact.series]
    return [((order.ticker, fingerprint(order.signal.condition, home)), order) for order in found]


def _differ(deeds: set[Deed]) -> bool:
    """Whether some of what is done may contradict each other: an entry, and something else."""
    return len(deeds) > 1 and any(is_entry for is_entry, _ in deeds)


def _contradict(one: Order, other: Order) -> bool:
    if one.is_entry and other.is_entry:
        return one.side != other.side
    if one.is_entry == other.is_entry:
        return False
    entry, leave = (one, other) if one.is_entry else (other, one)
    return not leave.side or leave.side == entry.side


def _deed(order: Order) -> str:
    return f"goes {order.side.lower()} in" if order.is_entry else "leaves"
