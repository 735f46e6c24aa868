"""The findings of a script: every chosen rule's, in the order of their places, but for those that it silences."""

from __future__ import annotations

from signal_dsl.diagnostics import Diagnostic
from signal_dsl.rules.registry import matches, rules, selected

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from signal_dsl.analysis import Facts
    from signal_dsl.rules.base import Finding, Rule
    from signal_dsl.rules.checker import Checker

    Find = Callable[[Sequence[Rule], Facts], Iterator[tuple[Rule, Finding]]]


def check(facts: Facts, checker: Checker | None = None) -> list[Diagnostic]:
    """The findings that the settings ask for. `checker` spares what has not changed since the last call with it.

    Raises `UsageError` where the settings name a rule that does not exist.
    """
    find = checker.find if checker else _find
    chosen = selected(facts.settings.lint)
    text = facts.source.text
    if "#" in text and "noqa" in text.lower():
        found = _not_silenced(facts, chosen, find)
    else:
        found = [_diagnostic(rule, finding, facts) for rule, finding in find(chosen, facts)]
    found.sort(key=lambda diagnostic: (diagnostic.start, diagnostic.code, diagnostic.end))
    return found


def _find(rules: Sequence[Rule], facts: Facts) -> Iterator[tuple[Rule, Finding]]:
    for rule in rules:
        for finding in rule.check(facts):
            yield rule, finding


def _not_silenced(facts: Facts, chosen: tuple[Rule, ...], find: Find) -> list[Diagnostic]:
    """The findings that no comment silences, and those about comments that silence nothing.

    A comment is of use where any rule would find something, in force or not.
    """
    from signal_dsl.rules.silences import Silences
    from signal_dsl.rules.unused_noqa import UnusedNoqa

    silences = Silences(facts)
    found = [
        _diagnostic(rule, finding, facts)
        for rule, finding in find(rules(), facts)
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
