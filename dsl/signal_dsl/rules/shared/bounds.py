"""Where values lie, in words."""

from __future__ import annotations

import math

from signal_dsl.rules.shared.words import listed, number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.constancy.intervals import Range


def bounds(of: Range) -> str:
    """Where values lie, as the end of a sentence."""
    low, high = of.low, of.high
    if of.values:
        return f"is {listed(map(_written, of.values), 'or')}"
    if low is not None and high is not None:
        first, last = _rounded(low, high - low), _rounded(high, high - low)
        return f"is a whole number from {first} to {last}" if of.whole else f"lies between {first} and {last}"
    if of.positive:
        return "is always above 0"
    if low is not None:
        return f"is never below {_written(low)}"
    return f"is never above {_written(high)}" if high is not None else ""


def _rounded(bound: float, width: float) -> str:
    """A bound of a range, without what it was widened by for the sake of rounding."""
    if 0 < width < 1e300:
        bound = round(bound, 4 - math.ceil(math.log10(width)))
    return _written(bound)


def _written(bound: float) -> str:
    return written(float(bound))


def written(value: float) -> str:
    """A number as one writes it: whole ones without a point."""
    return number(int(value) if value.is_integer() and abs(value) < 1e15 else value)
