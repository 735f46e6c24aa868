"""`# noqa`: it silences what it says at its line, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.analysis import analyze
from signal_dsl.diagnostics import Diagnostic
from signal_dsl.rules import check
from signal_dsl.settings import LintSettings, merge
from tests.generators import programs
from tests.rules.support import Case, all_cases, lint

UNUSED = "SIG702"
# Lines that do not end their statement have no room for a comment.
NO_ROOM = ("\\\n", "'''", '"""', "noqa")
WITH_ROOM = [case for case in all_cases() if not any(mark in case.text for mark in NO_ROOM)]


def told(found: list[Diagnostic]) -> list[tuple[str, str, int]]:
    return [(one.code, one.message, one.range.start.line) for one in found]


@pytest.mark.parametrize("case", WITH_ROOM, ids=lambda case: case.where)
def test_a_silencer_behind_each_statement_silences_all_but_syntax_errors(case: Case) -> None:
    facts = analyze(case.text)
    lines = case.text.split("\n")
    for statement in facts.statements:
        last = facts.source.position(statement.start + statement.parsed.length).line - 1
        if "noqa" not in lines[last]:
            lines[last] += "  # noqa"
    found = [one for one in lint("\n".join(lines)) if one.code != UNUSED]
    inside = {
        line
        for statement in facts.statements
        for line in range(
            facts.source.position(statement.start).line,
            facts.source.position(statement.start + statement.parsed.length).line + 1,
        )
    }
    assert all(one.code.startswith("SIG0") or one.range.start.line not in inside for one in found)
    assert [one.code for one in found if one.code.startswith("SIG0")] == [
        one.code for one in lint(case.text) if one.code.startswith("SIG0")
    ]


@pytest.mark.parametrize("case", WITH_ROOM, ids=lambda case: case.where)
def test_a_silencer_of_another_rule_silences_nothing(case: Case) -> None:
    if "#" in case.text:
        return
    line = case.text.split("\n")[0]
    text = case.text.replace(line, f"{line}  # noqa: SIG204", 1)
    kept = [one for one in told(lint(text)) if one[0] != UNUSED]
    assert kept == [one for one in told(lint(case.text)) if one[0] != "SIG204" or one[2] != 1]


def test_what_is_of_use_does_not_depend_on_the_rules_in_force() -> None:
    text = "close[1] > 1  # noqa: SIG404\nclose > 2  # noqa\n"

    def found(**choice: tuple[str, ...]) -> list[int]:
        return [one.range.start.line for one in check(analyze(text, settings=merge(lint=LintSettings(**choice))))]

    assert found() == found(ignore=("SIG404",)) == found(select=("SIG702",)) == [2]
    assert found(ignore=("SIG702",)) == []


def test_severity_of_unused_silencers_can_be_set() -> None:
    settings = merge(lint=LintSettings(severity=((UNUSED, "info"),)))
    assert [one.severity for one in check(analyze("close > 1  # noqa", settings=settings))] == ["info"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_line_that_holds_nothing_else_goes_away(newline: str) -> None:
    text = newline.join(["close > 1", "  # noqa: SIG404", "close > 2", ""])
    (found,) = (one for one in lint(text) if one.code == UNUSED)
    (edit,) = found.fixes[0].edits
    assert text[: edit.start] + edit.text + text[edit.end :] == newline.join(["close > 1", "close > 2", ""])


@given(programs(4), st.lists(st.tuples(st.integers(0, 200), st.sampled_from([" # noqa", "#noqa:SIG1", "noqa", "#\n"]))))
def test_any_text(text: str, insertions: list[tuple[int, str]]) -> None:
    for place, what in insertions:
        text = text[:place] + what + text[place:]
    for found in lint(text):
        assert 0 <= found.start <= found.end <= len(text)
