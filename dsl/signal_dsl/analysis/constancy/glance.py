"""A quick look at conditions that tells which ones are worth a closer one; most are not.

It goes by keys that are made without looking far. Where two terms are the same, or in a known order, their keys meet;
keys that meet by chance cost only time. A condition is worth a closer look where a term is wanted high by one part of
it and low by another, or where bounds decide a comparison.
"""

from __future__ import annotations

from signal_dsl.analysis.constancy.keys import Wants, plain_key
from signal_dsl.analysis.constancy.levels import may_decide
from signal_dsl.analysis.constancy.tables import MOST_DEPTH, TURNED
from signal_dsl.analysis.facts import BOOLEAN, NOT_KNOWN, NUMBER, UNWANTED, Binding
from signal_dsl.syntax.nodes import Assignment, Call, Comparison, Conditional, Index, Logical, Name, Unary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import Fact, StatementFacts
    from signal_dsl.analysis.facts import Wanted as Pair
    from signal_dsl.syntax.nodes import Node


_NONE = UNWANTED[0]
_NOTHING = UNWANTED
# Larger conditions are not looked into.
_MOST_KEYS = 120


class Glance:
    """The quick look at one statement, whose `wants` it sets; those before it have theirs."""

    def __init__(self, home: StatementFacts) -> None:
        self.home = home
        self._pairs: dict[Node, Pair] = {}
        self._suspects: set[Node] = set()
        self._depth = 0
        if home.fact.type == BOOLEAN and home.tree is not None:
            home.wants = self.of(home.tree.value)

    def suspects(self, nodes: list[Node]) -> set[Node]:
        """Which of these conditions, or of others in the statement, may be constant: by a bound, by an order, or as
        their parts may be at odds.
        """
        for node in nodes:
            if node not in self._pairs:
                self.of(node)
        joined = [node for node in self._suspects if isinstance(node, Logical)]
        if joined:
            from signal_dsl.analysis.constancy.torn import is_torn  # few scripts have need of it

            self._suspects.difference_update([node for node in joined if not is_torn(node, self)])
        return self._suspects

    def of(self, node: Node) -> Pair:
        """The keys of what a condition wants high and low."""
        found = self._pairs.get(node)
        if found is None:
            fact = self.home.facts[node]
            if fact.value is not NOT_KNOWN or not fact.series or self._depth > MOST_DEPTH:
                found = _NOTHING
            else:
                self._depth += 1
                found = self._condition(node)
                self._depth -= 1
            self._pairs[node] = found
        return found

    def _condition(self, node: Node) -> Pair:
        kind = node.__class__
        if kind is Comparison:
            return self._comparison(node)  # type: ignore[arg-type]
        if kind is Logical:
            return self._joined([self.of(operand) for operand in node.operands], node)  # type: ignore[attr-defined]
        if kind is Name:
            meaning = self.home.names.get(node)  # type: ignore[call-overload]
            tree = meaning.home.tree if meaning.__class__ is Binding else None
            if tree.__class__ is Assignment and len(tree.targets) == 1 and not meaning.home.parsed.faults:
                return meaning.home.wants  # type: ignore[no-any-return]
            return {meaning}, _NONE
        if kind is Unary:
            up, down = self.of(node.operand)  # type: ignore[attr-defined]
            return down, up
        if kind is Conditional:
            test, body, orelse = (self.of(part) for part in (node.test, node.body, node.orelse))  # type: ignore[attr-defined]
            both = test[0] | test[1]
            return self._joined([(both, both), body, orelse], node)
        if kind is Index:
            up, down = self.of(node.value)  # type: ignore[attr-defined]
            both = up | down  # of other bars
            return both, both
        if kind is Call:
            return self._call(node)  # type: ignore[arg-type]
        return {node}, _NONE

    def _joined(self, pairs: list[Pair], node: Node) -> Pair:
        higher, lower = pairs[0]
        for up, down in pairs[1:]:
            if not (up.isdisjoint(lower) and down.isdisjoint(higher)):
                self._suspects.add(node)
            higher, lower = higher | up, lower | down
        return (higher, lower) if len(higher) + len(lower) <= _MOST_KEYS else _NOTHING

    def _comparison(self, node: Comparison) -> Pair:
        operands, signs = node.operands, node.operators
        if len(signs) == 1:
            return self._link(signs[0], operands[0], operands[1], node)
        links = zip(signs, operands, operands[1:], strict=False)
        return self._joined([self._link(sign, a, b, node) for sign, a, b in links], node)

    def _link(self, sign: str, left: Node, right: Node, node: Node) -> Pair:
        """The keys of one comparison."""
        home = self.home
        a, b = home.facts[left], home.facts[right]
        if a.type != NUMBER or b.type != NUMBER:
            return _NOTHING
        if b.value is not NOT_KNOWN:
            return self._against(sign, left, b.value, node)
        if a.value is not NOT_KNOWN:
            return self._against(TURNED[sign], right, a.value, node)
        wants = Wants()
        higher = sign in (">", ">=")
        wants.want(left, home, higher, False)
        wants.want(right, home, not higher, False)
        if not wants.up.isdisjoint(wants.down) or _is_below(a, b) or _is_below(b, a):
            self._suspects.add(node)
        elif wants.ordered:
            other = Wants()
            other.want(left, home, not higher, False)
            other.want(right, home, higher, False)
            if not other.up.isdisjoint(other.down):
                self._suspects.add(node)
        if sign in ("==", "!="):
            both = wants.up | wants.down
            return both, both
        return wants.up, wants.down

    def _against(self, sign: str, term: Node, level: object, node: Node) -> Pair:
        """The keys of `term sign level`."""
        home = self.home
        if may_decide(level, sign, term, home):
            self._suspects.add(node)
        high = sign in (">", ">=")
        key = plain_key(term, home)
        if key is not None:
            up, down = ({key}, _NONE) if high else (_NONE, {key})
        else:
            wants = Wants()
            wants.want(term, home, high, True)
            up, down = wants.up, wants.down
        if sign in ("==", "!="):
            up = down = up | down
        return up, down

    def _call(self, node: Call) -> Pair:
        home = self.home
        call = home.calls.get(node)
        if call is None or call.problems:
            return {(node, home)}, _NONE
        name = call.function.name
        wants = Wants()
        if name in ("crossover", "crossunder", "cross"):
            left, right = (argument.value for argument in node.arguments)
            high = name == "crossover"
            self._link(">" if high else "<", left, right, node)
            for age in (0, 1):
                wants.want(left, home, high, True, True, age)
                wants.want(right, home, not high, True, True, age)
                high = not high
            if name == "cross":
                wants.both(left, home, 0)
                wants.both(right, home, 0)
        elif name in ("rising", "falling"):
            self._suspects.add(node)
            wants.both(node.arguments[0].value, home, 0)
        else:
            wants.add((name, "condition"), True, 0)
        return wants.up, wants.down


def _is_below(low: Fact, high: Fact) -> bool:
    return low.high is not None and high.low is not None and low.high <= high.low
