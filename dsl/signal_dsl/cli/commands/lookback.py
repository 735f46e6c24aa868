"""`signal-dsl lookback`: how many bars scripts need."""

from __future__ import annotations

from signal_dsl.analysis import analyze
from signal_dsl.cli import options, terminal
from signal_dsl.cli.command import QUIET, VERBOSE, Command, Option
from signal_dsl.cli.layout import quantity
from signal_dsl.cli.project import Project, each, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis import Facts
    from signal_dsl.cli.command import Arguments
    from signal_dsl.cli.project import Script

JSON = Option("--json", "print JSON, a list with an object for each script")
COMMAND = Command(
    "lookback",
    "Tell how many bars scripts need: in all, for each signal and for each name, which expressions are behind that, "
    "and the latest start date that gives them enough.",
    "PATH ...",
    1,
    None,
    (JSON, options.CATALOG, options.STDIN_FILENAME, *options.RUN_SETTINGS),
    (
        ("signal-dsl lookback trend.signal", "what the script's own settings ask for"),
        ("signal-dsl lookback trend.signal --timeframe 4h", "as if it ran on bars of four hours"),
        ("signal-dsl lookback --json strategies", "all scripts of a folder, for another program"),
    ),
)


def run(arguments: Arguments) -> int:
    """Print the lookback of each script and give the exit status: 1 where one has faults that hide a part of it."""
    catalog = options.catalog(arguments)
    found: list[Facts] = []
    faulty = []

    project = Project(options.run_settings(arguments), None, options.stdin_filename(arguments), arguments.has(VERBOSE))

    def work(path: str) -> None:
        script = project.script(path)
        facts = analyze(script.source, catalog=catalog, settings=script.settings)
        found.append(facts)
        if told := _faults(facts, script):
            faulty.append(f"{facts.source.name} has {told}, so there may be more to it. `signal-dsl lint` shows where.")

    failures = each(arguments.paths, work)
    if arguments.has(JSON):
        from signal_dsl.cli.output.lookback_json import render

        terminal.write(render(found))
    else:
        from signal_dsl.cli.output.lookback_text import render as render_text

        terminal.write(render_text(found, quiet=arguments.has(QUIET)))
    for message in faulty:
        terminal.warning(message)
    tell(failures, verbose=arguments.has(VERBOSE))
    return 2 if failures else 1 if faulty else 0


def _faults(facts: Facts, script: Script) -> str:
    """How many faults a script has that its lookback may depend on, in words."""
    syntax = sum(len(statement.parsed.faults) for statement in facts.statements)
    settings = len(facts.settings.faults) + (len(script.config.faults) if script.config else 0)
    counts = [quantity(syntax, "syntax error")] if syntax else []
    if settings:
        counts.append(f"{quantity(settings, 'fault')} in its run settings")
    return " and ".join(counts)
