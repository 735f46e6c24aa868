"""SIG604."""

from __future__ import annotations

from signal_dsl.diagnostics import WARNING
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.deletion import deletion
from signal_dsl.rules.shared.identity import Identity, fingerprint
from signal_dsl.rules.shared.signals import alike

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import Signal, StatementFacts
    from signal_dsl.syntax.nodes import Node


class DuplicateSignal(Rule):
    """The same signal is emitted twice: the same condition, and the same action.

    The second one does nothing at best. At worst it orders once more, and the position is twice as large as it was
    meant to be. It is the same if it is written alike, also behind names. Mostly the copy was meant to be changed.
    """

    code = "SIG604"
    name = "duplicate-signal"
    severity = WARNING
    bad = (
        """\
oversold = rsi(close, 14) < 30
emit_signal(oversold, entry("BINANCE:BTC/USDT", "LONG", Weight(0.3)))
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.3)))
""",
    )
    good = (
        """\
oversold = rsi(close, 14) < 30
emit_signal(oversold, entry("BINANCE:BTC/USDT", "LONG", Weight(0.3)))
emit_signal(oversold, entry("BINANCE:ETH/USDT", "LONG", Weight(0.3)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for signals in facts.crowds(_signals, alike):
            identity = Identity()
            first: dict[tuple[int, ...], Signal] = {}
            for signal in signals:
                number = tuple([identity.of(value, signal.home) for value in _values(signal)])
                if number in first:
                    line = facts.line(first[number].node, first[number].home)
                    told = f"This is the same signal as in line {line}. Change one of the two, or take it away."
                    yield self.at(signal.node, signal.home, told, *deletion(signal.home, facts))
                else:
                    first[number] = signal


def _signals(home: StatementFacts) -> list[tuple[Hashable, Signal]] | None:
    """A statement's signals, each with what the same ones have alike, and others hardly ever."""
    if not home.signals or home.parsed.faults:
        return None
    told = [(tuple([fingerprint(one, home) for one in _values(signal)]), signal) for signal in home.signals]
    return [(key, signal) for key, signal in told if key]


def _values(signal: Signal) -> list[Node]:
    """What a signal is given, in the parameters' order; nothing where that is not sure."""
    home = signal.home
    call = home.calls.get(signal.node)
    if call is None or home.parsed.faults:
        return []
    given = call.given
    return [given[parameter.name].value for parameter in call.function.parameters if parameter.name in given]
