"""Bounds of terms, as they hold in floating point, and whether a term can be NaN.

Rounding keeps order: from `a <= b` follows `round(a) <= round(b)`. So interval arithmetic with the very operations that
the term is computed with is exact. What rests on the catalog's bounds is exact only where the function's own rounding
cannot pass them; the other bounds are taken a little wider.
"""

from __future__ import annotations

from signal_dsl.analysis.constancy import tables
from signal_dsl.analysis.constancy.intervals import ANY, ROUNDING, Range, average, computed, either
from signal_dsl.analysis.constancy.terms import ARITHMETIC, CALL, CHOICE, NEGATIVE, OTHER, VARIABLE
from signal_dsl.analysis.values import negated
from signal_dsl.catalog.model import LIVE, Output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.constancy.terms import Operand, Term
    from signal_dsl.catalog import Catalog

# Smaller constants could make a product vanish.
_SMALLEST = 1e-9
# Products of more factors could overflow.
_MOST_FACTORS = 5


class Ranges:
    """The ranges of the terms behind a statement, each worked out when it is first asked for."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._ranges: dict[Term, Range] = {}
        self._sure: dict[Term, bool] = {}

    def of(self, operand: Operand) -> Range:
        """The range of a term or number."""
        if isinstance(operand, float):
            return Range(operand, operand, operand > _SMALLEST, (), operand.is_integer())
        term = operand.now
        found = self._ranges.get(term)
        if found is None:
            found = self._ranges[term] = self._range(term)
        return found

    def _range(self, term: Term) -> Range:
        name = term.name
        if term.kind == VARIABLE:
            entry = term.output
            assert entry is not None
            return Range(
                entry.low, entry.high, name in tables.PRICES and entry.low is not None, (), name in tables.WHOLE
            )
        if term.kind == OTHER:
            return ANY
        parts = [self.of(part) for part in term.parts]
        if term.kind == NEGATIVE:
            low, high = negated((parts[0].low, parts[0].high))
            return Range(low, high, False, (), parts[0].whole)
        if term.kind == CHOICE:
            return either(*parts)
        if term.kind == ARITHMETIC:
            return computed(name, *parts)
        return self._call(term, parts)

    def _call(self, term: Term, parts: list[Range]) -> Range:
        name, output = term.name, term.output
        if name in tables.SELECTING:
            return parts[0]
        if name == "maximum":
            low = max((part.low for part in parts if part.low is not None), default=None)
            high = None if parts[0].high is None or parts[1].high is None else max(parts[0].high, parts[1].high)
            return Range(low, high, parts[0].positive or parts[1].positive)
        if name == "minimum":
            low = None if parts[0].low is None or parts[1].low is None else min(parts[0].low, parts[1].low)
            high = min((part.high for part in parts if part.high is not None), default=None)
            return Range(low, high, parts[0].positive and parts[1].positive)
        if name in tables.AVERAGES:
            return average(name, parts[0])
        if name in tables.PRICE_AVERAGES:
            return Range(0.0, None, True) if all(part.positive for part in parts) else ANY
        if not isinstance(output, Output) or (output.low is None and output.high is None) or not self.is_bar(term):
            return ANY
        low, high, which = output.low, output.high, f"{name}.{output.name}"
        slack = ROUNDING * (high - low) if low is not None and high is not None else ROUNDING
        exact = name in tables.EXACT or name.startswith("cdl")
        if low is not None and not (exact or name in tables.EXACT_LOW or which in tables.EXACT_LOW):
            low = low - slack if high is not None else None  # a bound at one end says nothing about the size of errors
        if high is not None and not (exact or name in tables.EXACT_HIGH):
            high = high + slack if output.low is not None else None
        return Range(low, high, low is not None and low > 0, output.values if exact else (), bool(output.values))

    def is_bar(self, term: Term) -> bool:
        """Whether the prices that a call is given form valid bars: those of the market, all of the same age."""
        function = self.catalog.function(term.name)
        age: int | None = None
        for parameter, part in zip(function.inputs if function else (), term.parts, strict=False):
            if parameter.price:
                if isinstance(part, float) or part.name != parameter.default or age not in (None, part.back):
                    return False
                age = part.back
        return function is not None

    def sure(self, operand: Operand) -> bool:
        """Whether it is a number at every bar, never NaN."""
        if isinstance(operand, float):
            return True
        term = operand.now
        found = self._sure.get(term)
        if found is None:
            found = self._sure[term] = self._is_sure(term)
        return found

    def _is_sure(self, term: Term) -> bool:
        name = term.name
        if term.kind == VARIABLE:
            return name in tables.ALWAYS_THERE
        if term.kind == OTHER or not all(self.sure(part) for part in term.parts):
            return False
        if term.kind == ARITHMETIC:
            divisor = self.of(term.parts[1])
            if name == "*":
                return term.depth <= _MOST_FACTORS  # what overflows is soon NaN
            return name in ("+", "-") or (name in ("/", "//", "%") and divisor.positive)
        if term.kind != CALL:
            return True
        function = self.catalog.function(name)
        known = function is not None and function.origin != LIVE
        return known and name not in tables.NAN and name not in tables.NAN_WITHOUT_VOLUME
