"""What a script's signals do: on which condition, with which ticker and side; and which of them are alike."""

from __future__ import annotations

from signal_dsl.analysis.facts import ACTION, STRING
from signal_dsl.markets.tickers import fits
from signal_dsl.records import record
from signal_dsl.rules.shared.trades import argument_given, behind
from signal_dsl.syntax.nodes import Call

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Set

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import CallFact, Signal, StatementFacts

    # Whether an order is an entry, and its side; empty where none is given.
    Deed = tuple[bool, str]

ENTRY, EXIT = "entry", "exit"


@record
class Order:
    """A signal whose action is a plain `entry(…)` or `exit(…)`, also through names, of a ticker that is known.

    `side` is empty where none is given; `call` is the action's call, which stands in the statement `home`.
    """

    signal: Signal
    call: CallFact
    home: StatementFacts
    ticker: str
    side: str
    deed: Deed

    @property
    def is_entry(self) -> bool:
        return self.deed[0]


def deeds(facts: Facts) -> Set[tuple[str, Deed]]:
    """What the signals do, each with its ticker; nothing where there is a signal of which it is not known what it does.

    Where one is not known, nothing can be said about what is missing.
    """
    return facts.once(_deeds)


def orders(facts: Facts) -> list[Order]:
    """The orders of all signals, in order; nothing where `deeds` has nothing."""
    return [order for some in facts.gather(_of_statement) for order in some if order] if deeds(facts) else []


def _deeds(facts: Facts) -> Set[tuple[str, Deed]]:
    if facts.faulty:
        return frozenset()
    found = facts.kinds(_deeds_of)
    if None in found or not all(fits(ticker, facts.markets) for ticker in {one[0] for one in found if one}):
        return frozenset()  # what is misspelt may be any of them
    return found  # type: ignore[return-value]


def _deeds_of(home: StatementFacts) -> list[tuple[str, Deed] | None] | None:
    return [(order.ticker, order.deed) if order else None for order in orders_of(home)] or None


def _of_statement(home: StatementFacts) -> list[Order | None] | None:
    return orders_of(home) or None


def alike(home: StatementFacts) -> list[Hashable] | None:
    """What signals on the same condition have alike for sure, for each signal of a statement; cheap to compare."""
    return [(signal.fact.lookback, signal.fact.settling) for signal in home.signals] or None


def orders_of(home: StatementFacts) -> list[Order | None]:
    """The orders of a statement's signals; None for one of which it is not known what it does."""
    found: list[Order | None] | None = home.notes.get(Order)  # type: ignore[assignment]
    if found is None:
        found = home.notes[Order] = [_order(signal) for signal in home.signals]
    return found


def _order(signal: Signal) -> Order | None:
    call = signal.home.calls.get(signal.node)
    action = argument_given(call, ACTION) if call is not None else None
    if action is None:
        return None
    node, home = behind(action.value, signal.home)
    order = home.calls.get(node) if isinstance(node, Call) else None
    if order is None or order.function.name not in (ENTRY, EXIT) or order.problems:
        return None
    ticker = argument_given(order, "ticker")
    side = argument_given(order, "side")
    known = home.facts[ticker.value] if ticker is not None else None
    if known is None or known.type != STRING or not isinstance(known.value, str):
        return None
    given = "" if side is None else home.facts[side.value].value
    if not isinstance(given, str):
        return None
    return Order(signal, order, home, known.value, given, (order.function.name == ENTRY, given))
