"""`signal-dsl results`: a result that is kept here, or fetched."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, VERBOSE, Command, Option
from signal_dsl.cli.platform import connected, without_id
from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import ExitStack

    from signal_dsl.cli.command import Arguments
    from signal_dsl.cli.following import Follower
    from signal_dsl.heytraders.client import Client
    from signal_dsl.heytraders.document import Json
    from signal_dsl.heytraders.run import Runs

JSON = Option("--json", "print JSON, as docs/results.md describes it; with `--against` what is different")
REPORT = Option("--report", "write a page with charts, which needs nothing else to be read", "FILE")
AGAINST = Option("--against", "hold it against another result", "ID")
FRESH = Option("--fresh", "fetch it again, although it is kept here")
_KEEPING = "what is kept"
DELETE = Option("--delete", "delete the result from this machine", group=_KEEPING)
KEEP = Option("--keep", "delete all results from this machine but the latest N", "N", group=_KEEPING)
COMMAND = Command(
    "results",
    "Show a result again. ID is that of the result or of its job; one that is not kept here is fetched, and a job that "
    "has not ended is waited for. `signal-dsl jobs` lists what was started here. Without ID, tell what is kept.",
    "ID",
    0,
    1,
    (JSON, REPORT, AGAINST, FRESH, DELETE, KEEP),
    (
        ("signal-dsl results r_4711", "as it was shown after the run"),
        ("signal-dsl results r_4711 --report trend.html", "with charts"),
        ("signal-dsl results r_4711 --against r_4700", "two side by side, with what was different"),
        ("signal-dsl results --keep 50", "the latest 50 stay on this machine"),
    ),
)
_INTERRUPTED = 130


def run(arguments: Arguments) -> int:
    """Show or delete what is asked for. Raises `SignalDslError`."""
    if not arguments.paths or arguments.has(DELETE) or arguments.has(KEEP):
        terminal.write(_housekeeping(arguments) + "\n")
        return 0
    return _show(arguments)


def _housekeeping(arguments: Arguments) -> str:
    """See to what is kept; what was done or is there, in a sentence."""
    from signal_dsl.cli import housekeeping

    others = [option for option in (JSON, REPORT, AGAINST, FRESH) if arguments.has(option)]
    if others and not arguments.has(DELETE) and not arguments.has(KEEP):
        raise UsageError(f"`{others[0].name}` needs the ID of a result.", "`signal-dsl jobs` lists them.")
    if others:
        raise UsageError(f"What is deleted cannot be shown with `{others[0].name}`.", "Leave one of them out.")
    if arguments.has(KEEP) and (arguments.paths or arguments.has(DELETE)):
        raise UsageError("`--keep` is for all results, `--delete` for the one with the ID.", "Leave one of them out.")
    if (number := arguments.value(KEEP)) is not None:
        return housekeeping.prune(number)
    if not arguments.paths:
        if arguments.has(DELETE):
            raise UsageError("`--delete` needs the ID of a result.", "`signal-dsl jobs` lists them.")
        return housekeeping.summary()
    return housekeeping.delete(_result_id(arguments.paths[0]))


def _result_id(id: str) -> str:
    """The id of the result that is meant, by its own or its job's."""
    from signal_dsl.heytraders.journal import Journal

    entry = Journal().find(id)
    return entry.result_id if entry is not None and entry.result_id else id


def _show(arguments: Arguments) -> int:
    from contextlib import ExitStack

    from signal_dsl.cli.output.result import show

    with ExitStack() as stack:
        source = _Source(arguments, stack)
        try:
            document = source.get(arguments.paths[0])
            other = arguments.value(AGAINST)
            against = source.get(other) if other is not None else None
        except KeyboardInterrupt:
            terminal.note("It is no longer waited for, and goes on if it has not ended.")
            return _INTERRUPTED
    show(
        document,
        as_json=arguments.has(JSON),
        report=arguments.value(REPORT),
        quiet=arguments.has(QUIET),
        verbose=arguments.has(VERBOSE),
        against=against,
    )
    return 0


class _Source:
    """Where results come from: this machine, and else the platform, which is only reached where that is needed."""

    def __init__(self, arguments: Arguments, stack: ExitStack) -> None:
        from signal_dsl.heytraders.kept import Kept

        self._arguments = arguments
        self._stack = stack
        self._client: Client | None = None
        self._kept = Kept()

    def get(self, id: str) -> Json:
        """The result of this id, or of the job of this id. Raises `SignalDslError`."""
        from signal_dsl.heytraders.journal import Journal

        entry = Journal().find(id)
        result_id = entry.result_id if entry is not None and entry.result_id else id
        kept = self._kept.get(result_id)
        if kept is not None and not self._is_wanting(kept):
            return kept
        if kept is not None:
            return self._again(kept)
        if entry is not None and entry.result_id is None and entry.backtest_id is not None:
            return self._wait(entry.backtest_id)
        if entry is not None and entry.result_id is None:
            raise without_id(entry)
        return self._fetch(result_id)

    def _is_wanting(self, kept: Json) -> bool:
        """Whether a result that is kept has to be fetched again: it is asked for, or the report has no prices."""
        if self._arguments.has(FRESH):
            return True
        return self._arguments.has(REPORT) and not kept.get("prices") and not kept.get("simulated")

    def _again(self, kept: Json) -> Json:
        """A result that is kept, fetched again; or as it is where only its prices are missed."""
        from signal_dsl.errors import SignalDslError

        try:
            return self._fetch(str(kept["result_id"]), kept)
        except SignalDslError as error:
            if self._arguments.has(FRESH):
                raise
            terminal.warning(f"The report is without prices. {error}")
            return kept

    def _fetch(self, result_id: str, kept: Json | None = None) -> Json:
        from signal_dsl.cli.following import Follower
        from signal_dsl.heytraders.document.reading import part
        from signal_dsl.heytraders.errors import NotFoundError
        from signal_dsl.heytraders.journal import Journal
        from signal_dsl.heytraders.run import Sent

        entry = Journal().find(result_id)
        sent = Sent() if entry is None else Sent(entry.request, entry.path, entry.backtest_id)
        if kept is not None and not sent.request:
            script = part(kept, "script")
            request = {**part(kept, "settings"), "script": script.get("text")}
            sent = Sent(request, _text(script.get("path")), _text(kept.get("backtest_id")))
        try:
            return self._runs(Follower(quiet=True)).collect(result_id, sent)
        except NotFoundError:
            if entry is not None or kept is not None:
                raise
        return self._wait(result_id)  # it may be the id of a job that another machine started

    def _wait(self, backtest_id: str) -> Json:
        from signal_dsl.cli.following import Follower

        with Follower(quiet=self._arguments.has(QUIET)) as follower:
            return self._runs(follower).follow(backtest_id)

    def _runs(self, follower: Follower) -> Runs:
        from signal_dsl.heytraders import run

        return run.Runs(self._platform(), kept=self._kept, on_event=follower, prices=self._arguments.has(REPORT))

    def _platform(self) -> Client:
        if self._client is None:
            self._client = self._stack.enter_context(connected(self._arguments))
        return self._client


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
