"""A fault stands where the mistake is: sound statements are broken at a known place, and there it must be told."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.source import Source
from signal_dsl.syntax import Fault, parse
from signal_dsl.syntax.reading import read
from signal_dsl.syntax.tokens import NAME, NUMBER, tokens
from tests.generators import random_expression
from tests.syntax.corpus import faults_of

CASES = settings(max_examples=2 * settings().max_examples)
SEEDS = st.integers(0, 2**48)


def sound(seed: int) -> tuple[str, list[tuple[int, int, int]], Random]:
    """A sound statement, its tokens (kind, start, end) but for the end, and chance."""
    random = Random(seed)
    text = "x = " + random_expression(seed, random.randint(1, 8)).replace("\r\n", "\n")
    return text, [(kind, start, end) for kind, _, start, end in tokens(text)][:-1], random


def first_fault(text: str) -> tuple[int, Fault]:
    offset, fault = faults_of(text)[0]
    return offset + fault.start, fault


@CASES
@given(SEEDS, st.sampled_from("$?{}…\0"))
def test_a_character_that_belongs_nowhere(seed: int, character: str) -> None:
    text, found, random = sound(seed)
    place = random.choice(found)[1]
    at, fault = first_fault(f"{text[:place]}{character}{text[place:]}")
    assert at == place
    assert fault.end - fault.start == 1


@CASES
@given(SEEDS, st.sampled_from(["lambda", "import", "while", "yield", "class", "with"]))
def test_a_word_of_pythons(seed: int, word: str) -> None:
    text, found, random = sound(seed)
    place = random.choice(found)[1]
    at, fault = first_fault(f"{text[:place]} {word} {text[place:]}")
    assert (at, fault.start + len(word)) == (place + 1, fault.end)


@CASES
@given(SEEDS)
def test_a_value_that_is_one_too_many(seed: int) -> None:
    """Right behind a name or a number."""
    text, found, random = sound(seed)
    places = [end for kind, _, end in found[2:] if kind in (NAME, NUMBER)]
    if places and "//" not in text:  # two words behind that look like a comment
        place = random.choice(places)
        at, fault = first_fault(f"{text[:place]} odd{text[place:]}")
        assert at == place + 1
        assert fault.message.startswith(("An operator", "A comma"))


@CASES
@given(SEEDS)
def test_a_bracket_that_is_left_out(seed: int) -> None:
    """It is told at an opening bracket, or at a closing one that is now too many or of the wrong kind."""
    text, found, random = sound(seed)
    closing = [start for _, start, end in found if text[start:end] in (")", "]")]
    if closing:
        place = random.choice(closing)
        broken = f"{text[:place]} {text[place + 1 :]}"
        at, fault = first_fault(broken)
        assert broken[at] in "([)],=" or "else" in fault.message


@CASES
@given(SEEDS)
def test_a_statement_that_ends_too_early(seed: int) -> None:
    """It is told at the last token, at a bracket that is open there, or at an `if` that waits for its `else`."""
    text, found, random = sound(seed)
    _, _, end = random.choice(found)
    broken = text[:end]
    if parse(broken).statements[0][1].faults:
        at, fault = first_fault(broken)
        last = at + fault.end - fault.start == end
        assert last or broken[at] in "([" or broken[at : at + 2] == "if" or broken.endswith(".")


@CASES
@given(SEEDS)
def test_tokens_of_a_sound_statement_are_read_alike(seed: int) -> None:
    text, _, _ = sound(seed)
    ours, faults = read(text)
    assert faults == []
    assert [(kind, start, end) for kind, _, start, end in ours] == [(kind, s, e) for kind, _, s, e in tokens(text)]


@pytest.mark.parametrize(
    ("text", "line", "columns"),
    [
        ("x = close open", 1, (11, 15)),
        ('"🚀🚀" + close open', 1, (14, 18)),
        ('# 👩‍💻\nx = "👩‍💻" y', 2, (11, 12)),
        ("x = 1\r\n  y = = 2", 2, (5, 8)),
        ("x = 1\r  y = f(2", 2, (8, 9)),
        ("\ufeffx = )", 1, (6, 7)),
        ("x = f(\n\n    a,\n\tb c,\n)", 4, (4, 5)),
        ("x = f(\r\n    é b,\r\n)", 2, (7, 8)),
        ("x = 'a", 1, (5, 7)),
        ("x = a +  # why", 1, (7, 8)),
        ("x = f(a  # why\n      b", 1, (6, 7)),
    ],
)
def test_lines_and_columns(text: str, line: int, columns: tuple[int, int]) -> None:
    ((offset, fault),) = faults_of(text)
    place = Source(text).range(offset + fault.start, offset + fault.end)
    assert (place.start.line, place.start.column, place.end.column) == (line, *columns)
