"""SIG604."""

from __future__ import annotations

from signal_dsl.diagnostics import WARNING
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.deletion import deletion
from signal_dsl.rules.shared.identity import Identity, fingerprint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import Signal
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
        # The same expression has the same facts, which are cheap to compare.
        alike: dict[object, list[Signal]] = {}
        for signal in facts.signals:
            alike.setdefault((signal.fact.lookback, signal.fact.settling), []).append(signal)
        suspects: dict[tuple[int, ...], list[Signal]] = {}
        for signals in alike.values():
            for signal in signals if len(signals) > 1 else ():
                key = _key(signal)
                if key:
                    suspects.setdefault(key, []).append(signal)
        for signals in suspects.values():
            if len(signals) < 2:
                continue
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


def _key(signal: Signal) -> tuple[int, ...]:
    """What the same signals have alike, and others hardly ever; kept with the statement."""
    notes, place = signal.home.notes, (DuplicateSignal, signal.node)
    if place not in notes:
        notes[place] = tuple([fingerprint(one, signal.home) for one in _values(signal)])
    return notes[place]  # type: ignore[return-value]


def _values(signal: Signal) -> list[Node]:
    """What a signal is given, in the parameters' order; nothing where that is not sure."""
    home = signal.home
    call = home.calls.get(signal.node)
    if call is None or home.parsed.faults:
        return []
    given = call.given
    return [given[parameter.name].value for parameter in call.function.parameters if parameter.name in given]
