"""What is found in the scripts in tests/rules/cases: where, in which words, and how it is mended."""

from __future__ import annotations

import pytest

from signal_dsl.rules import rules
from tests.rules.support import CASES, Case, all_cases, applied, errors, examples, lint


def by_place(case: Case) -> str:
    return case.where


@pytest.mark.parametrize("case", all_cases(), ids=by_place)
def test_findings(case: Case) -> None:
    found = case.lint()
    assert [(one.code, case.text[one.start : one.end]) for one in found] == [
        (one.code, one.at.replace(" ⏎ ", "\n")) for one in case.findings
    ]
    for diagnostic, expected in zip(found, case.findings, strict=True):
        assert expected.message in diagnostic.message
        if expected.fixed is not None:
            assert applied(case.text, diagnostic.fixes[0]) == expected.fixed


@pytest.mark.parametrize("case", [*all_cases(), *examples()], ids=by_place)
def test_each_fix_mends_its_finding_and_breaks_nothing(case: Case) -> None:
    found = case.lint()
    for diagnostic in found:
        same = [one for one in found if (one.code, one.message) == (diagnostic.code, diagnostic.message)]
        for fix in diagnostic.fixes:
            assert fix.title
            after = lint(applied(case.text, fix))
            left = [one for one in after if (one.code, one.message) == (diagnostic.code, diagnostic.message)]
            assert len(left) < len(same), f"{fix.title} leaves it: {applied(case.text, fix)}"
            assert errors(after) <= errors(found), f"{fix.title} adds {after}"


def test_each_rule_has_cases() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == {rule.name for rule in rules()}
