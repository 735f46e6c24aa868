"""Helpers of the rules' tests: linting a text, applying a fix, and the cases in tests/rules/cases.

A case file has one case a paragraph: the script's lines, then its findings, indented, in the order of the text:

    close[1]
        SIG404 «1» The bar before the latest is `close[-2]`.
        = close[-2]

What stands in « » is the text that the finding points at, what follows is part of its message, and `=` begins what the
script is after the finding's first fix (` ⏎ ` stands for a line end). A paragraph without findings has none at all.
A paragraph that begins with `//` is a comment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from signal_dsl.analysis import analyze
from signal_dsl.diagnostics import ERROR, Diagnostic, Fix
from signal_dsl.markets import Markets
from signal_dsl.rules import check, rules
from signal_dsl.settings import LintSettings, merge, script_block

CASES = Path(__file__).parent / "cases"
# The rules that judge a script as a whole, which most cases are not: they are written for what they show.
OF_WHOLE_SCRIPTS = ("no-signal", "unsorted-style")
_FINDING = re.compile(r"(SIG\d{3}) «(.*?)» (.*)")


@dataclass
class Expected:
    """A finding as a case tells of it."""

    code: str
    at: str
    message: str
    fixed: str | None = None


@dataclass
class Case:
    """A script and what is found in it."""

    where: str
    about: str
    text: str
    findings: list[Expected] = field(default_factory=list)

    def lint(self) -> list[Diagnostic]:
        """Its findings, with the rule that the case is about in force, whichever that is."""
        return lint(self.text, about=self.about)


def lint(text: str, *, about: str = "", whole: bool = False, markets: Markets | None = None) -> list[Diagnostic]:
    """The findings of a piece of a script, with the settings of its own block.

    Those about a script as a whole are left out, unless it is `whole` or the rule with the name `about` is meant.
    """
    ignored = () if whole else tuple(name for name in OF_WHOLE_SCRIPTS if name != about)
    settings = merge(block=script_block(text), lint=LintSettings(ignore=ignored))
    return check(analyze(text, settings=settings, markets=markets))


def errors(found: list[Diagnostic]) -> int:
    return sum(diagnostic.severity == ERROR for diagnostic in found)


def applied(text: str, fix: Fix) -> str:
    """A script after a fix."""
    for edit in sorted(fix.edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def cases(path: Path) -> list[Case]:
    """The cases of a file."""
    found = []
    line = 1
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        lines = paragraph.strip("\n").split("\n")
        if lines[0] and not lines[0].startswith("//"):
            script = [one for one in lines if not one.startswith("    ")]
            case = Case(f"{path.stem}:{line}", path.stem, "\n".join(script) + "\n")
            for told in (one.strip() for one in lines if one.startswith("    ")):
                if told.startswith("= "):
                    case.findings[-1].fixed = told[2:].replace(" ⏎ ", "\n") + "\n"
                else:
                    match = _FINDING.fullmatch(told)
                    assert match, f"{case.where}: not a finding: {told!r}"
                    case.findings.append(Expected(*match.groups()))
            found.append(case)
        line += paragraph.count("\n") + 2
    return found


def all_cases() -> list[Case]:
    return [case for path in sorted(CASES.glob("*.txt")) for case in cases(path)]


def examples() -> list[Case]:
    """The scripts in the rules' own classes, without what is expected of them."""
    return [
        Case(f"{rule.code}-{kind}-{number}", rule.name, text)
        for rule in rules()
        for kind, texts in (("bad", rule.bad), ("good", rule.good))
        for number, text in enumerate(texts, 1)
    ]
