"""Operators, bar by bar, with Python's meaning: `//` rounds down, `%` has the sign of its right side."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from itertools import pairwise

import numpy as np

from signal_dsl.sandbox.evaluator.graph import Kernel, Stretch
from signal_dsl.sandbox.evaluator.series import Series, Values, bar_by_bar

_ARITHMETIC: dict[str, Callable[..., Values]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.true_divide,
    "//": np.floor_divide,
    "%": np.remainder,
    # NumPy's operator is faster, and exact, for a square, a root and a reciprocal.
    "**": lambda base, exponent: np.asarray(base) ** exponent,
}
_COMPARISON: dict[str, Callable[..., Values]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


def elementwise(compute: Callable[..., Values]) -> Kernel:
    """The kernel of what is computed bar by bar."""

    def kernel(stretch: Stretch, *inputs: Series) -> tuple[Series, ...]:
        return (bar_by_bar(compute, inputs, stretch.start),)

    return kernel


def arithmetic(sign: str) -> Kernel:
    """`a + b` and the like, of numbers."""
    return elementwise(_ARITHMETIC[sign])


def comparison(signs: tuple[str, ...]) -> Kernel:
    """`a < b <= c` and the like: true where each of its links is."""

    def compare(*operands: Values) -> Values:
        pairs = zip(signs, pairwise(operands), strict=True)
        return reduce(np.logical_and, [_COMPARISON[sign](left, right) for sign, (left, right) in pairs])

    return elementwise(compare)


def logical(word: str) -> Kernel:
    """`a and b`, `a or b`, of conditions."""
    join = np.logical_and if word == "and" else np.logical_or
    return elementwise(lambda *operands: reduce(join, operands))


def computed(sign: str, left: float, right: float) -> float:
    """`left sign right` of two numbers, by the rules that hold for series: 1 / 0 is infinity."""
    with np.errstate(all="ignore"):
        return float(_ARITHMETIC[sign](as_float(left), as_float(right)))


def as_float(number: float) -> float:
    """The nearest float; infinity where a whole number is too large for one."""
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


NEGATIVE = elementwise(np.negative)
NOT = elementwise(np.logical_not)
CONDITIONAL = elementwise(np.where)
# True is 1 where a condition is computed with.
NUMBER = elementwise(lambda values: np.asarray(values, np.float64)[()])
