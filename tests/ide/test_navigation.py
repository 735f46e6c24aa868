"""Where names come from, where they are used, and what they can be called instead."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.analysis import analyze
from signal_dsl.diagnostics import apply_edits
from signal_dsl.ide.definition import definition
from signal_dsl.ide.highlight import highlights
from signal_dsl.ide.references import references
from signal_dsl.ide.rename import RenameError, prepare, rename
from signal_dsl.ide.snapshot import Snapshot
from tests.generators import scripts
from tests.ide.everywhere import SCRIPTS
from tests.ide.marks import marked, opened

REBOUND = "e = ema(close, 9)\nx = e > 1\ne = e[-3]\ny = e > 2\n"


def goal(text: str) -> tuple[str, int] | None:
    """The text that is the definition, and its line."""
    snapshot, offset = marked(text)
    found = definition(snapshot, offset)
    if found is None:
        return None
    line = snapshot.facts.source.position(found.target_start).line
    return snapshot.text[found.target_start : found.target_end], line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REBOUND.replace("x = e", "x = ‸e"), ("e", 1)),
        (REBOUND.replace("= e[", "= ‸e["), ("e", 1)),
        (REBOUND.replace("y = e", "y = e‸"), ("e", 3)),
        (REBOUND.replace("\ne = ", "\n‸e = "), ("e", 3)),
        ("a, b, c = macd(close)\nx = ‸b", ("b", 1)),
        ("a = 1\na += 2\nx = ‸a", ("a", 2)),
        ("x = lat‸er > 3\nlater = 2", ("later", 2)),
        ("a = 1\nx = (a‸ + ", ("a", 1)),
        ("a = close\nx = rsi(‸a, real=a)", ("a", 1)),
        ("rsi = rsi(close, 14)\nx = r‸si > 3", ("rsi", 1)),
        ("# /// backtest\n# universe = ['GATE:A/B', 'GATE:C/D']\n# ///\nexit('GATE:C‸/D')", ("GATE:C/D", 2)),
        ("exit('GATE:C‸/D')", None),
        ("x = clo‸se", None),
        ("rsi = rs‸i(close, 14)", None),
        ("x = nothing‸", None),
        ("x = rsi(close, time‸period=3)", None),
        ("# a‸\na = 3", None),
        ("x = 'a‸'\na = 3", None),
    ],
)
def test_definition(text: str, expected: tuple[str, int] | None) -> None:
    assert goal(text) == expected


def test_references_are_those_of_the_name_alone() -> None:
    snapshot, offset = marked("a = 1\nb = ‸a + aa + m.a  # a\nc = 'a'\nd = rsi(close, a=3)\na = a * 2\n(a +\n")
    lines = [snapshot.facts.source.position(place.start).line for place in references(snapshot, offset)]
    assert lines == [1, 2, 5, 5, 6]
    assert [one.written for one in highlights(snapshot, offset)] == [True, False, True, False, False]
    uses = references(snapshot, offset, declaration=False)
    assert [snapshot.facts.source.position(place.start).line for place in uses] == [2, 5, 6]


def test_references_of_what_the_platform_provides() -> None:
    snapshot, offset = marked("x = cl‸ose\nclose = 3\ny = close\nz = sma(x, 3)")
    assert len(references(snapshot, offset)) == 1


def test_references_of_a_ticker() -> None:
    snapshot, offset = marked(
        "# /// backtest\n# universe = ['GATE:C/D']\n# ///\nt = 'GATE:C‸/D'\nexit('GATE:C/D')\nexit('GATE:C/DE')"
    )
    assert [snapshot.text[place.start : place.end] for place in references(snapshot, offset)] == ["GATE:C/D"] * 3


def test_rename_changes_every_assignment_and_use() -> None:
    snapshot, offset = marked(REBOUND.replace("y = e", "y = ‸e") + "(e > 3\n")
    text = apply_edits(snapshot.text, rename(snapshot, offset, "fast"))
    assert text == re.sub(r"\be\b", "fast", REBOUND) + "(fast > 3\n"


def test_rename_of_a_ticker() -> None:
    snapshot, offset = marked("# /// backtest\n# universe = ['GATE:C‸/D']\n# ///\nexit('GATE:C/D')")
    text = apply_edits(snapshot.text, rename(snapshot, offset, "GATE:E/F"))
    assert text == "# /// backtest\n# universe = ['GATE:E/F']\n# ///\nexit('GATE:E/F')"
    with pytest.raises(RenameError, match="no ticker"):
        rename(snapshot, offset, "E/F")


@pytest.mark.parametrize(
    ("text", "new", "told"),
    [
        ("x = clo‸se", "price", "the platform's"),
        ("x = rs‸i(close, 14)", "price", "the platform's"),
        ("x = thi‸ng", "price", "assigned nowhere"),
        ("x ‸= 3", "y", "no name here"),
        ("‸x = 3", "close", "the platform's"),
        ("‸x = 3", "rsi", "the platform's"),
        ("‸x = 3", "and", "no name"),
        ("‸x = 3", "import", "no name"),
        ("‸x = 3", "2x", "no name"),
        ("‸x = 3", "a b", "no name"),
        ("‸x = 3", "", "no name"),
        ("‸x = 3", "a = 1\nb", "no name"),
        ("‸x = 3", "a, b", "no name"),
        ("‸x = 3\ny = 4", "y", "line 2 assigns it"),
        ("‸x = 3\nz = y", "y", "line 2 reads it"),
    ],
)
def test_rename_refuses(text: str, new: str, told: str) -> None:
    snapshot, offset = marked(text)
    with pytest.raises(RenameError, match=told):
        rename(snapshot, offset, new)


def test_prepare_tells_the_word() -> None:
    snapshot, offset = marked("fast = 3\nx = fa‸st + 1")
    place = prepare(snapshot, offset)
    assert snapshot.text[place.start : place.end] == "fast"


def known(snapshot: Snapshot) -> list[tuple[object, ...]]:
    """What is known of each statement."""
    return [(one.fact.type, one.fact.lookback, one.fact.settling) for one in snapshot.facts.statements]


def renamed_and_back(text: str, random: Random) -> None:
    snapshot = opened(text)
    bindings = [one for one in snapshot.facts.bindings if one.target.end > one.target.start]
    if not bindings:
        return
    binding = random.choice(bindings)
    place = snapshot.facts.place(binding.target, binding.home)[0]
    edits = rename(snapshot, place, "another_name")
    other = Snapshot(analyze(apply_edits(text, edits)))
    assert known(other) == known(snapshot)
    shift = sum(len(edit.text) - (edit.end - edit.start) for edit in edits if edit.start < place)
    back = rename(other, place + shift, snapshot.text[place : place + binding.target.end - binding.target.start])
    assert apply_edits(other.text, back) == text


@pytest.mark.parametrize("name", [name for name in SCRIPTS if "_" in name])
def test_renaming_there_and_back_is_nothing(name: str) -> None:
    text = SCRIPTS[name]
    shadowing = any(binding.name in opened(text).facts.catalog for binding in opened(text).facts.bindings)
    if not shadowing:
        renamed_and_back(text, Random(name))


@settings(max_examples=settings().max_examples // 2)
@given(scripts(), st.integers(0, 2**32))
def test_renaming_generated_scripts_there_and_back(text: str, seed: int) -> None:
    renamed_and_back(text, Random(seed))
