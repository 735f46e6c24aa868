"""The findings of a script: every chosen rule's, in the order of their places."""

from __future__ import annotations

from signal_dsl.diagnostics import Diagnostic
from signal_dsl.rules.registry import matches, selected

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis import Facts


def check(facts: Facts) -> list[Diagnostic]:
    """The findings that the settings ask for. Raises `UsageError` where these name a rule that does not exist."""
    source = facts.source
    found: list[Diagnostic] = []
    for rule in selected(facts.settings.lint):
        severity = None
        for selector, wanted in facts.settings.lint.severity:
            if matches(rule, selector):
                severity = wanted
        found += [
            Diagnostic(
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
            for finding in rule.check(facts)
        ]
    found.sort(key=lambda diagnostic: (diagnostic.start, diagnostic.code, diagnostic.end))
    return found
