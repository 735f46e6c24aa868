"""SIG202."""

from __future__ import annotations

from signal_dsl.analysis.facts import CONSTRAINT, OUT_OF_RANGE
from signal_dsl.catalog import model
from signal_dsl.diagnostics import ERROR
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.problems import broken, problems
from signal_dsl.rules.shared.trades import WEIGHT
from signal_dsl.rules.shared.words import listed, nearest, number
from signal_dsl.syntax.nodes import Argument, Constant, Unary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import CallFact, StatementFacts
    from signal_dsl.catalog import Parameter


class ArgumentOutOfRange(Rule):
    """An argument lies outside of what the function takes.

    These are TA-Lib's own bounds: `rsi` needs a period of 2 or more. TA-Lib refuses such a call, and with it the
    platform the run, often only after the job has been queued.
    """

    code = "SIG202"
    name = "argument-out-of-range"
    severity = ERROR
    local = True
    bad = (
        """\
emit_signal(rsi(close, 1) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
basis = ma(close, 20, "emma")
emit_signal(close > basis, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
emit_signal(rsi(close, 2) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
basis = ma(close, 20, "ema")
emit_signal(close > basis, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home, call, problem in problems(facts, OUT_OF_RANGE, CONSTRAINT):
            if call.function.name == WEIGHT:
                continue  # a rule of its own tells of weights
            if problem.kind == CONSTRAINT:
                yield broken(home, call, problem)
            elif isinstance(problem.node, Argument) and problem.parameter is not None:
                value = call.values[problem.parameter.name]
                if isinstance(value, str):
                    yield self.average(value, problem.node, home, facts)
                elif isinstance(value, (int, float)):
                    yield self.bounds(value, problem.node, problem.parameter, call, home, facts)

    def average(self, value: str, node: Argument, home: StatementFacts, facts: Facts) -> Finding:
        """The name of a moving average that does not exist."""
        guess = nearest(value, facts.catalog.ma_types)
        if guess is None:
            known = listed((f"`{name}`" for name in facts.catalog.ma_types if name in facts.catalog), "or")
            return self.at(node, home, f"There is no kind of moving average `{value[:40]}`. It is one of {known}.")
        message = f"There is no kind of moving average `{value[:40]}`. Did you mean `{guess}`?"
        fixes = (self.instead(node.value, home, f'"{guess}"'),) if isinstance(node.value, Constant) else ()
        return self.at(node, home, message, *fixes)

    def bounds(
        self, value: float, node: Argument, parameter: Parameter, call: CallFact, home: StatementFacts, facts: Facts
    ) -> Finding:
        """A number that is too small or too large."""
        low = parameter.low is not None and value < parameter.low
        bound = parameter.low if low else parameter.high
        assert bound is not None
        literal = isinstance(node.value, Constant) or (
            isinstance(node.value, Unary) and isinstance(node.value.operand, Constant)
        )
        told = number(value) if literal else f"{number(value)} (`{facts.text(node.value, home)}`)"
        limit = f"at {'least' if low else 'most'} {bound:g}"
        message = f"`{parameter.name}` of `{call.function.name}` must be {limit}, but is {told}."
        instead = f"{bound:g}" if parameter.kind == model.INTEGER else ""
        fixes = (self.instead(node.value, home, instead),) if literal and instead else ()
        return self.at(node, home, message, *fixes)
