"""Rules as SARIF describes them: what a viewer shows beside a finding."""

from __future__ import annotations

from signal_dsl.cli.output.rule_text import documentation
from signal_dsl.diagnostics import ERROR, INFO, WARNING
from signal_dsl.rules import find_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from signal_dsl.rules.base import Rule

LEVELS = {ERROR: "error", WARNING: "warning", INFO: "note"}


def descriptors(codes: Iterable[str]) -> list[dict[str, Any]]:
    """A `reportingDescriptor` for each rule, in the order of `codes`."""
    return [_descriptor(find_rule(code)) for code in codes]


def _descriptor(rule: Rule) -> dict[str, Any]:
    told = documentation(rule) or rule.name  # without docstrings (`python -OO`) the name must do
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": " ".join(told.partition("\n\n")[0].split())},
        "fullDescription": {"text": told},
        "help": {"text": _help(rule, told, "", ""), "markdown": _help(rule, told, "```python\n", "```\n")},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _help(rule: Rule, told: str, before: str, after: str) -> str:
    """What and why, an example of each kind between `before` and `after`, and how to configure the rule."""
    parts = [f"{told}\n", "Reported:\n", f"{before}{rule.bad[0]}{after}", "Not reported:\n"]
    parts.append(f"{before}{rule.good[0]}{after}")
    if rule.configuration:
        parts.append(f"{rule.configuration.strip()}\n")
    parts.append(f"Switch it off with `--ignore {rule.code}`, or under `[lint]` in `signal-dsl.toml`.\n")
    return "\n".join(parts)
