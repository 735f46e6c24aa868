"""Rules as JSON."""

from __future__ import annotations

import json

from signal_dsl.cli.output.rule_text import documentation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.rules.base import Rule


def listing(rules: Iterable[Rule]) -> str:
    """A list with an object for each rule."""
    return json.dumps([_rule(rule) for rule in rules], indent=2) + "\n"


def page(rule: Rule) -> str:
    """One rule as an object."""
    return json.dumps(_rule(rule), indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "documentation": documentation(rule),
        "bad": list(rule.bad),
        "good": list(rule.good),
        "configuration": rule.configuration,
    }
