"""Texts that once broke something, and others that are apt to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzzing.survive import survive

FOUND = sorted((Path(__file__).resolve().parents[1] / "corpus" / "fuzzed").glob("*.signal"))
WORDS = [
    "a",
    "b",
    "close",
    "1",
    "0.5",
    "-1",
    "'x'",
    "and",
    "or",
    "not",
    "if",
    "else",
    "for",
    "lambda",
    "noqa",
    "é",
    "🚀",
]
CALLS = ["rsi(", "emit_signal(", "entry(", "Weight("]
SIGNS = [*'()[],.=+-*/%<;:#"', "==", "+=", "**", "//"]
LINES = ["\n", "\r", "\\\n", "# noqa:SIG1", "# /// backtest\n", "# ///\n"]
PIECES = st.sampled_from([*WORDS, *CALLS, *SIGNS, *LINES])


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_a_text_that_broke_something(path: Path) -> None:
    survive(path.read_bytes().decode("utf-8", "replace"))


@given(st.lists(PIECES, max_size=30), st.sampled_from(["", " "]))
def test_pieces_in_any_order(pieces: list[str], blank: str) -> None:
    survive(blank.join(pieces))
