"""Which terms a condition wants high, and which low: conditions that do not touch there cannot be at odds.

This is a glance that saves the closer look at most conditions, so it errs only towards "at odds".
"""

from __future__ import annotations

from signal_dsl.analysis.constancy.formulas import FREE, LITERAL, NOT
from signal_dsl.analysis.constancy.literals import linear
from signal_dsl.analysis.constancy.relations import arithmetic_orders
from signal_dsl.analysis.constancy.tables import BANDS, IN_BAR
from signal_dsl.analysis.constancy.terms import ARITHMETIC, CALL, NEGATIVE, VARIABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.constancy.formulas import Formula
    from signal_dsl.analysis.constancy.ranges import Ranges
    from signal_dsl.analysis.constancy.terms import Operand, Term, Terms

# Wanted high, and wanted low: terms, and marks that stand for a known order between terms. What is in the one set of
# one condition and in the other set of another is what they may be at odds about.
Pair = tuple[frozenset[object], frozenset[object]]

# What is made of more terms is not gone through to the end.
_MOST = 100
_NONE: frozenset[object] = frozenset()
_MARKS = {
    True: {"low": ("low in bar", "low to high"), **dict.fromkeys(IN_BAR, ("bar to high",))},
    False: {"high": ("bar to high", "low to high"), **dict.fromkeys(IN_BAR, ("low in bar",))},
}


class Signs:
    """The signs of the conditions behind one statement."""

    def __init__(self, terms: Terms, ranges: Ranges) -> None:
        self.terms = terms
        self.ranges = ranges

    def of(self, formula: Formula) -> Pair:
        """What a condition wants high and low to be true."""
        found = formula.signs
        if found is None:
            if formula.kind == LITERAL:
                found = self._literal(formula.sign, formula.left, formula.right)
            elif formula.kind == FREE:
                found = _NONE, _NONE
            else:
                pairs = [self.of(part) for part in formula.parts]
                up = _NONE.union(*[pair[0] for pair in pairs])
                down = _NONE.union(*[pair[1] for pair in pairs])
                found = (down, up) if formula.kind == NOT else (up, down)
            formula.signs = found
        return found

    def _literal(self, sign: str, left: Operand, right: Operand) -> Pair:
        if not sign:
            return frozenset((left,)), _NONE
        if not self.terms.windowed and sign in ("<", "<="):
            if isinstance(right, float) and not isinstance(left, float) and left.opaque:
                return _NONE, frozenset((left,))
            if isinstance(left, float) and not isinstance(right, float) and right.opaque:
                return frozenset((right,)), _NONE
        up: set[object] = set()
        down: set[object] = set()
        against_number = isinstance(left, float) or isinstance(right, float)
        self._want(right, True, up, down, against_number)
        self._want(left, False, up, down, against_number)
        if sign in ("<", "<="):
            return frozenset(up), frozenset(down)
        both = frozenset(up | down)
        return both, both

    def _want(self, operand: Operand, high: bool, up: set[object], down: set[object], against_number: bool) -> None:
        """Put into `up` and `down` what follows from a term being wanted high, or low."""
        if isinstance(operand, float):
            return
        wanted = up if high else down
        if operand in wanted or len(wanted) > _MOST:
            return
        wanted.add(operand)
        if operand.now in self.terms.windowed:
            wanted.add(("window", operand.now))
        if operand.opaque:
            return
        kind, name = operand.kind, operand.name
        if kind == VARIABLE:
            for mark in _MARKS[high].get(name, ()):
                wanted.add((mark, operand.back))
                if self.terms.windowed:
                    wanted.add(mark)
        elif kind in (ARITHMETIC, NEGATIVE):
            parts = self.terms.parts(operand)
            if against_number:
                of = linear(operand, self.terms)
                if of.base is not operand:
                    self._want(of.base, high is (of.scale > 0), up, down, True)
                elif name in ("-", "/"):
                    self._want(parts[0], high, up, down, False)
                    self._want(parts[1], not high, up, down, False)
            if kind == ARITHMETIC:
                for low, part, _ in arithmetic_orders(operand, parts, self.ranges):
                    if (low is operand) is high:
                        self._want(part if high else low, high, up, down, False)
        elif kind == CALL:
            self._want_of_call(operand, high, up, down)

    def _want_of_call(self, term: Term, high: bool, up: set[object], down: set[object]) -> None:
        name = term.name
        if name == ("lowest" if high else "highest"):
            of = term.now.parts[0]
            if not isinstance(of, float):
                (up if high else down).add(("window", of.now))
                self._want(of, high, up, down, False)
        elif name == "minimum" if high else name in ("maximum", "abs"):
            for part in self.terms.parts(term):
                self._want(part, high, up, down, False)
        elif (name in BANDS or name == "ha") and term.output is not None:
            (up if high else down).add((name, term.parts, term.options))
