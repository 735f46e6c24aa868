"""On everything that both languages accept, our tree and all its places are those of Python's own parser."""

from __future__ import annotations

import ast
import re
import warnings
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.source import Source
from signal_dsl.syntax import parse
from signal_dsl.syntax.nodes import Statement
from tests.generators import expressions, programs, random_expression, random_program
from tests.referee import NotCommonError, difference, python_tree
from tests.syntax.edits import edited

# 2,000 in the everyday run, 100,000 in `make exhaustive`.
EXPRESSIONS = 20 * settings().max_examples
PROGRAMS = 4 * settings().max_examples

# What Python refuses, and this language leaves to its rules or does not mind.
ONLY_PYTHON_REFUSES = re.compile(
    "unexpected indent|unindent|positional argument follows keyword|keyword argument repeated|null bytes|surrogates"
    "|unexpected EOF|invalid octal literal|cannot assign to __debug__|too many nested parentheses"
)
# What Python accepts and reads as something that this language has, too.
ONLY_WE_REFUSE = re.compile(
    "decimal digits|does not join strings|comma is missing before|no string prefixes|over several lines|`;`"
    "|brackets: `a, b|name is missing after `,`|name cannot contain|character .*is not part|begin with 0|nothing on"
)


def ours(text: str) -> tuple[list[Statement], list[int], list[str]]:
    """Our trees, where in the text they begin, and what is told of faults."""
    statements = parse(text).statements
    trees = [parsed.tree for _, parsed in statements if parsed.tree is not None]
    return trees, [offset for offset, _ in statements], [fault.message for _, p in statements for fault in p.faults]


def offsets(text: str) -> list[int]:
    """Where Python's statements begin, in characters."""
    starts = Source(text).line_starts
    return [starts[node.lineno - 1] + node.col_offset for node in ast.parse(text).body]


@settings(max_examples=EXPRESSIONS)
@given(expressions())
def test_expressions(text: str) -> None:
    trees, places, faults = ours(text)
    assert faults == []
    assert difference(trees, python_tree(text)) is None
    assert places == offsets(text)


@settings(max_examples=PROGRAMS)
@given(programs())
def test_programs(text: str) -> None:
    trees, places, faults = ours(text)
    assert faults == []
    assert difference(trees, python_tree(text)) is None
    assert places == offsets(text)


@settings(max_examples=PROGRAMS)
@given(st.integers(0, 2**48), st.integers(1, 8))
def test_what_is_not_quite_common(seed: int, size: int) -> None:
    """Edited texts: where both accept, the trees are equal; where one refuses, the reason is a known one."""
    random = Random(seed)
    make = random.choice([random_expression, random_program])
    text = edited(make(seed, size), random, random.randint(1, 3))
    trees, _, faults = ours(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            theirs = python_tree(text)
        except NotCommonError:
            assert faults
            return
        except (SyntaxError, ValueError) as error:
            assert faults or ONLY_PYTHON_REFUSES.search(str(error))
            return
    if faults:
        assert any(ONLY_WE_REFUSE.search(fault) for fault in faults), faults
    elif not text.startswith("\\"):  # a continued line that is empty: our statement begins there, Python's behind it
        assert difference(trees, theirs) is None
