import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.settings.statements import statements
from signal_dsl.settings.toml import Document
from signal_dsl.source import Source

PIECES = [
    *("a", "b", "a.b", '"k"', "timeframe", " = ", "=", '"x"', "'y'", '"', "'", '"""', "'''", "[", "]", ",", " ", "\t"),
    *("\n", "\n", "# c\n", "1", "0", "-", ".", "_", "e", "true", "inf", "2024-01-01", "T00:00", "{", "}", "\\", "\x00"),
    *(
        "[a]\n",
        "[b]\n",
        "[a.c]\n",
        "[[d]]\n",
        "x = 1\n",
        'y = "z"\n',
        'u = ["A", "B"]\n',
        'v = [\n "A", # c\n "B",\n]\n',
    ),
    *("w = 0.5\n", "d = 2024-02-29\n", "é", "\r", "\ufeff"),
]
TOMLISH = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def document(text: str) -> Document:
    source = Source(text)
    return Document([(start, source.line(number)) for number, start in enumerate(source.line_starts, 1)])


def load(text: str):
    try:
        return tomllib.loads(text)
    except ValueError:
        return None


@settings(max_examples=10 * settings().max_examples)
@given(TOMLISH)
def test_what_tomllib_takes_has_no_fault_and_the_same_values(text):
    values = load(text)
    if values is not None and "\r" not in text:
        read = document(text)
        assert repr(read.values) == repr(values)
        assert read.faults == []


@settings(max_examples=5 * settings().max_examples)
@given(TOMLISH)
def test_what_tomllib_refuses_has_a_fault_in_the_text(text):
    if load(text) is None and "\r" not in text:
        read = document(text)
        assert read.faults
        for fault in read.faults:
            assert 0 <= fault.start <= fault.end <= len(text)


def test_places():
    text = '[a]\nb = "x"  # c\n[a.c]\nd.e = [ 1, [2, "]"],\n 3 ] # f\n'
    read = document(text)
    assert read.values == {"a": {"b": "x", "c": {"d": {"e": [1, [2, "]"], 3]}}}}

    def shown(*path):
        place = read.place(path)
        return text[place.key_start : place.key_end], text[place.start : place.end]

    assert shown("a") == ("a", "[a]")
    assert shown("a", "b") == ("b", '"x"')
    assert shown("a", "c") == ("c", "[a.c]")
    assert shown("a", "c", "d", "e") == ("e", '[ 1, [2, "]"],\n 3 ]')
    assert [text[start:end] for start, end in read.place(("a", "c", "d", "e")).items] == ["1", '[2, "]"]', "3"]


def test_the_place_of_what_has_none_of_its_own():
    text = "a = { b = 1 }\nc.d = 2\n"
    read = document(text)
    place = read.place(("a", "b"))
    assert text[place.start : place.end] == "{ b = 1 }"
    place = read.place(("c",))
    assert text[place.start : place.end] == "c.d = 2"
    assert not read.has(("a", "b"))
    assert read.has(("c", "d"))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('a = """x\n"y" [z]"""""\nb = 1', {"a": 'x\n"y" [z]""', "b": 1}),
        ("a = '''\nb = 1'''\nc = [\n[true],\n[\n'x',\n]\n]", {"a": "b = 1", "c": [[True], ["x"]]}),
        ('a = {b = ["x"], c = {d = 2024-01-01}}', {"a": {"b": ["x"], "c": {"d": date(2024, 1, 1)}}}),
        ("\"a b\".'c.d' = 1", {"a b": {"c.d": 1}}),
    ],
)
def test_values_that_are_not_plain(text, values):
    assert document(text).values == values
    assert [one.path is None for one in statements(text)].count(True) == 0


def test_a_statement_that_is_left_out_takes_its_table_along():
    read = document("[a]\nx = 1\n[a]\ny = 2\n[b]\nz = 3\n")
    assert read.values == {"a": {"x": 1}, "b": {"z": 3}}
    assert [fault.start for fault in read.faults] == [10]


def test_beyond_the_limits_there_is_still_a_fault():
    assert len(document("a = 1\n" * 30).faults) == 20
    read = document("".join(f"a{number} = 1\n" for number in range(10_000)) + "b = [\n")
    assert read.values == {}
    assert len(read.faults) == 1
