"""The arithmetic of a baseline: what it covers, and that it never grows."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.cli.baseline import Counts, counted, covered, dumped, exceeded, parsed, shrunk, total
from signal_dsl.diagnostics import Diagnostic
from signal_dsl.errors import SettingsError
from signal_dsl.source import Position, Range

FILES = st.sampled_from(["a.signal", "b/a.signal", "../c.signal", "é\udce9.signal"])
CODES = st.sampled_from(["SIG101", "SIG102", "SIG401"])
COUNTS: st.SearchStrategy[Counts] = st.dictionaries(
    FILES, st.dictionaries(CODES, st.integers(1, 3), min_size=1), max_size=4
)
PLACE = Range(Position(1, 1), Position(1, 1))


def findings(counts: Counts) -> list[Diagnostic]:
    return [
        Diagnostic(file, code, "rule", "error", "Message.", 0, 0, PLACE)
        for file, rules in counts.items()
        for code, count in rules.items()
        for _ in range(count)
    ]


def pairs(counts: Counts) -> dict[tuple[str, str], int]:
    return {(file, code): count for file, rules in counts.items() for code, count in rules.items()}


@given(COUNTS)
def test_what_is_written_is_read(counts: Counts) -> None:
    assert counted(findings(counts), str) == counts
    assert total(counts) == len(findings(counts))
    text = dumped(counts)
    assert text.isascii()
    assert parsed(text, "b.json") == counts
    reverse = {file: dict(reversed(rules.items())) for file, rules in reversed(counts.items())}
    assert dumped(reverse) == text
    # A line for each number, and one for each script.
    assert sum(line.startswith('      "SIG') for line in text.splitlines()) == len(pairs(counts))


@given(COUNTS, COUNTS)
def test_what_is_covered_and_what_exceeds(counts: Counts, allowed: Counts) -> None:
    now, then = pairs(counts), pairs(allowed)
    assert covered(counts, allowed) == {pair for pair, count in now.items() if count <= then.get(pair, 0)}
    assert {(file, code): (count, limit) for file, code, count, limit in exceeded(counts, allowed)} == {
        pair: (now[pair], limit) for pair, limit in then.items() if now.get(pair, 0) > limit
    }


@given(COUNTS, COUNTS, st.sets(FILES), st.sets(FILES))
def test_it_only_shrinks(counts: Counts, allowed: Counts, checked: set[str], gone: set[str]) -> None:
    smaller = shrunk(counts, allowed, checked=checked, gone=gone)
    now, then, left = pairs(counts), pairs(allowed), pairs(smaller)
    assert all(smaller.values())
    for pair, limit in then.items():
        file = pair[0]
        expected = 0 if file in gone else min(limit, now.get(pair, 0)) if file in checked else limit
        assert left.get(pair, 0) == expected
    assert left.keys() <= then.keys()
    assert shrunk(counts, smaller, checked=checked, gone=gone) == smaller


def test_syntax_errors_are_never_in_it() -> None:
    assert counted(findings({"a.signal": {"SIG001": 1, "SIG002": 2, "SIG101": 3}}), str) == {"a.signal": {"SIG101": 3}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "b.json is no baseline: it is not JSON (line 1)."),
        ('{"version": 1,\n<<<<<<< ours\n', "b.json is no baseline: it is not JSON (line 2)."),
        ("[" * 100_000, "b.json is no baseline: it is not JSON."),
        ('{"version": 2}', "b.json is a baseline of version 2, but only version 1 is known here."),
        *(
            (text, 'b.json is no baseline: it has not the shape of {"version": 1, "findings": …}.')
            for text in (
                *("[]", "null", "{}", '{"version": true, "findings": {}}', '{"version": "1", "findings": {}}'),
                *('{"version": 1}', '{"version": 1, "findings": []}', '{"version": 1, "findings": {"a": 1}}'),
                *(
                    json.dumps({"version": 1, "findings": {"a": {"SIG401": count}}})
                    for count in (0, -1, 1.5, True, None, "1")
                ),
            )
        ),
    ],
)
def test_what_is_no_baseline(text: str, message: str) -> None:
    with pytest.raises(SettingsError) as raised:
        parsed(text, "b.json")
    assert raised.value.message == message
    assert raised.value.remedy
