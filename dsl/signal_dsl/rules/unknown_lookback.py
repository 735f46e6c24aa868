"""SIG403."""

from __future__ import annotations

from signal_dsl.analysis.facts import NUMBER, UNKNOWN
from signal_dsl.diagnostics import WARNING
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.syntax.nodes import Call

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import Fact, StatementFacts, Unknown


class UnknownLookback(Rule):
    """A period is not known when the script is read, so that nobody can tell how many bars are needed.

    Neither this linter nor the platform can then say beforehand whether the range of the run is long enough. A period
    may come through names and arithmetic, as in `slow = 2 * fast`, as long as it begins with numbers. TA-Lib takes one
    period for all bars; only `mavp` takes one for each.
    """

    code = "SIG403"
    name = "unknown-lookback"
    severity = WARNING
    bad = (
        """\
length = 10 if close > open else 50
emit_signal(close > ema(close, length), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
length = 10
emit_signal(close > ema(close, 5 * length), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
length = 10 if close > open else 50
emit_signal(close > mavp(close, length, 10, 50), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home in facts.gather(_if_unknown):
            for cause in home.fact.unknown:
                # What lies behind a name is told of where it stands.
                if cause.home is home and cause.period is not None and _is_number(home.facts[cause.period]):
                    yield self.at(cause.period, home, _told(cause, home, facts))


def _if_unknown(home: StatementFacts) -> StatementFacts | None:
    return home if home.fact.lookback is None and not home.parsed.faults else None


def _told(cause: Unknown, home: StatementFacts, facts: Facts) -> str:
    assert cause.period is not None
    text = facts.text(cause.period, home)
    varies = home.facts[cause.period].series
    why = "changes from bar to bar" if varies else "is not known when the script is read"
    if not isinstance(cause.node, Call):
        return f"Which bar this looks at, `{text}`, {why}, so nobody can tell how many bars it needs. Write a number."
    call = home.calls[cause.node]
    name = next(name for name, argument in call.given.items() if argument.value is cause.period)
    message = f"`{name}` of `{call.function.name}` is `{text}`, which {why}, so nobody can tell how many bars it needs."
    if varies and call.function.name in facts.catalog.ma_types and facts.catalog.function("mavp"):
        return f"{message} Write a number, or use `mavp`, which takes a period for each bar."
    return f"{message} Write a number, or a name that is given one."


def _is_number(fact: Fact) -> bool:
    """Whether a period that is not known is a number after all: what is no number is another rule's to tell.

    So is what comes of a name that stands for nothing or of a call that is not valid. What comes of a function whose
    lookback is not bounded, or of another unknown period, is fine by itself.
    """
    if fact.type not in (NUMBER, UNKNOWN):
        return False
    return all(cause.period is not None or _unbounded(cause) for cause in fact.unknown)


def _unbounded(cause: Unknown) -> bool:
    call = cause.home.calls.get(cause.node)
    return call is not None and call.function.lookback is None and not any(problem.refused for problem in call.problems)
