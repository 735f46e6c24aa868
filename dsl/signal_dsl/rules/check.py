"""The findings of a script: every chosen rule's, in the order of their places, but for those that it silences."""

from __future__ import annotations

import re

from signal_dsl.diagnostics import Diagnostic
from signal_dsl.rules.registry import matches, rules, selected

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis import Facts
    from signal_dsl.rules.base import Finding, Rule

_NOQA = re.compile("noqa", re.IGNORECASE)


def check(facts: Facts) -> list[Diagnostic]:
    """The findings that the settings ask for. Raises `UsageError` where these name a rule that does not exist."""
    chosen = selected(facts.settings.lint)
    if _NOQA.search(facts.source.text):
        found = _not_silenced(facts, chosen)
    else:
        found = [_diagnostic(rule, finding, facts) for rule in chosen for finding in rule.check(facts)]
    found.sort(key=lambda diagnostic: (diagnostic.start, diagnostic.code, diagnostic.end))
    return found


def _not_silenced(facts: Facts, chosen: tuple[Rule, ...]) -> list[Diagnostic]:
    """The findings that no comment silences, and those about comments that silence nothing.

    A comment is of use where any rule would find something, in force or not.
    """
    from signal_dsl.rules.silences import Silences
    from signal_dsl.rules.unused_noqa import UnusedNoqa

    silences = Silences(facts)
    found = [
        _diagnostic(rule, finding, facts)
        for rule in rules()
        for finding in rule.check(facts)
        if not silences.silence(rule, finding) and rule in chosen
    ]
    last = [rule for rule in chosen if isinstance(rule, UnusedNoqa)]
    return found + [_diagnostic(rule, finding, facts) for rule in last for finding in silences.unused()]


def _diagnostic(rule: Rule, finding: Finding, facts: Facts) -> Diagnostic:
    severity = None
    for selector, wanted in facts.settings.lint.severity:
        if matches(rule, selector):
            severity = wanted
    source = facts.source
    return Diagnostic(
        source.name,
        rule.code,
        rule.name,
        severity or finding.severity or rule.severity,
        finding.message,
        finding.start,
        finding.end,
        source.range(finding.start, finding.end),
        finding.fixes,
    )
