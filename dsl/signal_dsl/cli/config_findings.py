"""What is wrong with a configuration file, as findings of the rule that reports settings."""

from __future__ import annotations

from signal_dsl.cli.project import shown
from signal_dsl.diagnostics import Diagnostic
from signal_dsl.markets import builtin
from signal_dsl.rules import find_rule, selected
from signal_dsl.rules.registry import matches
from signal_dsl.rules.shared.tickers import setting_misfits
from signal_dsl.settings import Fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.project import Script

CODE = "SIG507"


def config_findings(script: Script) -> list[Diagnostic]:
    """The faults of the configuration file behind a script: its own, and where it contradicts the script's settings."""
    config = script.config
    if config is None:
        return []
    faults = [fault for fault in script.settings.faults if fault.file]
    for misfit, start, end, fixes in setting_misfits(
        config.run, config.places, config.source.text, script.markets or builtin()
    ):
        if misfit.sure:
            faults.append(Fault(start, end, misfit.message, fix=fixes[0] if fixes else None, file=config.path))
    if not (config.faults or faults):
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
        ways = (fault.fix,) if fault.fix else ()
        found.append(
            Diagnostic(shown(config.path), CODE, rule.name, severity, fault.message, fault.start, fault.end, at, ways)
        )
    return found
