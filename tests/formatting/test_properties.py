"""What holds for every script: the meaning, the comments and the style."""

from __future__ import annotations

import ast
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from signal_dsl.errors import FormatError
from signal_dsl.formatting import LINE_LENGTH
from signal_dsl.formatting.format import format_source
from signal_dsl.syntax import parse
from tests.formatting.remarks import comments, respaced, with_comments
from tests.generators import programs, scripts

MORE = settings(max_examples=3 * settings().max_examples)
SEEDS = st.integers(0, 2**32)
LINE_ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r"])


def check(text: str) -> str:
    """The formatted text, after all that can be said of any."""
    formatted = format_source(text)
    # Python is the referee of the meaning: it reads both texts by itself.
    before, after = (ast.dump(ast.parse(each.removeprefix("\ufeff"))) for each in (text, formatted))
    assert after == before
    assert comments(formatted) == comments(text)
    assert format_source(formatted) == formatted
    lines = formatted.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert lines.pop() == ""
    assert lines[:1] != [""]
    assert lines[-1:] != [""]
    assert "\n\n\n\n" not in "\n".join(lines)
    assert [line for line in lines if line != line.rstrip(" \t\f")] == []
    return formatted


@MORE
@given(programs(5), SEEDS, LINE_ENDS)
def test_any_text_with_comments(text: str, seed: int, line_end: str) -> None:
    check(with_comments(text, seed).replace("\n", line_end))


@given(scripts(), SEEDS)
def test_layout_does_not_depend_on_spacing(text: str, seed: int) -> None:
    assert format_source(respaced(text, seed)) == format_source(text)


@given(scripts(), SEEDS)
def test_scripts_with_comments(text: str, seed: int) -> None:
    check(with_comments(text, seed))


@given(scripts())
def test_lines_are_too_long_only_where_no_place_is_left_to_break_them(text: str) -> None:
    for line in format_source(text).split("\n"):
        if len(line) > LINE_LENGTH:
            assert re.search(r"[(\[][^)\]]", line) is None, line


def check_whatever(text: str) -> None:
    """A text is refused with its first syntax error, or formatted; nothing else happens."""
    faults = [fault for _, parsed in parse(text).statements for fault in parsed.faults]
    if faults:
        with pytest.raises(FormatError) as caught:
            format_source(text)
        assert caught.value.message == faults[0].message
    else:
        formatted = format_source(text)
        assert format_source(formatted) == formatted


@MORE
@given(st.text() | st.text(alphabet="ab=(),[]+-. \n\r\\#\"'1/\t\f\ufeff\u2028"))
@example("a = (")
@example("x = 1; y = 2")
@example('"\\N{no such name}"')
@example("\ufeff\ufeff")
@example("\udcff")
@example("\0")
def test_any_text_at_all(text: str) -> None:
    check_whatever(text)


@MORE
@given(programs(), st.data())
def test_broken_programs(text: str, data: st.DataObject) -> None:
    """A stretch is cut out of a program, or doubled."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 5, len(text))))
    check_whatever(text[:start] + text[end:] if data.draw(st.booleans()) else text[:end] + text[start:])
