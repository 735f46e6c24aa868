"""Line ends, byte order marks, files with nothing much in them, and the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.errors import FormatError, SourceError
from signal_dsl.formatting.format import format_source
from signal_dsl.settings import script_block
from signal_dsl.source import read_source
from signal_dsl.syntax import parse
from tests.formatting.test_properties import check

ROOT = Path(__file__).parents[2]
VALID = sorted((ROOT / "tests" / "corpus" / "valid").glob("*.signal"))
INVALID = sorted((ROOT / "tests" / "corpus" / "invalid").rglob("*.signal"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("\n", ""),
        (" \t\n\r\n\f", ""),
        ("\ufeff", "\ufeff"),
        ("\ufeff\n\nx=1", "\ufeffx = 1\n"),
        ("\ufeff  # note", "\ufeff# note\n"),
        ("x", "x\n"),
        ("x\ny", "x\ny\n"),
        ("# only", "# only\n"),
        ("\n# only\n\n\n\n# comments \t\n\n", "# only\n\n\n# comments\n"),
        ("x=1\r\ny=2", "x = 1\r\ny = 2\r\n"),
        ("x=1\ry=2\r", "x = 1\ry = 2\r"),
        ("x=1\ny=2\r\nz=3\r\n", "x = 1\r\ny = 2\r\nz = 3\r\n"),
        ("x=1\ny=2\r\nz=3\r", "x = 1\ny = 2\nz = 3\n"),
        ("x=f(a,\r\n  # b\r\n)\r\n", "x = f(\r\n    a,\r\n    # b\r\n)\r\n"),
        ("x = 1 \\\r\n  + 2 # three\r\n", "x = 1 + 2  # three\r\n"),
        ("\fx=1\t \n", "x = 1\n"),
        ("x = 1  # a\u2028b\x85c\x0bd\n", "x = 1  # a\u2028b\x85c\x0bd\n"),
    ],
)
def test_small_files(before: str, after: str) -> None:
    assert format_source(before) == after
    assert format_source(after) == after


def test_a_settings_block_stays_to_the_last_blank() -> None:
    block = '# /// backtest  \n# description = """two  \n#   lines"""\t\n#  \n# ///  '
    before = f"# note  \n{block}\n# note  \n"
    assert format_source(before) == f"# note\n{block}\n# note\n"
    assert format_source(before.replace("\n", "\r\n")) == format_source(before).replace("\n", "\r\n")
    first, second = script_block(before), script_block(format_source(before))
    assert first is not None
    assert second is not None
    assert second.run == first.run


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_corpus(path: Path) -> None:
    text = read_source(str(path)).text
    formatted = check(text)
    before, after = script_block(text), script_block(formatted)
    assert (after and after.run) == (before and before.run)


def test_the_corpus_is_there() -> None:
    assert len(VALID) > 100
    assert len(INVALID) > 20


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid_corpus(path: Path) -> None:
    """A script with a syntax error is refused, with the place and the reason of the first one."""
    try:
        source = read_source(str(path))
    except SourceError:
        return
    faults = [(start, fault) for start, parsed in parse(source.text).statements for fault in parsed.faults]
    if not faults:
        check(source.text)
        return
    with pytest.raises(FormatError) as caught:
        format_source(source.text)
    start, fault = faults[0]
    place = source.position(start + fault.start)
    assert (caught.value.line, caught.value.column) == (place.line, place.column)
    assert caught.value.message == fault.message


def test_the_refusal_says_where_and_why() -> None:
    with pytest.raises(FormatError) as caught:
        format_source("x = 1\r\n  y = rsi(close, 14]\n")
    assert str(caught.value) == "Line 2, column 20: `rsi(` is closed by `]`: write `)`."


@given(st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_all_scripts_with_other_line_ends(line_end: str, marked: bool) -> None:
    text = (ROOT / "tests" / "corpus" / "valid" / "style_backslash_and_brackets.signal").read_text(encoding="utf-8")
    formatted = format_source(text)
    mark = "\ufeff" if marked else ""
    assert format_source(mark + text.replace("\n", line_end)) == mark + formatted.replace("\n", line_end)


def test_nothing_is_returned_that_means_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last line of defence: the text is parsed again, and compared."""
    monkeypatch.setattr("signal_dsl.formatting.layout.with_best_quotes", str.upper)
    assert format_source('x="LONG"\n') == 'x = "LONG"\n'
    with pytest.raises(FormatError, match="would not mean the same"):
        format_source('x="long"\n')
