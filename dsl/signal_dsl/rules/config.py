"""What is wrong with a configuration file: findings of the rule that reports settings, and rules that do not exist."""

from __future__ import annotations

from signal_dsl.diagnostics import Diagnostic
from signal_dsl.errors import SettingsError, UsageError
from signal_dsl.markets import builtin
from signal_dsl.rules.registry import find_rule, matches, selected
from signal_dsl.rules.shared.tickers import setting_misfits
from signal_dsl.settings import Fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.markets import Markets
    from signal_dsl.settings import Settings
    from signal_dsl.settings.config import Config

CODE = "SIG507"


def config_findings(
    config: Config | None, settings: Settings, markets: Markets | None = None, name: str = ""
) -> list[Diagnostic]:
    """The faults of a configuration file: its own, and where it contradicts the settings of a script that it rules.

    Places count in `config.source`. `settings` are those that hold for the script, `markets` the exchanges there are,
    by default those that are documented. `name` is what the findings call the file, by default its path.
    """
    if config is None:
        return []
    faults = [fault for fault in settings.faults if fault.file]
    for misfit, start, end, fixes in setting_misfits(
        config.run, config.places, config.source.text, markets or builtin()
    ):
        if misfit.sure:
            faults.append(Fault(start, end, misfit.message, fix=fixes[0] if fixes else None, file=config.path))
    if not (config.faults or faults):
        return []
    rule = find_rule(CODE)
    lint = settings.lint
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
            Diagnostic(name or config.path, CODE, rule.name, severity, fault.message, fault.start, fault.end, at, ways)
        )
    return found


def verify_rules(settings: Settings, config: Config | None, name: str = "") -> None:
    """Raise `SettingsError` where a configuration file, called `name`, chooses a rule that does not exist."""
    if config is not None:
        try:
            selected(settings.lint)
        except UsageError as error:
            raise SettingsError(f"{name or config.path}: {error.message}", error.remedy) from None
