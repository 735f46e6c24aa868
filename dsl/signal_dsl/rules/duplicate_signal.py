"""SIG604."""

from __future__ import annotations

from signal_dsl.diagnostics import WARNING
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.deletion import deletion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import Signal


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
            if not signal.home.parsed.faults and signal.node in signal.home.calls:
                alike.setdefault((signal.fact.lookback, signal.fact.settling), []).append(signal)
        identity = None
        for signals in alike.values():
            if len(signals) < 2:
                continue
            if identity is None:
                from signal_dsl.rules.shared.identity import Identity

                identity = Identity()
            first: dict[tuple[int, ...], Signal] = {}
            for signal in signals:
                given = signal.home.calls[signal.node].given
                values = [given[name].value for name in sorted(given)]
                number = tuple([identity.of(value, signal.home) for value in values])
                if number in first:
                    line = facts.line(first[number].node, first[number].home)
                    told = f"This is the same signal as in line {line}. Change one of the two, or take it away."
                    yield self.at(signal.node, signal.home, told, *deletion(signal.home, facts))
                else:
                    first[number] = signal
