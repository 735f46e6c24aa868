"""What is found in a script before it is sent anywhere."""

from __future__ import annotations

from signal_dsl.cli import options, terminal
from signal_dsl.cli.command import QUIET, VERBOSE, Option
from signal_dsl.cli.linting.linter import Linter
from signal_dsl.cli.output.report import Report
from signal_dsl.cli.output.text import render
from signal_dsl.cli.project import Project, Script
from signal_dsl.diagnostics import ERROR
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments
    from signal_dsl.cli.linting.outcome import Outcome

FORCE = Option("--force", "send it although errors are found here")


@record
class Checked:
    """A script and what was found in it here."""

    script: Script
    outcome: Outcome

    @property
    def has_errors(self) -> bool:
        """Whether it is not worth sending."""
        return any(one.severity == ERROR for one in self.outcome.found + self.outcome.config_found)


class Checker:
    """Checks scripts as `lint` does, with the settings of the command line. Raises `SignalDslError`."""

    def __init__(self, arguments: Arguments) -> None:
        markets = options.markets(arguments)
        run = options.run_settings(arguments, markets)
        project = Project(run, None, options.stdin_filename(arguments), arguments.has(VERBOSE), markets)
        self._linter = Linter(project, options.catalog(arguments))

    def __call__(self, path: str) -> Checked:
        """The script at `path` with its findings."""
        script = self._linter.project.script(path)
        return Checked(script, self._linter.check(script))


def tell_findings(outcome: Outcome, arguments: Arguments) -> None:
    """Show findings on standard error, whose standard output is for what comes after."""
    if not (outcome.found or outcome.config_found):
        return
    report = Report()
    report.add(outcome)
    terminal.write_error(render(report, quiet=arguments.has(QUIET)) + "\n")
