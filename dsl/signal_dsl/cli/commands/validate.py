"""`signal-dsl validate`: what is found here, and then what the platform says."""

from __future__ import annotations

from contextlib import ExitStack

from signal_dsl.cli import options, terminal
from signal_dsl.cli.checking import FORCE, Checker
from signal_dsl.cli.command import QUIET, VERBOSE, Command, Option
from signal_dsl.cli.platform import SANDBOX, SANDBOX_OPTIONS, connected
from signal_dsl.cli.project import each, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.checking import Checked
    from signal_dsl.cli.command import Arguments
    from signal_dsl.cli.output.validation import Validation
    from signal_dsl.heytraders.client import Client
    from signal_dsl.settings import ApiSettings

JSON = Option("--json", "print JSON, an object with an entry for each script")
COMMAND = Command(
    "validate",
    "Ask the platform whether it takes scripts. What is found here comes first: a script with errors is not sent. "
    "Exit status 1 where a script is not valid.",
    "PATH ...",
    1,
    None,
    (
        *(JSON, FORCE, options.CATALOG, options.MARKETS, options.STDIN_FILENAME),
        *SANDBOX_OPTIONS,
        *options.RUN_SETTINGS,
    ),
    (
        ("signal-dsl validate trend.signal", "by the platform, with your key"),
        ("signal-dsl validate strategies --sandbox", "all scripts of a folder, on this machine"),
        ("signal-dsl validate trend.signal --force", "although errors are found here"),
    ),
)


def run(arguments: Arguments) -> int:
    """Validate what is named and give the exit status. Raises `SignalDslError` where nothing can be asked."""
    found: list[Validation] = []
    checker = Checker(arguments)
    with ExitStack() as stack:
        clients = _Clients(arguments, stack)

        def work(path: str) -> None:
            found.append(_validate(checker(path), clients, forced=arguments.has(FORCE)))

        failures = each(arguments.paths, work)
    from signal_dsl.cli.output import validation

    if arguments.has(JSON):
        terminal.use_utf8()
        terminal.write(validation.render_json(found))
    else:
        who = "the sandbox" if arguments.has(SANDBOX) else "the platform"
        terminal.write(validation.render(found, who, quiet=arguments.has(QUIET)))
    tell(failures, verbose=arguments.has(VERBOSE))
    return 2 if failures else 1 if any(one.is_bad for one in found) else 0


def _validate(checked: Checked, clients: _Clients, *, forced: bool) -> Validation:
    from signal_dsl.cli.output.validation import Validation
    from signal_dsl.cli.verdict import placed
    from signal_dsl.heytraders.errors import ValidationError

    source = checked.script.source
    if checked.has_errors and not forced:
        return Validation(checked, sent=False)
    client = clients.of(checked.script.settings.api)
    try:
        verdict = client.backtest.validate(source.text, checked.script.settings.run.universe or ())
    except ValidationError as error:  # what it is about is this script, of several perhaps
        error.message = f"{source.name}: {error.message}"
        raise
    faults, without = placed(verdict.faults, source)
    here = {(one.code, one.start) for one in checked.outcome.found}
    new = tuple(one for one in faults if (one.code, one.start) not in here)
    return Validation(checked, True, verdict.valid, new, tuple(without))


class _Clients:
    """A client for each way in which the platform is reached, opened when the first script wants it."""

    def __init__(self, arguments: Arguments, stack: ExitStack) -> None:
        self._arguments = arguments
        self._stack = stack
        self._open: dict[object, Client] = {}

    def of(self, api: ApiSettings) -> Client:
        """The client for these settings; a sandbox is one for all. Raises `SignalDslError`."""
        key = None if self._arguments.has(SANDBOX) else (api.url, api.auth_header, api.timeout)
        if key not in self._open:
            self._open[key] = self._stack.enter_context(connected(self._arguments, api))
        return self._open[key]
