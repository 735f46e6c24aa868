"""No text makes the parser raise, every place lies within the text, and what it costs grows with the text's size."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.source import Source
from signal_dsl.syntax import MAX_DEPTH, MAX_LENGTH, Parser, Script, parse
from signal_dsl.syntax.nodes import Node, children
from tests.syntax.corpus import ALL, applied, read
from tests.syntax.edits import edited


def assert_sound(text: str, script: Script | None = None, latest: int = 0) -> None:
    """All that holds for any text whatever; looks at the `latest` statements, or all."""
    script = script or parse(text)
    assert script.text == text
    last = 0
    for offset, parsed in script.statements[-latest:]:
        assert last <= offset
        last = offset + parsed.length
        assert last <= len(text)
        assert len(parsed.text) == parsed.length > 0
        if parsed.tree is not None:
            assert_nested(parsed.tree, 0, parsed.length)
        assert parsed.tree is not None or parsed.faults
        for fault in parsed.faults:
            assert 0 <= fault.start < fault.end <= parsed.length
            assert fault.code in ("SIG001", "SIG002")
            assert len(fault.message) <= 250
            assert "\n" not in fault.message
            if fault.fix is not None:
                assert fault.fix.edits
                for edit in fault.fix.edits:
                    assert 0 <= edit.start <= edit.end <= len(text) - offset
                    assert edit.text or edit.start < edit.end
                assert applied(text, offset, fault) != text


def assert_nested(node: Node, low: int, high: int) -> None:
    """Each node lies within the one above it, beside its neighbours."""
    todo = [(node, low, high, 0)]
    while todo:
        node, low, high, depth = todo.pop()
        assert low <= node.start <= node.end <= high
        assert depth <= MAX_DEPTH
        at = node.start
        for child in children(node):
            assert child.start >= at
            at = child.end
            todo.append((child, node.start, node.end, depth + 1))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_beginning_of_a_script(path: Path) -> None:
    """As it is typed, character by character, in one document."""
    text = read(path)
    step = 1 if len(text) < 8_000 else len(text) // 40  # a script that long was not typed
    parser = Parser()
    for length in range(0, len(text) + 1, step):
        beginning = text[:length]
        assert_sound(beginning, parser.parse(beginning), latest=2)
    assert_sound(text)


@settings(max_examples=5 * settings().max_examples)
@given(st.integers(0, 2**48))
def test_edited_scripts(seed: int) -> None:
    random = Random(seed)
    assert_sound(edited(read(random.choice(ALL))[:3000], random, random.randint(1, 12)))


@settings(max_examples=5 * settings().max_examples)
@given(st.binary(max_size=300))
def test_random_bytes(data: bytes) -> None:
    assert_sound(data.decode("utf-8", errors="replace"))
    assert_sound(data.decode("latin-1"))
    assert_sound(data.decode("utf-8", errors="surrogateescape"))


@settings(max_examples=5 * settings().max_examples)
@given(st.text(alphabet="ab1.()[],=\"'\\\n\r #;+*<if or else\ufeff\u00a0é²\ud800", max_size=60))
def test_random_characters_that_mean_something(text: str) -> None:
    assert_sound(text)


@settings(max_examples=2 * settings().max_examples)
@given(st.text(max_size=60))
def test_random_characters(text: str) -> None:
    assert_sound(text)


HUGE = {
    "one line of a megabyte": "x = close + " * 87_000,
    "one name of a megabyte": "a" * 1_000_000,
    "one string of a megabyte": f'x = "{"a" * 1_000_000}"',
    "one open string of a megabyte": f'x = "{"a" * 1_000_000}',
    "one comment of a megabyte": f"# {'a' * 1_000_000}\nx = 1",
    "a megabyte of semicolons": "a;" * 500_000,
    "a megabyte of blanks": " " * 1_000_000 + "x =",
    "a long line in brackets": "f(\n" + "(" * 200_000,
    **{f"10,000 {bracket}": bracket * 10_000 for bracket in "([{)]}"},
    **{f"10,000 {bracket} in a call": f"x = f({bracket * 10_000}" for bracket in "([{)]}"},
    "10,000 of both": "([" * 5_000,
    "10,000 that do not match": "(]" * 5_000,
    "10,000 closed": "(" * 10_000 + "a" + ")" * 10_000,
    "10,000 calls": "f(" * 10_000,
    "10,000 lists in lists": "[" * 10_000 + "]" * 10_000,
    "10,000 signs": "-" * 10_000 + "a",
    "10,000 powers": "a**" * 10_000 + "a",
    "10,000 choices": "a if b else " * 4_000 + "a",
    "5,000 negations": "not " * 5_000 + "a",
    "10,000 operators": "a and b or " * 4_000 + "a",
    "10,000 quotes": '"' * 10_001,
    "10,000 apostrophes": "'" * 10_001,
    "10,000 curly quotes": "“" * 10_000,
    "5,000 open lines": "x = ema(close,\n" * 5_000,
    "5,000 open lines and a comma less": "x = ema(close\n" * 5_000,
    "5,000 open lines, closed at the end": "x = ema(close,\n" * 5_000 + ")" * 5_000,
    "5,000 open lines, wrong and closed": "x = f(a,\n" * 5_000 + "b\nc = 1\n" + ")" * 5_000,
    "5,000 open lines of nothing else": "f(\n" * 5_000,
    "5,000 open lines and semicolons": "x; f(\n" * 5_000,
    "5,000 open bare lines": "f(a,\n" * 5_000 + ")\n" * 4_000,
    "5,000 open strings": 'x = "a\n' * 5_000,
    "5,001 open long strings": 'x = """\n' * 5_001,
    "5,000 long strings of both kinds": "f(\"\"\"\n'''\n" * 5_000,
    "5,000 continued lines": "\\\n" * 5_000,
    "5,000 continued strings": "'\\\n" + "x\\\n" * 5_000,
    "5,000 faults": "a b\n" * 5_000,
    "10,000 faults in a line": "a b " * 10_000,
    "20,000 signs of C": "a && " * 9_000,
    "5,000 entries": "emit_signal(f(" + ", entry(" * 5_000,
    "a long number": "x = " + "9" * 40_000,
    "a long number with underscores": "x = " + "1_" * 20_000,
    "a long fraction": "x = 0." + "3" * 40_000,
    "a long exponent": "x = 1e" + "9" * 40_000,
    "a long number after 0": "x = 0" + "9" * 40_000,
    "a long hexadecimal number": "x = 0x" + "f" * 40_000,
    "a long number and a long name": "x = 1" + "z" * 40_000 + " " + "y" * 100 + " = 3",
    "long names side by side": "x" * 20_000 + " " + "y" * 20_000,
    "a long name that is declared": "var " + "x" * 40_000 + " = 1",
    "a long name that is counted": "x" * 40_000 + "++",
    "a long parameter": "f(" + "x" * 40_000 + ": 1)",
    "a long quoted parameter": "f('" + "x" * 40_000 + "'=1)",
    "long numbers with a comma": "x = " + "9" * 4_000 + "," + "9" * 4_000,
    "a long string beside a name": "x = '" + "a " * 20_000 + "'b",
    "NULs": "\0" * 10_000,
    "lone surrogates": "\ud800" * 1_000 + ' = "\udfff"',
    "byte order marks": "\ufeff" * 1_000,
    "line separators": "a\u2028b\u2029c\x85d\x0be\x1cf\n" * 100,
}


@pytest.mark.parametrize("name", HUGE)
def test_huge_texts(name: str) -> None:
    assert_sound(HUGE[name])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("path", ALL[::7], ids=lambda path: path.stem)
def test_line_ends_do_not_matter(path: Path, end: str) -> None:
    """The same findings in the same lines and columns, and the same trees."""
    plain = read(path).replace("\r\n", "\n").replace("\r", "\n")
    other = plain.replace("\n", end)
    assert_sound(other)

    def told(text: str) -> list[object]:
        source = Source(text)
        return [
            (source.range(offset + fault.start, offset + fault.end).start, fault.message)
            for offset, parsed in parse(text).statements
            for fault in parsed.faults
        ]

    assert told(other) == told(plain)


def test_a_byte_order_mark_is_a_blank() -> None:
    ((offset, parsed),) = parse("\ufeffx = 1").statements
    assert (offset, parsed.text, parsed.faults) == (1, "x = 1", ())
    assert parse("\ufeff").statements == []
    assert parse("").statements == []


def test_limits_are_told() -> None:
    def told(text: str) -> list[str]:
        return [fault.message for _, parsed in parse(text).statements for fault in parsed.faults]

    assert told("-" * (MAX_DEPTH - 2) + "a") == []
    assert told("-" * MAX_DEPTH + "a") == [
        f"This expression is nested more than {MAX_DEPTH} levels deep. Give parts of it names of their own."
    ]
    assert told("(" * 10_000 + "a" + ")" * 10_000) == []
    assert told("a + " * (MAX_LENGTH // 4 - 20_000) + "a") == []
    assert told("[" + "1," * (MAX_LENGTH // 2 - 1) + "]") == []
    too_long = "This statement has {:,} characters; the most is 50,000. Split it up."
    assert told("[" + "1," * (MAX_LENGTH // 2) + "]") == [too_long.format(50_002)]
    assert told("[\n" + "1,\n" * (MAX_LENGTH // 3) + "]\na = 1") == [too_long.format(50_001)]
