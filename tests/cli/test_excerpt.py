"""Excerpts: the carets stand below what they mean, on any line and in any terminal."""

import pytest

from signal_dsl.cli.output.excerpt import Look, excerpt
from signal_dsl.cli.terminal import Style
from signal_dsl.source import Source


def drawn(text: str, columns: int = 100, encoding: str = "utf-8") -> str:
    """The excerpt of what stands between `‹` and `›`."""
    start = text.index("‹")
    end = text.index("›") - 1
    source = Source(text.replace("‹", "").replace("›", ""))
    return "\n".join(excerpt(source, source.range(start, end), Look(Style(False), columns, encoding), "red"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a = ‹close›\n", "  1 | a = close\n    |     ^^^^^"),
        ("a\nb\n‹c›", "  3 | c\n    | ^"),
        ("\n" * 99 + "‹c› = 1", "100 | c = 1\n    | ^"),
        ("a = ‹›close", "  1 | a = close\n    |     ^"),
        ("a = (‹›", "  1 | a = (\n    |      ^"),
        ("a = 1\n‹›", "  2 |\n    | ^"),
        ("‹›", "  1 |\n    | ^"),
        ("a = ‹1\n›b = 2", "  1 | a = 1\n    |     ^"),
        ("\ta\t= ‹b›", "  1 |     a   = b\n    |           ^"),
        ("a‹\t›b", "  1 | a   b\n    |  ^^^"),
        ('a = "漢字" + ‹b›', '  1 | a = "漢字" + b\n    |              ^'),
        ('a = ‹"漢字"›', '  1 | a = "漢字"\n    |     ^^^^^^'),
        ('a = "🚀" + ‹b›', '  1 | a = "🚀" + b\n    |            ^'),
        ("a = e\u0301 + ‹b›", "  1 | a = e\u0301 + b\n    |         ^"),
        ('a = "👩\u200d🚀" + ‹b›', '  1 | a = "👩\u200d🚀" + b\n    |              ^'),
        ("\ufeffa = ‹b›", "  1 | a = b\n    |     ^"),
        ("a\u00a0= ‹b›", "  1 | a = b\n    |     ^"),
        ("a\x1b[31m = ‹b›", "  1 | a\ufffd[31m = b\n    |          ^"),
        ("a \u202e = ‹b›", "  1 | a \ufffd = b\n    |       ^"),
        ("a \ud800 = ‹b›", "  1 | a \ufffd = b\n    |       ^"),
        ("a\u2028b = ‹b›", "  1 | a\ufffdb = b\n    |       ^"),
        ("a = ‹b›\r\nc", "  1 | a = b\n    |     ^"),
    ],
)
def test_one_line(text: str, lines: str) -> None:
    assert drawn(text) == lines


def test_an_encoding_that_cannot_say_it_keeps_the_columns() -> None:
    assert drawn('a = "é漢\u0301" + ‹b›', encoding="ascii") == '  1 | a = "???" + b\n    |             ^'
    assert drawn('a = "é漢" + ‹b›', encoding="latin-1") == '  1 | a = "é??" + b\n    |             ^'


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "‹emit_signal(\n    a,\n    b)›\n",
            "  1 | / emit_signal(\n  2 | |     a,\n  3 | |     b)\n    | |______^",
        ),
        ("  ‹(a,\n  b)›", "  1 | /   (a,\n  2 | |   b)\n    | |____^"),
        ("x = ‹(a,\n b)›", "  1 |   x = (a,\n    |  _____^\n  2 | |  b)\n    | |___^"),
        ("x = ‹(a,\n›", "  1 | x = (a,\n    |     ^^^"),
        ("‹(a,\nb›)", "  1 | / (a,\n  2 | | b)\n    | |_^"),
        ("‹(\n1,\n2,\n3,\n4)›", "  1 | / (\n  2 | | 1,\n  3 | | 2,\n  4 | | 3,\n  5 | | 4)\n    | |__^"),
        ("‹(\n1,\n2,\n3,\n4,\n5)›", "  1 | / (\n  2 | | 1,\n... | |\n  6 | | 5)\n    | |__^"),
    ],
)
def test_several_lines(text: str, lines: str) -> None:
    assert drawn(text) == lines


@pytest.mark.parametrize("filling", ["a", "漢", "\t", "e\u0301", "é"])
@pytest.mark.parametrize(("before", "after"), [(0, 5000), (20, 5000), (37, 100), (40, 0), (500, 0), (5000, 5000)])
def test_of_a_long_line_the_part_around_the_place_is_shown(filling: str, before: int, after: int) -> None:
    shown = drawn(f"{filling * before}‹>?<›{filling * after}", columns=60)
    line, carets = shown.split("\n")
    assert len(carets) <= 60
    assert carets.count("^") == 3
    # The marks stand where the text does, counted in columns.
    from signal_dsl.cli.layout import columns

    at = line.index(">?<")
    assert columns(line[:at]) == carets.index("^")
    assert columns(line) <= 60


def test_of_a_long_mark_the_beginning_is_shown() -> None:
    shown = drawn(f"a = ‹{'b' * 5000}›", columns=60)
    line, carets = shown.split("\n")
    assert line.startswith("  1 | a = bbbb")
    assert line.endswith("b...")
    assert carets.endswith("^" * 40)
    assert len(carets) <= len(line) <= 60


def test_a_line_of_a_megabyte_is_drawn_in_no_time() -> None:
    text = "x = " + "a + " * 250_000
    source = Source(text)
    look = Look(Style(False), 100, "utf-8")
    for start in range(0, 1_000_000, 10_000):
        assert len(excerpt(source, source.range(start, start + 3), look, "red")) == 2


def test_marks_are_painted() -> None:
    source = Source("a = b")
    lines = excerpt(source, source.range(4, 5), Look(Style(True), 80, "utf-8"), "red", "bold")
    assert lines == ["\x1b[34m  1 |\x1b[0m a = b", "\x1b[34m    |\x1b[0m     \x1b[31;1m^\x1b[0m"]
