"""What came of validating scripts, for people and for programs."""

from __future__ import annotations

import json

from signal_dsl.cli import terminal
from signal_dsl.cli.layout import quantity
from signal_dsl.cli.linting.outcome import Outcome
from signal_dsl.cli.output.json import finding_json
from signal_dsl.cli.output.report import Report
from signal_dsl.cli.output.text import render as render_findings
from signal_dsl.cli.terminal import printable
from signal_dsl.cli.verdict import RULE
from signal_dsl.diagnostics import ERROR
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from signal_dsl.cli.checking import Checked
    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.heytraders.models import ScriptFault

VERSION = 1


@record
class Validation:
    """A script: what was found here, whether it was sent, and what was said: None where nothing was.

    `faults` are the platform's findings that have a place in the script, without those that were found here, too;
    `without` are those that have none.
    """

    checked: Checked
    sent: bool
    valid: bool | None = None
    faults: tuple[Diagnostic, ...] = ()
    without: tuple[ScriptFault, ...] = ()

    @property
    def is_bad(self) -> bool:
        """Whether it is not valid; a platform that does not say so has not said that it is."""
        return self.valid is not True

    @property
    def name(self) -> str:
        return self.checked.script.source.name


def render(found: Sequence[Validation], who: str, *, quiet: bool) -> str:
    """All of it as text; `who` was asked."""
    paint = terminal.paint()
    parts = []
    for one in found:
        outcome = one.checked.outcome
        report = Report()
        report.add(Outcome(outcome.source, outcome.found + one.faults, ERROR, outcome.config, outcome.config_found))
        if report.found:
            parts.append(render_findings(report, quiet=quiet, summary=False))
        for fault in one.without:
            head = f"{paint(printable(one.name), 'bold')}: {paint(ERROR, 'red', 'bold')}"
            parts.append(f"{head} {paint(printable(fault.code or RULE), 'bold')}\n{printable(fault.message)}\n\n")
        if not one.sent:
            errors = sum(finding.severity == ERROR for finding in outcome.found + outcome.config_found)
            said = f"{paint('not sent', 'red')}, for {quantity(errors, 'error')}; `--force` sends it anyway"
        elif one.valid is None:
            said = f"{who} does not say whether it is valid"
        else:
            said = f"{paint('valid', 'green') if one.valid else paint('not valid', 'red')}, says {who}"
        parts.append(f"{printable(one.name)}: {said}.\n")
    return "".join(parts)


def render_json(found: Iterable[Validation]) -> str:
    """All of it as JSON, with an entry for each script."""
    files = []
    for one in found:
        outcome = one.checked.outcome
        report = Report()
        report.add(Outcome(outcome.source, outcome.found + one.faults, ERROR, outcome.config, outcome.config_found))
        files.append(
            {
                "file": one.name,
                "sent": one.sent,
                "valid": one.valid,
                "diagnostics": [finding_json(finding) for finding in report.found],
                "messages": [{"code": fault.code, "message": fault.message} for fault in one.without],
            }
        )
    return json.dumps({"version": VERSION, "files": files}, indent=1) + "\n"
