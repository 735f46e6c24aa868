"""`signal-dsl lint`: all findings in scripts."""

from __future__ import annotations

from importlib import import_module

from signal_dsl.cli import options, terminal
from signal_dsl.cli.command import QUIET, VERBOSE, Command, Option
from signal_dsl.cli.files import STDIN, find_scripts
from signal_dsl.cli.layout import quantity
from signal_dsl.cli.linting.many import lint_all
from signal_dsl.cli.output.report import Report
from signal_dsl.cli.project import Failure, tell, warn_of_nothing
from signal_dsl.diagnostics import SEVERITIES
from signal_dsl.errors import UsageError
from signal_dsl.folders import catalog_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.baseline_file import BaselineFile
    from signal_dsl.cli.command import Arguments
    from signal_dsl.cli.linting.cache import Cache
    from signal_dsl.cli.linting.linter import Linter
    from signal_dsl.cli.linting.mending import Mending

# Each format is a file in `cli/output` of the same name.
FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit")

_RULES = "rules, by code (SIG401), beginning of codes (SIG4), name, or ALL"
SELECT = Option("--select", "only these rules", "RULES", listed=True, group=_RULES)
EXTEND_SELECT = Option("--extend-select", "these rules besides the others", "RULES", listed=True, group=_RULES)
IGNORE = Option("--ignore", "not these rules", "RULES", listed=True, group=_RULES)
OUTPUT_FORMAT = Option(
    "--output-format",
    f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}; text where it is not given",
    "FORMAT",
    choices=FORMATS,
)
STATISTICS = Option("--statistics", "count the findings of each rule, instead of showing them")
FAIL_ON = Option(
    "--fail-on",
    "the mildest severity that gives exit status 1: error, warning (default) or info",
    "SEVERITY",
    choices=SEVERITIES,
)
EXIT_ZERO = Option("--exit-zero", "exit status 0 although there are findings")
BASELINE = Option("--baseline", "leave out the findings that this file allows, by script and rule", "FILE")
WRITE_BASELINE = Option("--write-baseline", "write the --baseline file, or shrink it to what is still found")
_FIXES = "fixes"
FIX = Option("--fix", "mend what can be mended without a change of what is traded", group=_FIXES)
UNSAFE_FIXES = Option("--unsafe-fixes", "mend the rest as well: periods, weights, dates, sides", group=_FIXES)
DIFF = Option("--diff", "write nothing; show what would be mended, as a patch", group=_FIXES)
_SPEED = "many scripts"
JOBS = Option("--jobs", "processes to share the work; without it as many as are worth it", "N", group=_SPEED)
NO_CACHE = Option("--no-cache", "lint all scripts, even those that have not changed", group=_SPEED)
WATCH = Option("--watch", "go on, and lint again whenever a script has changed", group=_SPEED)
_MOST_JOBS = 64
# How findings are shown, which has nothing to do with what is found.
_OF_THE_REPORT = (OUTPUT_FORMAT, STATISTICS, EXIT_ZERO, options.STDIN_FILENAME, JOBS, NO_CACHE, WATCH, QUIET, VERBOSE)

COMMAND = Command(
    "lint",
    "Find what is wrong with scripts. Without a path that is all in this folder. Folders are searched for *.signal, "
    "leaving out what git ignores; - is standard input.",
    "PATH ...",
    0,
    None,
    (
        *(OUTPUT_FORMAT, STATISTICS, FAIL_ON, EXIT_ZERO, options.CATALOG, options.MARKETS),
        options.STDIN_FILENAME,
        *(BASELINE, WRITE_BASELINE),
        *(SELECT, EXTEND_SELECT, IGNORE),
        *(FIX, UNSAFE_FIXES, DIFF),
        *(JOBS, NO_CACHE, WATCH),
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
    if arguments.has(WATCH):
        from signal_dsl.cli.linting.watch import watch

        files = [value for option in COMMAND.options if option.value == "FILE" for value in arguments.values(option)]
        files += [path for path in [catalog_file()] if path]
        return watch(arguments.paths or ["."], files, lambda: _lint(arguments))
    return _lint(arguments)


def _lint(arguments: Arguments) -> int:
    mending = _mending(arguments)
    baseline = _baseline(arguments)
    cache = None if arguments.has(NO_CACHE) or mending else _cache(arguments)
    paths = list(find_scripts(arguments.paths or ["."], cache.store if cache else None))
    results = lint_all(paths, lambda: _linter(arguments, mending), cache, _jobs(arguments))
    if not paths:
        warn_of_nothing(arguments.paths)
    report = Report()
    # What is fixed in standard input goes to standard output, and then the report cannot.
    rewrites_stdin = mending is not None and mending.writes and STDIN in arguments.paths
    for path, result in zip(paths, results, strict=True):
        if isinstance(result, Failure):
            report.failures.append(result)
            continue
        report.add(result)
        if arguments.has(DIFF):
            from signal_dsl.cli.output.patch import patch

            terminal.write(patch(result.source.name, result.before, result.source.text))
        elif path == STDIN and rewrites_stdin:
            terminal.write(result.source.text)
    if baseline:
        baseline.apply(report)
    if arguments.has(DIFF):
        terminal.note(f"{quantity(len(report.mended), 'finding')} would be mended, {len(report.found)} left.")
    else:
        output_format = arguments.value(OUTPUT_FORMAT) or FORMATS[0]
        render = import_module(f"signal_dsl.cli.output.{output_format}").render
        text = render(report, statistics=arguments.has(STATISTICS), quiet=arguments.has(QUIET))
        if output_format != FORMATS[0]:
            terminal.use_utf8()
        (terminal.write_error if rewrites_stdin else terminal.write)(text)
    tell(report.failures, verbose=arguments.has(VERBOSE))
    if baseline:
        baseline.finish(quiet=arguments.has(QUIET))
    if report.failures:
        return 2
    grave = report.grave or (arguments.has(DIFF) and report.mended)
    return 1 if grave and not arguments.has(EXIT_ZERO) else 0


def _linter(arguments: Arguments, mending: Mending | None) -> Linter:
    """What lints a script as the arguments say. Raises `SignalDslError` where they cannot be followed."""
    from signal_dsl.cli.linting.linter import Linter
    from signal_dsl.cli.project import Project
    from signal_dsl.rules import selected
    from signal_dsl.settings import LintSettings

    rules = LintSettings(
        arguments.values(SELECT) if arguments.has(SELECT) else None,
        arguments.values(EXTEND_SELECT),
        arguments.values(IGNORE),
        fail_on=arguments.value(FAIL_ON),
    )
    selected(rules)  # a rule that does not exist is told before any script is read
    markets = options.markets(arguments)
    run = options.run_settings(arguments, markets)
    project = Project(run, rules, options.stdin_filename(arguments), arguments.has(VERBOSE), markets)
    return Linter(project, options.catalog(arguments), mending)


def _cache(arguments: Arguments) -> Cache | None:
    """What is known from runs with arguments that come to the same."""
    from signal_dsl.cli.linting.cache import open_cache

    given = [option for option in COMMAND.all_options if arguments.has(option) and option not in _OF_THE_REPORT]
    files = [value for option in given if option.value == "FILE" for value in arguments.values(option)]
    if not arguments.has(options.CATALOG):
        files += [path for path in [catalog_file()] if path]
    return open_cache([(option.name, *arguments.values(option)) for option in given], files)


def _jobs(arguments: Arguments) -> int | None:
    """How many processes are asked for; None where that is left to us. Raises `UsageError`."""
    given = arguments.value(JOBS)
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and 0 < int(given[:9]) <= _MOST_JOBS):
        raise UsageError(f"`--jobs` is a number from 1 to {_MOST_JOBS}, not `{given}`.", "Leave it out if in doubt.")
    return int(given)


def _baseline(arguments: Arguments) -> BaselineFile | None:
    """The baseline, if there is to be one. Raises `SignalDslError` where it cannot be had."""
    path = arguments.value(BASELINE)
    if path is None:
        if arguments.has(WRITE_BASELINE):
            raise UsageError("`--write-baseline` needs to know the file.", "Name it with `--baseline`.")
        return None
    if arguments.has(WRITE_BASELINE):
        for option in (SELECT, IGNORE, DIFF):
            if arguments.has(option):
                told = f"`--write-baseline` counts all there is to find, which `{option.name}` does not leave as it is."
                raise UsageError(told, f"Take away `{option.name}`.")
    from signal_dsl.cli.baseline_file import BaselineFile

    return BaselineFile(path, writes=arguments.has(WRITE_BASELINE))


def _mending(arguments: Arguments) -> Mending | None:
    """How findings are to be mended; None where they are only told."""
    if not (arguments.has(FIX) or arguments.has(UNSAFE_FIXES) or arguments.has(DIFF)):
        return None
    from signal_dsl.cli.linting.mending import Mending

    return Mending(arguments.has(UNSAFE_FIXES), not arguments.has(DIFF))
