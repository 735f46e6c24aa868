"""Whether the platform would take a script: what `lint` finds as an error, whatever the script silences."""

from __future__ import annotations

from signal_dsl.analysis import Facts
from signal_dsl.diagnostics import ERROR, Diagnostic
from signal_dsl.rules import rules
from signal_dsl.sandbox.refusal import VALIDATION_ERROR, RefusalError

# The rule that says what the platform finds out only when it runs the script; here, too, the run itself decides.
_TOO_SHORT = "SIG401"


class InvalidScriptError(RefusalError):
    """A script is refused; `findings` are all that is wrong with it."""

    def __init__(self, code: str, findings: list[Diagnostic]) -> None:
        first = findings[0]
        more = f" ({len(findings) - 1} more.)" if len(findings) > 1 else ""
        super().__init__(code, f"Line {first.range.start.line}: {first.message}{more}", "", first.range.start.line)
        self.findings = findings


def faults(facts: Facts) -> list[Diagnostic]:
    """What makes a script invalid, in the order of its places: for `POST /backtest/validate`."""
    return [one for one in _errors(facts) if one.code != _TOO_SHORT]


def refuse_invalid(facts: Facts) -> None:
    """Raises InvalidScriptError (VALIDATION_ERROR) where the platform would not take the script."""
    if found := faults(facts):
        raise InvalidScriptError(VALIDATION_ERROR, found)


def _errors(facts: Facts) -> list[Diagnostic]:
    source = facts.source
    found = [
        Diagnostic(
            source.name,
            rule.code,
            rule.name,
            ERROR,
            finding.message,
            finding.start,
            finding.end,
            source.range(finding.start, finding.end),
            finding.fixes,
        )
        for rule in rules()
        for finding in rule.check(facts)
        if (finding.severity or rule.severity) == ERROR
    ]
    found.sort(key=lambda one: (one.start, one.code))
    return found
