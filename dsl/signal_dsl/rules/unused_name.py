"""SIG102."""

from __future__ import annotations

from signal_dsl.analysis.facts import ACTION, SIZING
from signal_dsl.diagnostics import WARNING
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.deletion import deletion
from signal_dsl.rules.shared.words import listed
from signal_dsl.syntax.nodes import Expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import Binding, StatementFacts


class UnusedName(Rule):
    """A name is assigned, and its value is never used.

    Mostly it was meant to be part of a condition and is missing there, so that the strategy trades on less than its
    author believes. Of several names that are unpacked together one that is used will do, and `_` is never reported.
    A script that neither emits a signal nor computes anything else has no use for names to speak of, and one with a
    syntax error may well use them there.
    """

    code = "SIG102"
    name = "unused-name"
    severity = WARNING
    bad = (
        """\
trend = close > ema(close, 200)
oversold = rsi(close, 14) < 30
emit_signal(oversold, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
length = 14
length = 21
emit_signal(rsi(close, length) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
trend = close > ema(close, 200)
oversold = rsi(close, 14) < 30
emit_signal(trend and oversold, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
line, signal, histogram = macd(close, 12, 26, 9)
emit_signal(crossover(line, signal), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        suspects = [
            binding
            for binding in facts.unread
            if binding is binding.together[0] and not any(one.uses for one in binding.together)
        ]
        if not suspects or facts.faulty:
            return
        if not facts.emits and not facts.gather(_if_computing):
            return
        # A name that is read before it is assigned is told of there.
        told = {name.name for home in facts.lacking for name, meaning in home.names.items() if meaning is None}
        following = _following(facts)
        for binding in suspects:
            together = binding.together
            if any(one.name in told for one in together) or all(one.name == "_" for one in together):
                continue
            assigned = [f"`{one.name}`" for one in together if one.name != "_"]
            names, verb = listed(assigned), "is" if len(assigned) == 1 else "are"
            again = following.get(binding)
            if again is not None and len(together) == 1:
                line = facts.line(again.target, again.home)
                message = f"{names} {verb} assigned again in line {line} before this value is used."
            else:
                message = f"{names} {verb} assigned but never used."
            start = binding.home.start
            end = start + together[-1].target.end
            remedy = "Use it, or take it away." if len(assigned) == 1 else "Use one of them, or take them away."
            yield Finding(start + binding.target.start, end, f"{message} {remedy}", deletion(binding.home, facts))


def _if_computing(home: StatementFacts) -> StatementFacts | None:
    """A statement that gives a value. An action by itself does not: then what is missing is the signal."""
    return home if isinstance(home.tree, Expression) and home.fact.type not in (ACTION, SIZING) else None


def _following(facts: Facts) -> dict[Binding, Binding]:
    """For each assignment the next one of the same name."""
    latest: dict[str, Binding] = {}
    following = {}
    for binding in reversed(facts.bindings):
        if binding.name in latest:
            following[binding] = latest[binding.name]
        latest[binding.name] = binding
    return following
