"""SIG603."""

from __future__ import annotations

from signal_dsl.analysis.facts import NOT_KNOWN, NUMBER
from signal_dsl.diagnostics import WARNING
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.trades import behind
from signal_dsl.syntax.nodes import Attribute, Binary, Call, Comparison, Conditional, Index, Unary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.syntax.nodes import Node

_SIGNS = ("==", "!=")
# Functions of these categories average, divide or smooth …
_ROUNDED = {
    "Momentum Indicators",
    "Overlap Studies",
    "Statistic Functions",
    "Volatility Indicators",
    "Cycle Indicators",
    "Math Transform",
}
# … but for these, whose values are prices, counts or ranks, or exactly 0 where two prices are the same.
_EXACT = {
    *("ceil", "floor", "donchian", "fractal", "ht_trendmode", "midpoint", "midprice", "sar", "sarext", "supertrend"),
    *("mom", "roc", "rocp", "rocr", "rocr100", "bop", "aroon", "aroonosc", "percentrank", "rank", "ma", "mavp"),
}


class FloatEquality(Rule):
    """Computed numbers are compared with `==` or `!=`.

    An average or a ratio is rounded at its last digits, so it hardly ever equals anything: `rsi(close, 14) == 50` holds
    at no bar to speak of, and `!=` at all of them. What was meant is mostly a crossing, or a distance. Prices, counts,
    candle patterns and times are compared exactly and are not reported, nor are the ends of a range, which are reached.
    """

    code = "SIG603"
    name = "float-equality"
    severity = WARNING
    local = True
    bad = (
        """\
emit_signal(rsi(close, 14) == 50, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
fast = ema(close, 12)
slow = ema(close, 26)
emit_signal(fast == slow, exit("BINANCE:BTC/USDT"))
""",
    )
    good = (
        """\
emit_signal(cross(rsi(close, 14), 50), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(close == highest(close, 20), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(hour == 9 and cdlengulfing() == 100, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home, comparison in facts.nodes(Comparison):
            for place, sign in enumerate(comparison.operators):
                if sign in _SIGNS:
                    left, right = comparison.operands[place : place + 2]
                    if _is_rounded(left, right, home) or _is_rounded(right, left, home):
                        a, b = facts.text(left, home), facts.text(right, home)
                        how = "hardly ever equal" if sign == "==" else "nearly always unequal"
                        told = f"`{a}` and `{b}` are {how}, because computed numbers are rounded."
                        remedy = f"Ask whether they cross, `cross({a}, {b})`, or compare with `<` or `>`."
                        yield Finding(home.start + left.start, home.start + right.end, f"{told} {remedy}")


def _is_rounded(node: Node, other: Node, home: StatementFacts) -> bool:
    """Whether an operand is a series of rounded numbers, which a comparison with the other one does not expect."""
    fact, value = home.facts[node], home.facts[other].value
    if behind(node, home) == behind(other, home):
        return False  # `x != x` asks whether there is a value
    if fact.type != NUMBER or not fact.series or home.facts[other].type != NUMBER:
        return False
    if value is not NOT_KNOWN and value in (fact.low, fact.high):
        return False
    return _rounds(node, home, value == 0)


def _rounds(node: Node, home: StatementFacts, zero: bool) -> bool:
    """Whether an expression is rounded for sure; where it is compared with 0, a difference is exact enough."""
    node, home = behind(node, home)
    if isinstance(node, (Index, Attribute)):
        return _rounds(node.value, home, zero)
    if isinstance(node, Unary):
        return _rounds(node.operand, home, zero)
    if isinstance(node, Conditional):
        return _rounds(node.body, home, zero) and _rounds(node.orelse, home, zero)
    if isinstance(node, Binary):
        operands = (node.left, node.right)
        if node.operator == "/":
            return any(home.facts[one].series for one in operands) and not zero
        return any(_rounds(one, home, False) for one in operands) and not (zero and node.operator == "-")
    if isinstance(node, Call):
        call = home.calls.get(node)
        if call is None or call.problems or call.function.name in _EXACT:
            return False
        if any(output.values for output in call.function.outputs):
            return False
        return call.function.category in _ROUNDED
    return False
