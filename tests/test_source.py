import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.errors import SourceError
from signal_dsl.source import MAX_SIZE, Position, Range, Source, decode, read_source

TEXTS = st.text(alphabet="ab\n\r\u2028é😀", max_size=60)


def test_lines_and_columns_count_from_one():
    source = Source("ab\ncd")
    assert source.position(0) == Position(1, 1)
    assert source.position(2) == Position(1, 3)
    assert source.position(3) == Position(2, 1)
    assert source.range(1, 5) == Range(Position(1, 2), Position(2, 3))


def test_columns_count_characters():
    assert Source("é😀x").position(2) == Position(1, 3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_line_once(end):
    source = Source(f"a{end}bc{end}")
    assert source.line_starts == [0, 1 + len(end), 3 + 2 * len(end)]
    assert [source.line(number) for number in (1, 2, 3)] == ["a", "bc", ""]


def test_there_is_no_line_zero_and_none_after_the_last():
    source = Source("a\nb")
    assert source.line(0) == source.line(3) == ""


def test_offsets_are_clamped():
    source = Source("ab\ncd")
    assert source.position(-1) == Position(1, 1)
    assert source.position(99) == Position(2, 3)
    assert source.offset(0, 5) == 0
    assert source.offset(1, 99) == 2
    assert source.offset(2, 0) == 3
    assert source.offset(9, 1) == 5


@given(TEXTS)
def test_positions_and_offsets_are_inverse(text):
    source = Source(text)
    for offset in range(len(text) + 1):
        position = source.position(offset)
        inside_a_line_end = text[offset - 1 : offset + 1] == "\r\n"
        if not inside_a_line_end:
            assert source.offset(position.line, position.column) == offset


@given(TEXTS)
def test_lines_are_what_python_reads(text):
    source = Source(text)
    expected = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [source.line(number + 1) for number in range(len(source.line_starts))] == expected


def test_a_byte_order_mark_is_kept():
    assert decode(b"\xef\xbb\xbfa", "a.signal") == "\ufeffa"


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"a\0b", "a.signal is a binary file"), (b"a = \xff", r"not UTF-8 text \(byte 5 is 0xff\)")],
)
def test_what_is_not_text_is_refused_with_a_remedy(data, told):
    with pytest.raises(SourceError, match=told) as caught:
        decode(data, "a.signal")
    assert caught.value.remedy


def test_reading_keeps_line_ends(tmp_path):
    path = tmp_path / "a.signal"
    path.write_bytes(b"a\r\nb\r")
    source = read_source(str(path))
    assert source.text == "a\r\nb\r"
    assert source.name == str(path)


def test_a_missing_file_is_told_in_one_sentence(tmp_path):
    with pytest.raises(
        SourceError, match=r"none\.signal cannot be read: no such file or directory\. Check the path\.$"
    ):
        read_source(os.path.join(tmp_path, "none.signal"))


@pytest.mark.parametrize("near", ["tren", "trend", "Trend.signal", "trned.signal"])
def test_a_misspelt_file_is_told_with_the_script_that_lies_beside(tmp_path, near):
    (tmp_path / "trend.signal").write_text("")
    with pytest.raises(SourceError, match=r"no such file or directory\. Did you mean `.*/trend\.signal`\?$"):
        read_source(os.path.join(tmp_path, near))


def test_what_is_no_file_is_told_with_the_remedy(tmp_path):
    with pytest.raises(SourceError, match=r"cannot be read: is a directory\. Name a script\.$"):
        read_source(str(tmp_path))
    with pytest.raises(SourceError, match=r"^`` cannot be read: no such file or directory\. Check the path\.$"):
        read_source("")


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "a.signal"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)  # takes no room on the disk
    with pytest.raises(SourceError, match=r"a\.signal is larger than 5 MB, the most that is read\.") as caught:
        read_source(str(path))
    assert caught.value.remedy
    path.write_bytes(b"#" * MAX_SIZE)
    assert len(read_source(str(path)).text) == MAX_SIZE


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), TEXTS), max_size=5))
def test_an_edited_source_is_as_one_read_anew(text: str, edits: list[tuple[int, int, str]]) -> None:
    source = Source(text, "a.signal")
    for one, other, new in edits:
        start, end = sorted((min(one, len(source.text)), min(other, len(source.text))))
        expected = source.text[:start] + new + source.text[end:]
        source = source.edited(start, end, new)
        assert (source.text, source.name) == (expected, "a.signal")
        assert source.line_starts == Source(expected).line_starts


@given(st.lists(st.sampled_from(["a", "\n", "bc\n"]), max_size=30), st.data())
def test_an_edited_source_with_plain_line_ends(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text(alphabet="a\n", max_size=5))
    source = Source(text).edited(start, end, new)
    assert source.line_starts == Source(source.text).line_starts
