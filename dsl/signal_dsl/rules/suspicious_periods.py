"""SIG204."""

from __future__ import annotations

from signal_dsl.analysis.facts import SUSPICIOUS
from signal_dsl.diagnostics import WARNING, Edit, Fix
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.problems import broken, constrained, problems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import CallFact, Problem, StatementFacts


class SuspiciousPeriods(Rule):
    """The periods of a call work, but can hardly be meant: a fast one that is not faster than the slow one.

    TA-Lib swaps such periods in `macd`, `apo` and `ppo` without a word, and computes `ao` or `adosc` with the sign
    turned around. Either way the strategy does not do what it says.
    """

    code = "SIG204"
    name = "suspicious-periods"
    severity = WARNING
    local = True
    bad = (
        """\
line, signal, histogram = macd(close, 26, 12, 9)
emit_signal(crossover(line, signal), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
line, signal, histogram = macd(close, 12, 26, 9)
emit_signal(crossover(line, signal), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home, call, problem in problems(facts, SUSPICIOUS):
            yield broken(home, call, problem, *_swap(home, call, problem))


def _swap(home: StatementFacts, call: CallFact, problem: Problem) -> tuple[Fix, ...]:
    """The fix that swaps two arguments that are given the wrong way round."""
    names = constrained(call, problem)
    given = [call.given[name].value for name in names if name in call.given]
    if len(names) != 2 or len(given) != 2 or call.values[names[0]] == call.values[names[1]]:
        return ()
    places = [(home.start + node.start, home.start + node.end) for node in given]
    texts = [home.parsed.text[node.start : node.end] for node in given]
    edits = (Edit(*places[0], texts[1]), Edit(*places[1], texts[0]))
    return (Fix(f"Swap `{texts[0]}` and `{texts[1]}`", edits, safe=False),)
