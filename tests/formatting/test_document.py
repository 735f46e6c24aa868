"""The printer, and the time that it takes."""

from __future__ import annotations

import time

import pytest

from signal_dsl.formatting.comments import Comment
from signal_dsl.formatting.document import Document, width
from signal_dsl.formatting.format import format_source
from signal_dsl.syntax import MAX_DEPTH, MAX_LENGTH, parse


def call(*arguments: str, comment: Comment | None = None) -> Document:
    document = Document()
    document.text("f(")
    document.open()
    document.line("", 1, [comment] if comment else None)
    for index, argument in enumerate(arguments):
        if index:
            document.text(",")
            document.line(" ", 1)
        document.text(argument)
    document.line("", 0, before=",", closing=True)
    document.close()
    document.text(")")
    return document


def test_a_group_is_flat_where_it_fits() -> None:
    assert call("a", "b").render(7) == "f(a, b)"
    assert call("a", "b").render(6) == "f(\n    a,\n    b,\n)"


def test_what_follows_a_group_must_fit_too() -> None:
    document = call("a", "b")
    document.text(".c")
    assert document.render(9) == "f(a, b).c"
    assert document.render(8) == "f(\n    a,\n    b,\n).c"


def test_comments_break_groups() -> None:
    assert call("a", comment=Comment("# c", False)).render(99) == "f(  # c\n    a,\n)"
    assert call("a", comment=Comment("# c", True)).render(99) == "f(\n    # c\n    a,\n)"


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("größe", 5), ("gro\u0308ße", 5), ("価格", 4), ("🚀", 2), ("👩‍💻", 4)]
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def nested(opening: str, closing: str, depth: int) -> str:
    return f"x = {opening * depth}a{closing * depth}\n"


@pytest.mark.parametrize(
    "text",
    [
        nested("f(", ")", (MAX_DEPTH - 3) // 2),
        nested("[", "]", MAX_DEPTH - 3),
        nested("x[", "]", MAX_DEPTH - 3),
        nested("-", "", MAX_DEPTH - 3),
        nested("(b and ", ")", MAX_DEPTH - 3),
        nested("(b if c else ", ")", MAX_DEPTH - 3),
        nested("b ** ", "", MAX_DEPTH - 3),
        nested("(", ")", 20_000),
        nested("(  # c\n", ")", 5_000),
    ],
)
def test_as_deep_as_scripts_can_be(text: str) -> None:
    assert not parse(text).statements[0][1].faults
    formatted = format_source(text)
    assert format_source(formatted) == formatted


def test_a_statement_that_would_grow_too_long_stays_as_it_was_typed() -> None:
    value = ",".join(["1"] * ((MAX_LENGTH - 10) // 2))
    text = f"x=[{value}]\ny=1\n"
    assert format_source(text) == f"x=[{value}]\ny = 1\n"
    assert format_source(text.replace("\n", "\r\n")) == f"x=[{value}]\r\ny = 1\r\n"


@pytest.mark.parametrize(
    "piece",
    ["1,", "f(),", "1,#c\n", "#c\n", "((((a)))),", "'\\'\"',", "a if b else c,", "a<b<c<d,", "価格,", "\n\n\\\n"],
)
def test_time_grows_with_length_alone(piece: str) -> None:
    def seconds(length: int) -> float:
        text = f"x=[{piece * (length // len(piece))}1]\n"
        assert not parse(text).statements[0][1].faults
        start = time.process_time()
        format_source(text)
        return time.process_time() - start

    short = min(seconds(MAX_LENGTH // 20) for _ in range(3))
    # Further attempts where the first had bad luck.
    assert any(seconds(MAX_LENGTH // 2) < 10 * short * 3 for _ in range(3))
