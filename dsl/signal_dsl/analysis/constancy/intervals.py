"""Ranges of numbers, and how they add up."""

from __future__ import annotations

from signal_dsl.analysis.constancy.tables import WEIGHING
from signal_dsl.analysis.values import arithmetic, is_number, joined
from signal_dsl.analysis.values import bounds as interval
from signal_dsl.records import record

# How much wider a bound is taken that rounding may pass, as a fraction of the range's width.
ROUNDING = 1e-6


@record
class Range:
    """Where the values of a term lie.

    `low` and `high` are inclusive bounds, None where there is none; `positive` says that it is above 0, `whole` that it
    has no fraction. `values` are all that it can have, where these are few.
    """

    low: float | None = None
    high: float | None = None
    positive: bool = False
    values: tuple[float, ...] = ()
    whole: bool = False

    @property
    def is_negative(self) -> bool:
        """Whether it can be below 0."""
        return self.low is None or self.low < 0


ANY = Range()


def either(left: Range, right: Range) -> Range:
    """The range of what may be either."""
    low, high = joined((left.low, left.high), (right.low, right.high))
    return Range(low, high, left.positive and right.positive, (), left.whole and right.whole)


def average(name: str, part: Range) -> Range:
    """The range of a moving average of `part`."""
    if part.low is not None and part.high is not None:
        slack = ROUNDING * max(abs(part.low), abs(part.high))
        return Range(part.low - slack, part.high + slack, part.low > 0)
    kept = part.positive or (name in WEIGHING and not part.is_negative)
    return Range(0.0 if kept else None, None, part.positive)


def computed(sign: str, left: Range, right: Range) -> Range:
    """The range of `left sign right`, computed with the operation itself."""
    both = left.positive and right.positive
    whole = left.whole and right.whole
    if sign in ("+", "-", "*"):
        low, high = interval(sign, (left.low, left.high), (right.low, right.high))
        if sign == "*" and low is None and not (left.is_negative or right.is_negative):
            low = 0.0
        return Range(low, high, (both and sign != "-") or (low is not None and low > 0), (), whole)
    if sign == "/" and right.positive:
        return _divided(left, right)
    if sign == "%" and right.positive and right.low == right.high:
        step = right.low
        return Range(0.0, step - 1 if whole and step is not None else step, False, (), whole)
    if sign == "**" and left.positive:
        return Range(0.0)
    return ANY


def _divided(left: Range, right: Range) -> Range:
    """By a divisor above 0: the bounds are where the divisor is least or most."""
    low = high = None
    if left.low is not None:
        by = right.high if left.low >= 0 else right.low
        low = 0.0 if left.low >= 0 and by is None else arithmetic("/", left.low, by)
    if left.high is not None:
        by = right.low if left.high >= 0 else right.high
        high = 0.0 if left.high <= 0 and by is None else arithmetic("/", left.high, by)
    return Range(
        low if is_number(low) else None,  # type: ignore[arg-type]
        high if is_number(high) else None,  # type: ignore[arg-type]
        left.positive,
    )
