"""The closer look: whether a condition is constant, which of its parts make it so, and whether to tell of it."""

from __future__ import annotations

from signal_dsl.analysis.constancy.consistency import contradict
from signal_dsl.analysis.constancy.find import Constant
from signal_dsl.analysis.constancy.formulas import AND, ANYTHING, LITERAL, NOT, OR, Formula, Formulas
from signal_dsl.analysis.constancy.ranges import Ranges
from signal_dsl.analysis.constancy.search import Search
from signal_dsl.analysis.constancy.signs import Signs
from signal_dsl.analysis.constancy.terms import VARIABLE
from signal_dsl.syntax.nodes import Logical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis.constancy.intervals import Range
    from signal_dsl.analysis.constancy.search import Goal
    from signal_dsl.analysis.constancy.terms import Operand
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.catalog import Catalog
    from signal_dsl.syntax.nodes import Node


class Judge:
    """Judges the conditions of one statement, those that others are made of first."""

    def __init__(self, catalog: Catalog) -> None:
        self.formulas = Formulas(catalog)
        self.ranges = Ranges(catalog)
        terms = self.formulas.terms
        self.search = Search(terms, self.ranges, Signs(terms, self.ranges))

    def term(self, node: Node, home: StatementFacts) -> Operand:
        """The term, or the number, that an expression is."""
        return self.formulas.reading.of(node, home)

    def range(self, operand: Operand) -> Range:
        """Where the values of a term lie."""
        return self.ranges.of(operand)

    def never_above(self, low: Operand, high: Operand) -> bool:
        """Whether one operand is never above another."""
        return contradict([("<", high, low)], self.formulas.terms, self.ranges)

    def impossible(self, goals: list[Goal]) -> bool:
        """Whether these conditions cannot all be as wanted at one bar."""
        return self.search.impossible(goals)

    def never(self, formula: Formula) -> bool:
        """Whether a condition is never true by itself."""
        return self.search.impossible([(formula, True)], alone=True)

    def single(self, node: Node, home: StatementFacts) -> Iterator[Constant]:
        """Judge a comparison, a chain of them, or a call."""
        formula = self.formulas.of(node, home)
        for always in (False, True):
            if self.search.impossible([(formula, not always)], alone=True):
                self.formulas.nodes[node, home] = ANYTHING
                if not (always and (self._is_idiom(formula) or self._is_other_end(node, home, formula))):
                    yield Constant(node, home, always, ((formula, True),))
                return

    def _is_idiom(self, formula: Formula) -> bool:
        """Whether it is a plain way to say "always": `close > 0`, `hour >= 0`, `close == close`."""
        sides = (formula.left, formula.right)
        plain = all(isinstance(side, float) or side.kind == VARIABLE for side in sides)
        return formula.kind == LITERAL and plain and (sides[0] is sides[1] or any(isinstance(s, float) for s in sides))

    def _is_other_end(self, node: Node, home: StatementFacts, formula: Formula) -> bool:
        """Whether an `and` joins it to the other end of a range: `rsi(close, 14) >= 0 and rsi(close, 14) < 30`."""
        for logical in home.nodes.get(Logical, ()):
            assert isinstance(logical, Logical)
            if logical.operator == "and" and node in logical.operands:
                others = [self.formulas.of(one, home) for one in logical.operands if one is not node]
                literals = [other for other in others if other.kind == LITERAL]
                return any(_terms(formula) == _terms(other) for other in literals)
        return False

    def joined(self, node: Node, home: StatementFacts) -> Iterator[Constant]:
        """Judge what `and`, `or` or a conditional joins."""
        formula = self.formulas.of(node, home)
        if formula.kind not in (AND, OR):
            return
        # Parts that are fine by themselves are never all true of `and`, always one of `or`.
        for holds in (formula.kind == AND,) if formula.plain else (True, False):
            if self.search.impossible([(formula, holds)]):
                parts = self._blamed(formula, holds)
                self.formulas.nodes[node, home] = ANYTHING
                yield Constant(node, home, not holds, tuple((part, wanted is holds) for part, wanted in parts))
                return

    def _blamed(self, formula: Formula, holds: bool) -> list[Goal]:
        """The fewest parts that are impossible together."""
        left: list[Goal] = []
        _split(formula, holds, left)
        for goal in list(left):
            fewer = [other for other in left if other is not goal]
            if fewer and self.search.impossible(fewer):
                left = fewer
        return left


def _split(formula: Formula, holds: bool, into: list[Goal]) -> None:
    """Take apart what is joined in so many words, also behind names."""
    if formula.kind == NOT:
        _split(formula.parts[0], not holds, into)
    elif formula.plain and (formula.kind == AND) is holds:
        for part in formula.parts:
            _split(part, holds, into)
    else:
        into.append((formula, holds))


def _terms(literal: Formula) -> set[Operand]:
    return {side for side in (literal.left, literal.right) if not isinstance(side, float)}
