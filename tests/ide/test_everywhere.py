"""Every feature, at any place of any script, broken or not, and while it is typed: an answer or none, never an error.

The everyday run takes a sample of the places, the exhaustive one takes them all.
"""

from __future__ import annotations

import os
from itertools import pairwise
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from signal_dsl.analysis import Memory, analyze
from signal_dsl.ide.snapshot import Snapshot
from tests.amounts import slow_cases
from tests.ide.everywhere import EXAMPLES, SCRIPTS, at_place, of_all, of_stretch
from tests.ide.marks import opened
from tests.rules.test_any_text import edited
from tests.syntax.corpus import read

ALL_PLACES = os.environ.get("HYPOTHESIS_PROFILE") == "exhaustive"
PLACES = 4
PREFIXES = 25


def sampled(size: int, most: int, seed: str) -> list[int]:
    """Some of the places of a text, the same in every run; all of them in an exhaustive one."""
    if ALL_PLACES or size < most:
        return list(range(size + 1))
    return sorted(Random(seed).sample(range(size + 1), most))


@pytest.mark.parametrize("name", SCRIPTS)
def test_any_place_of_any_script(name: str) -> None:
    text = SCRIPTS[name]
    snapshot = opened(text)
    of_all(snapshot)
    for place in sampled(len(text), PLACES, name):
        at_place(snapshot, place)
    places = sampled(len(text), 4, name)
    for start, end in pairwise(places):
        of_stretch(snapshot, start, end)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_while_it_is_typed(path: object) -> None:
    text = read(path)  # type: ignore[arg-type]
    memory = Memory()
    for end in sampled(len(text), PREFIXES, str(path)):
        snapshot = Snapshot(analyze(text[:end], memory=memory))
        at_place(snapshot, end)
        at_place(snapshot, end // 2)
        of_all(snapshot)


@settings(max_examples=2 * slow_cases())
@given(st.sampled_from(sorted(SCRIPTS)), st.integers(0, 2**48), st.integers(1, 6), st.floats(0, 1), st.floats(0, 1))
def test_edited_scripts(name: str, seed: int, count: int, place: float, other: float) -> None:
    text = edited(SCRIPTS[name], Random(seed), count)
    snapshot = opened(text)
    start, end = sorted((round(place * len(text)), round(other * len(text))))
    at_place(snapshot, start)
    of_all(snapshot)
    of_stretch(snapshot, start, end)


@given(
    st.text(st.sampled_from("ab1.,()[]=<\"'#:/\n\r\t\\x noqa+-*SIG7é\U0001f642\x00\ud800"), max_size=80),
    st.floats(0, 1),
)
@example("a\t1G", 1.0)
def test_random_characters(text: str, place: float) -> None:
    snapshot = opened(text)
    at_place(snapshot, round(place * len(text)))
    of_all(snapshot)
    of_stretch(snapshot, 0, len(text))
