"""`signal-dsl lint`: all findings in scripts."""

from __future__ import annotations

from importlib import import_module

from signal_dsl.analysis import analyze
from signal_dsl.cli import options, terminal
from signal_dsl.cli.command import QUIET, VERBOSE, Command, Option
from signal_dsl.cli.config_findings import config_findings
from signal_dsl.cli.output.report import Report
from signal_dsl.cli.project import Project, shown
from signal_dsl.diagnostics import SEVERITIES, WARNING
from signal_dsl.errors import SettingsError, UsageError
from signal_dsl.rules import check, selected
from signal_dsl.settings import LintSettings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.catalog import Catalog
    from signal_dsl.cli.command import Arguments
    from signal_dsl.cli.project import Script
    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.source import Source

# Each format is a file in `cli/output` of the same name.
FORMATS = ("text", "json")

_RULES = "rules, by code (SIG401), beginning of codes (SIG4), name, or ALL"
SELECT = Option("--select", "only these rules", "RULES", listed=True, group=_RULES)
EXTEND_SELECT = Option("--extend-select", "these rules besides the others", "RULES", listed=True, group=_RULES)
IGNORE = Option("--ignore", "not these rules", "RULES", listed=True, group=_RULES)
OUTPUT_FORMAT = Option("--output-format", "text (default) or json", "FORMAT", choices=FORMATS)
STATISTICS = Option("--statistics", "count the findings of each rule, instead of showing them")
FAIL_ON = Option(
    "--fail-on",
    "the mildest severity that gives exit status 1: error, warning (default) or info",
    "SEVERITY",
    choices=SEVERITIES,
)
EXIT_ZERO = Option("--exit-zero", "exit status 0 although there are findings")

COMMAND = Command(
    "lint",
    "Find what is wrong with scripts. Without a path that is all in this folder. Folders are searched for *.signal, "
    "leaving out what git ignores; - is standard input.",
    "PATH ...",
    0,
    None,
    (
        *(OUTPUT_FORMAT, STATISTICS, FAIL_ON, EXIT_ZERO, options.CATALOG, options.STDIN_FILENAME),
        *(SELECT, EXTEND_SELECT, IGNORE),
        *options.RUN_SETTINGS,
    ),
    (
        ("signal-dsl lint", "every script in this folder and below"),
        ("signal-dsl lint trend.signal --timeframe 4h", "as if it ran on bars of four hours"),
        ("signal-dsl lint --select SIG4 --statistics", "how often history is too short"),
        ("cat trend.signal | signal-dsl lint -", "a script from another program"),
    ),
)


def run(arguments: Arguments) -> int:
    """Lint what the arguments name, print the report, and give the exit status."""
    rules = LintSettings(
        arguments.values(SELECT) if arguments.has(SELECT) else None,
        arguments.values(EXTEND_SELECT),
        arguments.values(IGNORE),
        fail_on=arguments.value(FAIL_ON),
    )
    selected(rules)  # a rule that does not exist is told before any script is read
    stdin_filename = options.stdin_filename(arguments)
    linting = Linting(options.catalog(arguments))
    project = Project(options.run_settings(arguments), rules, stdin_filename, arguments.has(VERBOSE))
    project.each(arguments.paths or ["."], linting.lint)
    render = import_module(f"signal_dsl.cli.output.{arguments.value(OUTPUT_FORMAT) or FORMATS[0]}").render
    terminal.write(render(linting.report, statistics=arguments.has(STATISTICS), quiet=arguments.has(QUIET)))
    if project.failed():
        return 2
    return 1 if linting.grave and not arguments.has(EXIT_ZERO) else 0


class Linting:
    """Lints one script after the other. `grave` tells whether one had a finding at or above its `fail_on`."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.report = Report()
        self.grave = False
        self._told: set[tuple[str, int, str]] = set()

    def lint(self, script: Script) -> None:
        """Add the findings of a script, and those of its configuration file if no other script had them before."""
        lint = script.settings.lint
        if script.config is not None:
            try:
                selected(lint)
            except UsageError as error:  # those of the command line have been found good
                raise SettingsError(f"{shown(script.config.path)}: {error.message}", error.remedy) from None
            self._add(self._new(config_findings(script)), script.config.source, lint)
        facts = analyze(script.source, catalog=self.catalog, settings=script.settings)
        self._add(check(facts), script.source, lint)
        self.report.files += 1

    def _add(self, diagnostics: list[Diagnostic], source: Source, lint: LintSettings) -> None:
        self.report.add(diagnostics, source)
        failing = SEVERITIES[: SEVERITIES.index(lint.fail_on or WARNING) + 1]
        self.grave = self.grave or any(one.severity in failing for one in diagnostics)

    def _new(self, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        new = [one for one in diagnostics if (one.file, one.start, one.message) not in self._told]
        self._told.update((one.file, one.start, one.message) for one in new)
        return new
