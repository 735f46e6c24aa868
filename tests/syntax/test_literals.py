"""Numbers, strings and names have the values that they have in Python."""

from __future__ import annotations

import ast
import sys
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.syntax import Fault, parse
from signal_dsl.syntax.literals import LiteralError, identifier, number, string
from signal_dsl.syntax.nodes import Assignment, Constant, Name


def value_of(text: str) -> object:
    """The value of a literal that is read without a fault."""
    ((_, parsed),) = parse(f"x = {text}").statements
    assert parsed.faults == ()
    assert isinstance(parsed.tree, Assignment)
    assert isinstance(parsed.tree.value, Constant)
    return parsed.tree.value.value


def fault_of(text: str) -> Fault:
    ((_, parsed),) = parse(f"x = {text}").statements
    (fault,) = parsed.faults
    return fault


NUMBERS = [
    *[
        "0",
        "00",
        "0_0",
        "7",
        "14",
        "1_000",
        "1_0_0",
        "0.5",
        ".5",
        "5.",
        "1_0.0_1",
        "007.5",
        "1e3",
        "1E+3",
        "1e-3",
        "0e0",
    ],
    *["5.e1", ".5e1", "1e400", "9" * 4300, "1" + "_0" * 4299, "0" * 5000, "1e1_0", "123456789012345678901234567890"],
]


@pytest.mark.parametrize("text", NUMBERS, ids=lambda text: text[:20])
def test_numbers(text: str) -> None:
    ours, theirs = value_of(text), ast.literal_eval(text)
    assert (type(ours), ours) == (type(theirs), theirs)


@settings(max_examples=5 * settings().max_examples)
@given(st.from_regex(r"[0-9_.eE+]{1,8}", fullmatch=True).filter(lambda text: "..." not in text))
def test_what_looks_like_a_number(text: str) -> None:
    """Where both take it for one number, the values are equal; where Python takes it for none, neither do we."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            theirs = ast.parse(f"x = {text}").body[0]
        except SyntaxError:
            theirs = None
    ((_, parsed),) = parse(f"x = {text}").statements
    assert (theirs is None) == bool(parsed.faults)
    if isinstance(theirs, ast.Assign) and isinstance(theirs.value, ast.Constant):
        assert repr(value_of(text)) == repr(theirs.value.value)


def test_numbers_without_a_value() -> None:
    assert fault_of("007").message == "A number does not begin with 0: write `7`."
    assert fault_of("0_1").message == "A number does not begin with 0: write `1`."
    limit = sys.int_info.default_max_str_digits
    assert fault_of("9" * (limit + 1)).message == f"This number has {limit + 1} digits; the most is {limit}."
    assert fault_of("9_" * limit + "9").message == f"This number has {limit + 1} digits; the most is {limit}."
    with pytest.raises(LiteralError):
        number("012")


STRINGS = [
    *['""', "''", '"a"', "'a\"b'", '"a\'b"', '"#"', '"("', '"\\""', "'\\''", '"\\\\"', '"\\n\\t\\r\\a\\b\\f\\v\\0"'],
    *['"\\x41"', '"\\u20ac"', '"\\U0001F680"', '"\\N{BULLET}"', '"\\101"', '"\\7"', '"a\\\nb"', '"🚀 é\u200d"', '"\t"'],
]


@pytest.mark.parametrize("text", STRINGS)
def test_strings(text: str) -> None:
    assert value_of(text) == ast.literal_eval(text)


@settings(max_examples=3 * settings().max_examples)
@given(st.from_regex(r"""["']([a'"]|\\[\\'"nxuNd0\n]|[0-9a{}]){0,6}["']""", fullmatch=True))
def test_what_looks_like_a_string(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            theirs = ast.parse(f"x = {text}").body[0]
        except SyntaxError:
            theirs = None
    statements = parse(f"x = {text}").statements
    if not any(parsed.faults for _, parsed in statements):
        assert isinstance(theirs, ast.Assign)
        assert isinstance(theirs.value, ast.Constant)
        assert value_of(text) == theirs.value.value


def test_an_unknown_escape_stays_as_it_is() -> None:
    assert value_of(r'"\d\."') == r"\d\."


def test_line_ends_in_a_string_are_one_character() -> None:
    assert value_of('"a\\\r\nb"') == "ab"


@pytest.mark.parametrize("text", ['"\\x4"', '"\\u12"', '"\\U0000"', '"\\N{NO SUCH SIGN}"', '"\\N"', '"C:\\users"'])
def test_strings_without_a_value(text: str) -> None:
    assert fault_of(text).message == 'An escape in this string is not complete: write "\\\\" for a backslash.'
    with pytest.raises(LiteralError):
        string(text)


def test_names_are_compared_as_in_python() -> None:
    ((_, parsed),) = parse("ﬁb = ªbc + Åb + ｘ").statements
    assert isinstance(parsed.tree, Assignment)
    (target,) = ast.parse("ﬁb = 1").body[0].targets  # type: ignore[attr-defined]
    assert parsed.tree.targets[0].name == target.id == "fib"
    assert (parsed.tree.targets[0].start, parsed.tree.targets[0].end) == (0, 2)


@settings(max_examples=5 * settings().max_examples)
@given(st.text(st.characters(categories=["L", "M", "N", "Pc", "Sk"]), min_size=1, max_size=3))
def test_what_is_a_name_here_is_one_in_python(text: str) -> None:
    """What we take for a name is one in Python, under the same spelling."""
    ((_, parsed),) = parse(f"x = a{text}").statements
    if not parsed.faults:
        (theirs,) = ast.parse(f"x = a{text}").body
        assert isinstance(theirs, ast.Assign)
        assert isinstance(theirs.value, ast.Name)
        assert isinstance(parsed.tree, Assignment)
        assert isinstance(parsed.tree.value, Name)
        assert parsed.tree.value.name == theirs.value.id


def test_what_is_no_part_of_a_name() -> None:
    assert fault_of("close²").message == "A name cannot contain `²`: take it away."
    assert identifier("größe") == "größe"
    with pytest.raises(LiteralError, match="`²`"):
        identifier("a²")
