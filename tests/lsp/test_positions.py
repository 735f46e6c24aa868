"""Positions in all encodings, held to what Python's codecs say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from signal_dsl.source import Source
from signal_lsp.positions import Positions, characters, units

UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
TEXTS = st.text(st.sampled_from("ab é€🚀\u0301\r\n\u2028"), max_size=40)


@pytest.mark.parametrize("encoding", UNITS)
@given(text=TEXTS)
def test_there_and_back(encoding: str, text: str) -> None:
    positions = Positions(Source(text), encoding)
    codec, size = UNITS[encoding]
    for offset in range(len(text) + 1):
        place = positions.position(offset)
        lines = text[:offset].replace("\r\n", " \n").replace("\r", "\n").split("\n")
        inside_line_end = text[offset - 1 : offset + 1] == "\r\n"
        if inside_line_end:
            continue
        assert place == types.Position(len(lines) - 1, len(lines[-1].encode(codec)) // size)
        assert positions.offset(place) == offset


@pytest.mark.parametrize("encoding", UNITS)
@given(text=TEXTS, line=st.integers(0, 50), character=st.integers(0, 200))
def test_any_position_lies_in_the_text_and_in_its_line(encoding: str, text: str, line: int, character: int) -> None:
    source = Source(text)
    offset = Positions(source, encoding).offset(types.Position(line, character))
    if line >= len(source.line_starts):
        assert offset == len(text)
    else:
        assert source.line_starts[line] <= offset <= source.line_starts[line] + len(source.line(line + 1))


@pytest.mark.parametrize(
    ("encoding", "count", "expected"),
    [("utf-8", 2, 0), ("utf-8", 4, 1), ("utf-8", 5, 2), ("utf-16", 1, 0), ("utf-16", 2, 1), ("utf-32", 1, 1)],
)
def test_half_a_character_does_not_count(encoding: str, count: int, expected: int) -> None:
    assert characters("🚀a", count, encoding) == expected


@pytest.mark.parametrize("encoding", UNITS)
def test_a_lone_surrogate_counts(encoding: str) -> None:
    text = "a\ud800b"
    assert characters(text, units(text, encoding), encoding) == 3
