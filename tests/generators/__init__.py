"""Random texts for property tests: hypothesis strategies over fast hand-made generators.

A text is made from a seed and a size. Hypothesis shrinks the size, and with the same seed a smaller size gives a
smaller text, so counterexamples come out short although the generators know nothing of hypothesis.

    @given(expressions())            any expression that Signal DSL and Python share, oddly written
    @given(programs())               several statements of that kind, with comments and blank lines between them
    @given(scripts())                valid nested scripts over all functions, for properties of meaning
    @given(conditions())             scripts that end in a condition, often one that is always or never true
"""

from __future__ import annotations

from hypothesis import strategies as st

from tests.generators.conditions import random_condition
from tests.generators.expressions import random_expression, random_program
from tests.generators.scripts import BARS, MOST_LOOKBACK, random_script

__all__ = [
    "BARS",
    "MOST_LOOKBACK",
    "conditions",
    "expressions",
    "programs",
    "random_condition",
    "random_expression",
    "random_program",
    "random_script",
    "scripts",
]

_SEEDS = st.integers(0, 2**48)


def expressions(most: int = 30) -> st.SearchStrategy[str]:
    """Texts of one expression with about `most` operands at most."""
    return st.builds(random_expression, _SEEDS, st.integers(1, most))


def programs(most: int = 8) -> st.SearchStrategy[str]:
    """Texts of up to `most` statements."""
    return st.builds(random_program, _SEEDS, st.integers(1, most))


def scripts(most: int = 12) -> st.SearchStrategy[str]:
    """Valid scripts of up to `most` statements before their signals; no lookback exceeds `MOST_LOOKBACK` bars."""
    return st.builds(random_script, _SEEDS, st.integers(1, most))


def conditions(most: int = 6) -> st.SearchStrategy[str]:
    """Scripts whose last line is a condition of up to about `most` comparisons."""
    return st.builds(random_condition, _SEEDS, st.integers(1, most))
