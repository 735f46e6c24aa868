"""Conditions as formulas: and, or, not over comparisons of terms; names are seen through here, too."""

from __future__ import annotations

from signal_dsl.analysis.constancy.reading import Reading
from signal_dsl.analysis.constancy.tables import MOST_DEPTH
from signal_dsl.analysis.facts import BOOLEAN, NOT_KNOWN, NUMBER, Binding
from signal_dsl.syntax.nodes import Assignment, Call, Comparison, Conditional, Index, Logical, Name, Unary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from signal_dsl.analysis.constancy.terms import Operand
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.catalog import Catalog
    from signal_dsl.syntax.nodes import Node

# Kinds of formula.
AND = "and"
OR = "or"
NOT = "not"
LITERAL = "literal"
FREE = "free"  # may be true or false, whatever else is

# Larger conditions are not looked into as a whole.
_MOST_SIZE = 64
# `rising(x, n)` is spelled out for so many steps.
_MOST_STEPS = 12
_TURNED = {">": "<", ">=": "<="}


class Formula:
    """A condition at each bar.

    A LITERAL compares `left` and `right` by `sign` (< <= == !=), or is a condition of which nothing is known but that
    it equals itself: then `sign` is "" and `left` stands for it. `node` in the statement `home` is where it is written.
    `plain` parts of AND and OR are written out as such in the script, others are what a call or a chain of comparisons
    stands for.
    """

    __slots__ = ("home", "kind", "left", "node", "parts", "plain", "right", "sign", "signs", "size")

    def __init__(
        self,
        kind: str,
        node: Node | None = None,
        home: StatementFacts | None = None,
        parts: tuple[Formula, ...] = (),
        sign: str = "",
        left: Operand = 0.0,
        right: Operand = 0.0,
        plain: bool = False,
    ) -> None:
        self.kind = kind
        self.node = node
        self.home = home
        self.parts = parts
        self.sign = sign
        self.left = left
        self.right = right
        self.plain = plain
        self.size = 1
        for part in parts:
            self.size += part.size
        self.signs: tuple[frozenset[object], frozenset[object]] | None = None


ANYTHING = Formula(FREE)


class Formulas:
    """Reads the conditions behind one statement as formulas; each is read once."""

    def __init__(self, catalog: Catalog) -> None:
        self.reading = Reading(catalog)
        self.terms = self.reading.terms
        self.nodes: dict[tuple[Node, StatementFacts], Formula] = {}
        self.depth = 0

    def of(self, node: Node, home: StatementFacts) -> Formula:
        """The formula that a condition is. What is the same at all bars is somebody's switch, and left open."""
        found = self.nodes.get((node, home))
        if found is None:
            fact = home.facts[node]
            if fact.value is not NOT_KNOWN or not fact.series or node in home.constant:
                found = ANYTHING  # what is constant is told of once, not again at what is made of it
            elif self.depth >= MOST_DEPTH or fact.type != BOOLEAN or node.__class__ not in _READ:
                found = self.other(node, home)
            else:
                self.depth += 1
                found = _READ[node.__class__](self, node, home)
                self.depth -= 1
            if found.size > _MOST_SIZE:
                found = ANYTHING
            self.nodes[node, home] = found
        return found

    def other(self, node: Node, home: StatementFacts) -> Formula:
        """A condition that equals only itself."""
        return Formula(LITERAL, node, home, left=self.terms.other((node, home)))

    def shifted(self, formula: Formula, bars: int) -> Formula:
        """The condition of `bars` bars before."""
        if not bars or formula.kind == FREE:
            return formula
        parts = tuple([self.shifted(part, bars) for part in formula.parts])
        left, right = self.terms.shifted(formula.left, bars), self.terms.shifted(formula.right, bars)
        return Formula(formula.kind, formula.node, formula.home, parts, formula.sign, left, right)

    def literal(self, sign: str, left: Operand, right: Operand, node: Node, home: StatementFacts) -> Formula:
        """`left sign right`."""
        if sign in _TURNED:
            sign, left, right = _TURNED[sign], right, left
        return Formula(LITERAL, node, home, (), sign, left, right)

    # --- by kind of expression

    def _name(self, node: Name, home: StatementFacts) -> Formula:
        meaning = home.names.get(node)
        if not isinstance(meaning, Binding):
            return self.other(node, home)
        tree = meaning.home.tree
        if not isinstance(tree, Assignment) or len(tree.targets) != 1 or meaning.home.faulty:
            return self.other(meaning.target, meaning.home)
        return self.of(tree.value, meaning.home)

    def _comparison(self, node: Comparison, home: StatementFacts) -> Formula:
        for operand in node.operands:
            if home.facts[operand].type != NUMBER:
                return self.other(node, home)
        operands = [self.reading.of(operand, home) for operand in node.operands]
        if len(operands) == 2:
            return self.literal(node.operators[0], operands[0], operands[1], node, home)
        links = zip(node.operators, operands, operands[1:], strict=False)
        return Formula(AND, node, home, tuple([self.literal(sign, a, b, node, home) for sign, a, b in links]))

    def _logical(self, node: Logical, home: StatementFacts) -> Formula:
        parts = tuple([self.of(operand, home) for operand in node.operands])
        return Formula(node.operator, node, home, parts, plain=True)

    def _unary(self, node: Unary, home: StatementFacts) -> Formula:
        return Formula(NOT, node, home, (self.of(node.operand, home),))

    def _conditional(self, node: Conditional, home: StatementFacts) -> Formula:
        test, body, orelse = (self.of(part, home) for part in (node.test, node.body, node.orelse))
        if FREE in (test.kind, body.kind, orelse.kind):
            return ANYTHING
        otherwise = Formula(AND, node, home, (Formula(NOT, node, home, (test,)), orelse))
        return Formula(OR, node, home, (Formula(AND, node, home, (test, body)), otherwise))

    def _index(self, node: Index, home: StatementFacts) -> Formula:
        place = home.facts[node.index].value
        if not isinstance(place, int) or isinstance(place, bool) or place >= 0:
            return self.other(node, home)
        of = self.shifted(self.of(node.value, home), -place - 1)
        return of if of.kind == FREE else Formula(of.kind, node, home, of.parts, of.sign, of.left, of.right)

    def _call(self, node: Call, home: StatementFacts) -> Formula:
        call = home.calls.get(node)
        if call is None or call.function.open_signature or call.problems:
            return self.other(node, home)
        name = call.function.name
        inputs = [call.given[parameter.name].value for parameter in call.function.inputs]
        if name in ("crossover", "crossunder", "cross"):
            left, right = (self.reading.of(value, home) for value in inputs)
            if name == "crossunder":
                return self._crossing(right, left, node, home)
            up = self._crossing(left, right, node, home)
            if name == "crossover":
                return up
            return Formula(OR, node, home, (up, self._crossing(right, left, node, home)))
        if name in ("rising", "falling"):
            steps = call.values["n"]
            if isinstance(steps, int) and steps <= _MOST_STEPS:
                term = self.reading.of(inputs[0], home)
                ages = [self.terms.shifted(term, bars) for bars in range(steps + 1)]
                sign = ">" if name == "rising" else "<"
                links = [self.literal(sign, ages[i], ages[i + 1], node, home) for i in range(steps)]
                return Formula(AND, node, home, tuple(links))
        return self.other(node, home)

    def _crossing(self, left: Operand, right: Operand, node: Node, home: StatementFacts) -> Formula:
        """`left` is above `right`, and was not on the bar before."""
        was_left, was_right = self.terms.shifted(left, 1), self.terms.shifted(right, 1)
        links = (self.literal(">", left, right, node, home), self.literal("<=", was_left, was_right, node, home))
        return Formula(AND, node, home, links)


_READ: dict[type[Node], Callable[..., Formula]] = {
    Name: Formulas._name,
    Comparison: Formulas._comparison,
    Logical: Formulas._logical,
    Unary: Formulas._unary,
    Conditional: Formulas._conditional,
    Index: Formulas._index,
    Call: Formulas._call,
}
