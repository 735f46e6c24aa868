"""Known values: arithmetic on constants, as Python would do it, and bounds of what is not constant."""

from __future__ import annotations

import operator

from signal_dsl.analysis.facts import NOT_KNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_INFINITY = float("inf")
# Larger results are not followed: nobody means them, and computing them could take forever.
_MAX_BITS = 4096
_MAX_EXPONENT = 1024

_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
}
_COMPARISON: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def is_number(value: object) -> bool:
    """Whether a known value is a number (True and False are not)."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def arithmetic(sign: str, left: object, right: object) -> object:
    """`left sign right` of two known numbers; NOT_KNOWN where it has no real value or is out of all proportion."""
    if not (is_number(left) and is_number(right)):
        return NOT_KNOWN
    if sign == "**" and (abs(right) > _MAX_EXPONENT or (isinstance(left, int) and left.bit_length() > 64)):  # type: ignore[arg-type]
        return NOT_KNOWN
    try:
        result = _ARITHMETIC[sign](left, right)
    except (ArithmeticError, ValueError):
        return NOT_KNOWN
    if isinstance(result, complex) or (isinstance(result, int) and result.bit_length() > _MAX_BITS):
        return NOT_KNOWN
    return result


def comparison(sign: str, left: object, right: object) -> object:
    """`left sign right` of two known values, a bool; NOT_KNOWN where they cannot be compared."""
    try:
        return _COMPARISON[sign](left, right)
    except TypeError:
        return NOT_KNOWN


Bounds = tuple["float | None", "float | None"]


def bounds(sign: str, left: Bounds, right: Bounds) -> Bounds:
    """Bounds of `left sign right` from those of its parts, by interval arithmetic for + - *; else none."""
    if sign == "+":
        return _sum(left[0], right[0]), _sum(left[1], right[1])
    if sign == "-":
        return bounds("+", left, negated(right))
    if sign == "*" and None not in left and None not in right:
        try:
            products = [a * b for a in left for b in right]  # type: ignore[operator]
        except OverflowError:  # an integer that is larger than any fraction can be
            return None, None
        return (None, None) if any(product != product for product in products) else (min(products), max(products))
    return None, None


def negated(of: Bounds) -> Bounds:
    """Bounds of `-x` from those of `x`."""
    low, high = of
    return (None if high is None else -high), (None if low is None else -low)


def joined(left: Bounds, right: Bounds) -> Bounds:
    """Bounds of what may be either."""
    low = None if left[0] is None or right[0] is None else min(left[0], right[0])
    high = None if left[1] is None or right[1] is None else max(left[1], right[1])
    return low, high


def _sum(left: float | None, right: float | None) -> float | None:
    if left is None or right is None:
        return None
    try:
        total = left + right
    except OverflowError:
        return None
    return total if -_INFINITY < total < _INFINITY else None
