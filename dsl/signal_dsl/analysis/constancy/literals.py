"""What follows for the terms where a comparison is true, and where it is not."""

from __future__ import annotations

from math import frexp

from signal_dsl.analysis.constancy.tables import TURNED
from signal_dsl.analysis.constancy.terms import ARITHMETIC, NEGATIVE, Term

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis.constancy.consistency import Constraint
    from signal_dsl.analysis.constancy.formulas import Formula
    from signal_dsl.analysis.constancy.ranges import Ranges
    from signal_dsl.analysis.constancy.terms import Operand, Terms

# How far rounding may move the level at which a term crosses another that is computed from it.
_ROUNDING = 1e-9
_NOT = {"<": ("<=", True), "<=": ("<", True), "==": ("!=", False), "!=": ("==", False)}


class Linear:
    """`base * scale + offset`, whose parts are of the size of `offset` and less than `size`."""

    __slots__ = ("base", "exact", "offset", "scale", "size")

    def __init__(self, base: Operand, scale: float, offset: float, size: float, exact: bool) -> None:
        self.base = base
        self.scale = scale
        self.offset = offset
        self.size = size
        self.exact = exact


def linear(term: Operand, terms: Terms) -> Linear:
    """A term as another one times a number plus a number."""
    if isinstance(term, Term) and term.kind == NEGATIVE:
        inner = linear(terms.parts(term)[0], terms)
        return Linear(inner.base, -inner.scale, -inner.offset, inner.size, inner.exact)
    if isinstance(term, Term) and term.kind == ARITHMETIC:
        left, right = terms.parts(term)
        name = term.name
        if isinstance(right, float) and (name in ("+", "-", "*") or (name == "/" and right)):
            inner = linear(left, terms)
            if name in ("+", "-"):
                offset = inner.offset + right if name == "+" else inner.offset - right
                return Linear(inner.base, inner.scale, offset, inner.size + abs(right), False)
            factor = right if name == "*" else 1 / right
            return _scaled(inner, factor, term)
        if isinstance(left, float) and name in ("+", "-", "*"):
            inner = linear(right, terms)
            if name == "*":
                return _scaled(inner, left, term)
            sign = 1.0 if name == "+" else -1.0
            return Linear(inner.base, sign * inner.scale, left + sign * inner.offset, inner.size + abs(left), False)
    return Linear(term, 1.0, 0.0, 0.0, True)


def _scaled(inner: Linear, factor: float, term: Term) -> Linear:
    scale = inner.scale * factor
    if not 1e-100 < abs(scale) < 1e100:
        return Linear(term, 1.0, 0.0, 0.0, True)
    # By a power of 2, nothing is rounded.
    exact = inner.exact and frexp(factor)[0] in (0.5, -0.5)
    return Linear(inner.base, scale, inner.offset * factor, inner.size * abs(factor), exact)


def implied(literal: Formula, holds: bool, terms: Terms, ranges: Ranges) -> Iterator[Constraint]:
    """What must be where a comparison holds, or does not, none of its operands being NaN."""
    sign, left, right = literal.sign, literal.left, literal.right
    if not holds:
        sign, turned = _NOT[sign]
        left, right = (right, left) if turned else (left, right)
    yield sign, left, right
    for term, level, by in ((left, right, sign), (right, left, TURNED[sign])):
        if isinstance(term, Term) and isinstance(level, float):
            yield from _of_base(linear(term, terms), level, by)
            if term.kind == ARITHMETIC and term.name in ("-", "/"):
                yield from _of_sides(term, level, by, terms, ranges)


def _of_base(of: Linear, level: float, sign: str) -> Iterator[Constraint]:
    """What follows from `base * scale + offset sign level` for the base."""
    if of.exact and of.scale == 1 and not of.offset:
        return
    crossing = (level - of.offset) / of.scale
    slack = 0.0 if of.exact else _ROUNDING * (abs(level) + of.size) / abs(of.scale)
    if of.scale < 0:
        sign = TURNED[sign]
    if sign in ("<", "<=", "=="):
        yield sign if of.exact and sign != "==" else "<=", of.base, crossing + slack
    if sign in (">", ">=", "=="):
        yield "<" if of.exact and sign == ">" else "<=", crossing - slack, of.base


def _of_sides(term: Term, level: float, sign: str, terms: Terms, ranges: Ranges) -> Iterator[Constraint]:
    """`a - b > 0` is `a > b`, and so is `a / b > 1` where b is above 0; in floating point, too."""
    left, right = terms.parts(term)
    if term.name == "/" and not ranges.of(right).positive:
        return
    even = 0.0 if term.name == "-" else 1.0
    if level == even:
        if sign == "<" or (sign == "<=" and term.name == "-"):
            yield sign, left, right
        elif sign == ">" or (sign == ">=" and term.name == "-"):
            yield sign.replace(">", "<"), right, left
        elif term.name == "-":
            yield sign, left, right
    elif level < even and sign in ("<", "<=", "=="):
        yield "<", left, right
    elif level > even and sign in (">", ">=", "=="):
        yield "<", right, left
