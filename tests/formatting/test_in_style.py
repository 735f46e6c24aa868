"""What is taken to be in style at a glance is what laying it out gives."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.formatting import LINE_LENGTH
from signal_dsl.formatting.format import format_source
from signal_dsl.formatting.in_style import in_style
from signal_dsl.formatting.layout import lay_out
from signal_dsl.syntax import parse
from tests.generators import programs, scripts

SEEDS = st.integers(0, 2**32)
TOKEN = re.compile(r'"[^"\n]*"|\w+|[<>=!*/]=|\*\*|//|\s|.')


def laid_out(text: str) -> str:
    (parsed,) = [parsed for _, parsed in parse(text).statements]
    assert parsed.tree is not None
    document, rest = lay_out(parsed.text, parsed.tree)
    return document.render(LINE_LENGTH) + "".join(f"  {comment.text}" for comment in rest)


def statements(text: str) -> list[str]:
    return [parsed.text for _, parsed in parse(text).statements if not parsed.faults]


def check(text: str) -> None:
    if in_style(text, LINE_LENGTH):
        assert laid_out(text) == text


@given(st.one_of(programs(4), scripts(4)), SEEDS)
def test_nearly_in_style(text: str, seed: int) -> None:
    """Formatted statements, in which one token is doubled or lost, or a blank is put in."""
    chance = random.Random(seed)
    for statement in statements(format_source(text)):
        check(statement)
        tokens = TOKEN.findall(statement)
        place = chance.randrange(len(tokens))
        changed = chance.choice([tokens[place] * 2, "", f" {tokens[place]}", f"({tokens[place]})", f"-{tokens[place]}"])
        for one in statements("".join([*tokens[:place], changed, *tokens[place + 1 :]])):
            check(one)


@given(programs(4))
def test_as_it_was_typed(text: str) -> None:
    for statement in statements(text):
        check(statement)


@given(scripts(6))
def test_most_of_what_is_in_style_is_seen_to_be(text: str) -> None:
    for statement in statements(format_source(text)):
        around = statement.rpartition(" = ")[2][:1] == "(" and statement[-1] == ")"
        if len(statement) <= LINE_LENGTH and not around and not any(mark in statement for mark in ("\n", "((", "'")):
            assert in_style(statement, LINE_LENGTH), statement


@pytest.mark.parametrize(
    "text",
    [
        *("x=1", "a, b=f(x)", "x  = 1", "f( x)", "f(x ,y)", "a+b", "not(x)", "(x)", "((x) + 1)", "x = (a and b)"),
        *("x = 'a'", "a # b"),
    ],
)
def test_out_of_style(text: str) -> None:
    assert not in_style(text, LINE_LENGTH)


@pytest.mark.parametrize("piece", ["(", "not ", "-", "a=", "a, ", "a(", "a + ", "()", ".a", "1e", "_", '"', "[", " "])
def test_long_nonsense_takes_no_longer_than_its_length(piece: str) -> None:
    for start in ("", "x = ", "a"):
        in_style(start + piece * 100_000 + "!", LINE_LENGTH)
