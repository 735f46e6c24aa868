"""What is wrong with a configuration file, as findings of the rule that reports settings."""

from __future__ import annotations

from signal_dsl.cli.project import shown
from signal_dsl.diagnostics import Diagnostic
from signal_dsl.rules import find_rule, selected
from signal_dsl.rules.registry import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.project import Script

CODE = "SIG507"


def config_findings(script: Script) -> list[Diagnostic]:
    """The faults of the configuration file behind a script: its own, and where it contradicts the script's settings."""
    config = script.config
    faults = [fault for fault in script.settings.faults if fault.file]
    if config is None or not (config.faults or faults):
        return []
    rule = find_rule(CODE)
    lint = script.settings.lint
    if rule not in selected(lint):
        return []
    severity = rule.severity
    for selector, wanted in lint.severity:
        if matches(rule, selector):
            severity = wanted
    found = []
    for fault in (*config.faults, *faults):
        at = config.source.range(fault.start, fault.end)
        fixes = (fault.fix,) if fault.fix else ()
        found.append(
            Diagnostic(shown(config.path), CODE, rule.name, severity, fault.message, fault.start, fault.end, at, fixes)
        )
    return found
