"""Lark itself, running grammar/signal.lark, is the judge of our automaton: same texts, same trees.

Nothing is set apart: reserved words are in the grammar. Only literals without a value (`007`, `"\\x4"`) are a matter of
`literals`, which Lark knows nothing of.
"""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark, Token, Transformer, Tree, UnexpectedInput

from grammar.generate import GRAMMAR
from signal_dsl.syntax import builders
from signal_dsl.syntax.automaton import run
from signal_dsl.syntax.literals import LiteralError
from signal_dsl.syntax.nodes import Constant, Name, Statement
from signal_dsl.syntax.tokens import NAME, NUMBER, STRING, tokens
from tests.generators import expressions, random_expression
from tests.referee import difference
from tests.syntax.edits import edited

LARK = Lark(
    GRAMMAR.read_text(encoding="utf-8"),
    parser="lalr",
    lexer="basic",
    keep_all_tokens=True,
    propagate_positions=True,
)


class Builder(Transformer[Token, Any]):
    """Makes our nodes of Lark's tree, with the builders that the grammar names."""

    def __default__(self, data: str, children: list[Any], meta: Any) -> Any:
        values = [value for value, _, _ in children]
        start, end = children[0][1], children[-1][2]
        build = getattr(builders, data, None)
        return (values[0] if build is None else build(*values, start, end)), start, end

    def __default_token__(self, token: Token) -> tuple[Any, int, int]:
        assert token.start_pos is not None
        assert token.end_pos is not None
        place = token.start_pos, token.end_pos
        for _, value, start, end in tokens(str(token)):
            if isinstance(value, Name):
                return Name(*place, value.name), *place
            if isinstance(value, Constant):
                return Constant(*place, value.value), *place
            return str(token), start + place[0], end + place[0]
        raise AssertionError(token)


def by_lark(text: str) -> Statement | None:
    try:
        tree = LARK.parse(text)
    except UnexpectedInput:
        return None
    assert isinstance(tree, Tree)
    statement, _, _ = Builder().transform(tree)
    assert isinstance(statement, Statement)
    return statement


def by_us(text: str) -> Statement | None:
    return run(tokens(text))


def assert_same(text: str) -> None:
    try:
        ours = by_us(text)
    except LiteralError:
        return
    theirs = by_lark(text)
    assert (ours is None) == (theirs is None)
    if ours is not None and theirs is not None:
        assert difference(ours, theirs) is None


@settings(max_examples=3 * settings().max_examples)
@given(expressions())
def test_valid_texts(text: str) -> None:
    assert by_us(text) is not None
    assert_same(text)


@settings(max_examples=5 * settings().max_examples)
@given(st.integers(0, 2**48), st.integers(1, 6))
def test_edited_texts(seed: int, size: int) -> None:
    random = Random(seed)
    text = random_expression(seed, size)
    if random.random() < 0.5:
        text = random.choice(["x = ", "x, y = ", "x += ", "x **= "]) + text
    assert_same(edited(text, random, random.randint(1, 2)))


CHOSEN = [
    *["a", "a = b", "a, b, = c", "a, b = c", "a += b", "a.b += c", "(a) = b", "f(a, b=1,)", "f(,)", "[,]", "[a,]"],
    *["a if b else c if d else e", "(a if b else c) if d else e", "a if b", "not not a", "not a == b", "-a**-b**c"],
    *["a < b < c", "(a < b) < c", "a and b or c and not d", "a(b)(c)[d].e", "a.not", "for = 1", "a in b", "f(is=1)"],
    *["format + inner + iso", "True.a", "1 .a", "1.a", "1..a", "a\\\n+ b", "a # b", "# b", "", "a;b", "é", "²", "[]"],
]


@pytest.mark.parametrize("text", CHOSEN)
def test_chosen_texts(text: str) -> None:
    assert_same(text)


def test_kinds_of_literals_are_told_apart() -> None:
    kinds = [kind for kind, _, _, _ in tokens("a 1 'x'")]
    assert kinds[:3] == [NAME, NUMBER, STRING]
