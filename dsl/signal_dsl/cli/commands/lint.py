"""`signal-dsl lint`: all findings in scripts."""

from __future__ import annotations

from importlib import import_module

from signal_dsl.cli import options, terminal
from signal_dsl.cli.command import QUIET, VERBOSE, Command, Option
from signal_dsl.cli.files import STDIN
from signal_dsl.cli.layout import quantity
from signal_dsl.cli.linting.linter import Linter
from signal_dsl.cli.output.report import Report
from signal_dsl.cli.project import Project, each, tell
from signal_dsl.diagnostics import SEVERITIES
from signal_dsl.rules import selected
from signal_dsl.settings import LintSettings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments
    from signal_dsl.cli.linting.mending import Mending

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
_FIXES = "fixes"
FIX = Option("--fix", "mend what can be mended without a change of what is traded", group=_FIXES)
UNSAFE_FIXES = Option("--unsafe-fixes", "mend the rest as well: periods, weights, dates, sides", group=_FIXES)
DIFF = Option("--diff", "write nothing; show what would be mended, as a patch", group=_FIXES)

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
        *(FIX, UNSAFE_FIXES, DIFF),
        *options.RUN_SETTINGS,
    ),
    (
        ("signal-dsl lint", "every script in this folder and below"),
        ("signal-dsl lint trend.signal --timeframe 4h", "as if it ran on bars of four hours"),
        ("signal-dsl lint --fix", "mend what can be mended safely, and tell the rest"),
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
    catalog = options.catalog(arguments)
    project = Project(options.run_settings(arguments), rules, stdin_filename, arguments.has(VERBOSE))
    linter = Linter(project, catalog, _mending(arguments))
    report = Report()
    # What is fixed in standard input goes to standard output, and then the report cannot.
    rewrites_stdin = linter.mending is not None and linter.mending.writes and STDIN in arguments.paths

    def work(path: str) -> None:
        outcome = linter.lint(path)
        report.add(outcome)
        if arguments.has(DIFF):
            from signal_dsl.cli.output.patch import patch

            terminal.write(patch(outcome.source.name, outcome.before, outcome.source.text))
        elif path == STDIN and rewrites_stdin:
            terminal.write(outcome.source.text)

    report.failures = each(arguments.paths or ["."], work)
    if arguments.has(DIFF):
        terminal.note(f"{quantity(len(report.mended), 'finding')} would be mended, {len(report.found)} left.")
    else:
        render = import_module(f"signal_dsl.cli.output.{arguments.value(OUTPUT_FORMAT) or FORMATS[0]}").render
        text = render(report, statistics=arguments.has(STATISTICS), quiet=arguments.has(QUIET))
        (terminal.write_error if rewrites_stdin else terminal.write)(text)
    tell(report.failures, verbose=arguments.has(VERBOSE))
    if report.failures:
        return 2
    grave = report.grave or (arguments.has(DIFF) and report.mended)
    return 1 if grave and not arguments.has(EXIT_ZERO) else 0


def _mending(arguments: Arguments) -> Mending | None:
    """How findings are to be mended; None where they are only told."""
    if not (arguments.has(FIX) or arguments.has(UNSAFE_FIXES) or arguments.has(DIFF)):
        return None
    from signal_dsl.cli.linting.mending import Mending

    return Mending(arguments.has(UNSAFE_FIXES), not arguments.has(DIFF))
