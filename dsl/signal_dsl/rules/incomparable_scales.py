"""SIG608."""

from __future__ import annotations

from itertools import pairwise

from signal_dsl.analysis.facts import NUMBER
from signal_dsl.catalog import Variable
from signal_dsl.diagnostics import WARNING
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.trades import behind
from signal_dsl.syntax.nodes import Attribute, Call, Comparison, Index, Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.syntax.nodes import Node

_PRICES = {"open", "high", "low", "close", "hl2", "hlc3", "ohlc4"}
# Averages and extremes of prices are prices.
_PRICE_FUNCTIONS = {
    *("sma", "ema", "wma", "dema", "tema", "trima", "kama", "t3", "hma", "rma", "zlema", "ma", "highest", "lowest"),
    *("max", "min", "shift", "midpoint", "linearreg", "tsf", "ht_trendline"),
}
_CROSSINGS = {"crossover", "crossunder", "cross"}
# The ranges of oscillators; narrower ones are shares, as prices are in prediction markets.
_WIDTHS = (100, 200)


class IncomparableScales(Rule):
    """A price is compared with an oscillator, which has another scale.

    An RSI lies between 0 and 100 whatever the price is. Where a price lies above that, the comparison has the same
    outcome at every bar, and where it does not, the outcome means nothing. An oscillator is compared with a level.
    """

    code = "SIG608"
    name = "incomparable-scales"
    severity = WARNING
    local = True
    bad = (
        """\
emit_signal(close > rsi(close, 14), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(crossover(close, mfi(14)), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
emit_signal(rsi(close, 14) > 50, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(rsi(close, 14) > sma(rsi(close, 14), 5), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home in facts.statements:
            if home.parsed.faults:
                continue
            known = home.facts
            for comparison in home.nodes.get(Comparison, ()):
                operands: list[Node] = comparison.operands  # type: ignore[attr-defined]
                for one in operands:
                    if known[one].high is not None and known[one].series:  # few have; without one there is nothing
                        for left, right in pairwise(operands):
                            yield from self.pair(left, right, home, facts)
                        break
            for call in home.calls.values():
                if call.function.name in _CROSSINGS and len(call.node.arguments) == 2:
                    left, right = call.node.arguments
                    yield from self.pair(left.value, right.value, home, facts)

    def pair(self, left: Node, right: Node, home: StatementFacts, facts: Facts) -> Iterator[Finding]:
        """Two operands that are compared."""
        for price, other in ((left, right), (right, left)):
            fact = home.facts[other]
            if not fact.series or fact.type != NUMBER or fact.low is None or fact.high is None:
                continue
            if fact.high - fact.low in _WIDTHS and _is_oscillator(other, home) and _is_price(price, home):
                shown = f"`{facts.text(other, home)}` lies between {fact.low:g} and {fact.high:g}"
                told = f"{shown}, which says nothing about the price `{facts.text(price, home)}`."
                yield self.at(other, home, f"{told} Compare it with a level, or the price with its own average.")


def _is_price(node: Node, home: StatementFacts) -> bool:
    """Whether an expression is a price for sure."""
    node, home = behind(node, home)
    if isinstance(node, Index):
        return _is_price(node.value, home)
    if isinstance(node, Name):
        return node.name in _PRICES and isinstance(home.names.get(node), Variable)
    if isinstance(node, Call):
        call = home.calls.get(node)
        if call is None or call.problems or call.function.name not in _PRICE_FUNCTIONS or not node.arguments:
            return False
        return _is_price(node.arguments[0].value, home)
    return False


def _is_oscillator(node: Node, home: StatementFacts) -> bool:
    """Whether an expression is an indicator's output, and not something that was fitted to another scale."""
    node, home = behind(node, home)
    if isinstance(node, (Index, Attribute)):
        return _is_oscillator(node.value, home)
    if isinstance(node, Call):
        call = home.calls.get(node)
        return call is not None and not call.problems and call.function.category == "Momentum Indicators"
    return False
