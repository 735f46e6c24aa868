"""SIG301."""

from __future__ import annotations

from signal_dsl.analysis.facts import BOOLEAN, FUNCTION, NOT_BOOLEAN, NUMBER, SEVERAL, UNKNOWN, WRONG_TYPE
from signal_dsl.catalog import model
from signal_dsl.diagnostics import ERROR, Edit, Fix
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.problems import problems, swapped
from signal_dsl.rules.shared.words import number, what
from signal_dsl.syntax.nodes import Argument, Comparison, Conditional, Logical, Unary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import Fact, StatementFacts
    from signal_dsl.syntax.nodes import Node

_FINE = (BOOLEAN, UNKNOWN, FUNCTION)  # of functions that are not called another rule tells


class ConditionNotBoolean(Rule):
    """Something that is neither true nor false stands where a condition belongs.

    A signal is emitted at the bars where its condition is true. A number is no condition: `emit_signal(close, ...)`
    does not say when to trade, and `hour > 9 and 16` compares nothing with 16. Candle patterns are numbers, too: above
    0 where the pattern is bullish, below 0 where it is bearish.
    """

    code = "SIG301"
    name = "condition-not-boolean"
    severity = ERROR
    local = True
    bad = (
        """\
emit_signal(rsi(close, 14), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(cdlhammer() and close < sma(close, 50), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(cdlhammer() > 0 and close < sma(close, 50), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home, call, problem in problems(facts, NOT_BOOLEAN, WRONG_TYPE):
            parameter, node = problem.parameter, problem.node
            if parameter is None or parameter.kind != model.CONDITION or not isinstance(node, Argument):
                continue
            if not swapped(home, call):  # of which another rule tells
                where = f"`{parameter.name}` of `{call.function.name}` must be a condition"
                yield self.told(where, node.value, home, facts)
        for home, logical in facts.nodes(Logical):
            before: Comparison | None = None
            for operand in logical.operands:
                if home.facts[operand].type not in _FINE:
                    yield self.told(f"`{logical.operator}` joins conditions", operand, home, facts, before)
                before = operand if isinstance(operand, Comparison) else before
        for home, unary in facts.nodes(Unary):
            if unary.operator == "not" and home.facts[unary.operand].type not in _FINE:
                yield self.told("`not` turns a condition round", unary.operand, home, facts)
        for home, conditional in facts.nodes(Conditional):
            if home.facts[conditional.test].type not in _FINE:
                yield self.told("Between `if` and `else` stands a condition", conditional.test, home, facts)

    def told(
        self, where: str, node: Node, home: StatementFacts, facts: Facts, before: Comparison | None = None
    ) -> Finding:
        """The finding that an expression is no condition; `before` is what `and` or `or` joins it to."""
        fact = home.facts[node]
        text = facts.text(node, home)
        is_what = number(fact.value) if fact.type == NUMBER and isinstance(fact.value, (int, float)) else what(fact)
        same = is_what in (text, f"`{text}`")
        message = f"{where}, not {is_what}." if same else f"{where}, but `{text}` is {is_what}."
        remedy, fixes = _remedy(fact, node, text, home, before, facts)
        return self.at(node, home, f"{message} {remedy}".rstrip(), *fixes)


def _remedy(
    fact: Fact, node: Node, text: str, home: StatementFacts, before: Comparison | None, facts: Facts
) -> tuple[str, tuple[Fix, ...]]:
    if fact.type == SEVERAL:
        return f"Take one by its name and compare it, as in `{text}.{fact.outputs[0].name} > 0`.", ()
    if fact.type != NUMBER:
        return "Call it, and compare what it gives." if fact.type == FUNCTION else "", ()
    if not fact.series:
        if before is not None:
            left = facts.text(before.operands[0], home)
            return f"Compare on both sides, as in `{left} {before.operators[-1]} {text}`.", ()
        return "Write `True` or `False`, or compare it.", ()
    values = fact.outputs[0].values if fact.outputs else ()
    if 0 in values:  # a candle pattern and the like
        tests = ["!=", ">", "<"] if min(values) < 0 < max(values) else ["!="]
        end = home.start + node.end
        fixes = tuple(Fix(f"Write `{sign} 0`", (Edit(end, end, f" {sign} 0"),), safe=False) for sign in tests)
        sides = " `> 0` only where it is bullish, `< 0` only where it is bearish." if len(tests) > 1 else ""
        return f"Compare it: `{text} != 0` is true where there is one{',' if sides else '.'}{sides}", fixes
    middle = f"{text} > 50" if (fact.low, fact.high) == (0, 100) else f"{text} > 0"
    return f"Compare it with something, as in `{middle}`.", ()
