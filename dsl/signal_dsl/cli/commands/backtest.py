"""`signal-dsl backtest`: a script is checked, sent, followed, and its result shown."""

from __future__ import annotations

import os

from signal_dsl.cli import options, terminal
from signal_dsl.cli.checking import FORCE
from signal_dsl.cli.command import QUIET, VERBOSE, Command, Option
from signal_dsl.cli.platform import SANDBOX, SANDBOX_OPTIONS, connected, refuse_data
from signal_dsl.errors import UsageError
from signal_dsl.settings.model import STRATEGY_TYPES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments
    from signal_dsl.cli.thresholds import Threshold
    from signal_dsl.heytraders.address import Address
    from signal_dsl.heytraders.client import Client
    from signal_dsl.heytraders.document.reading import Document
    from signal_dsl.settings import ApiSettings

DRY_RUN = Option("--dry-run", "show what would be sent, and send nothing")
NO_WAIT = Option("--no-wait", "start it and do not wait for the result; `results ID` fetches that")
DEADLINE = Option("--deadline", "wait at most so long, as 90s, 10m or 2h; an hour unless given", "TIME")
_RESULT = "the result"
JSON = Option("--json", "print the result as JSON, as docs/results.md describes it", group=_RESULT)
REPORT = Option(
    "--report", "write it as a page with charts, which needs nothing else to be read", "FILE", group=_RESULT
)
FAIL_IF = Option(
    "--fail-if",
    'exit status 1 where this is true of a metric, as "max_drawdown > 20"; may be repeated',
    "TEST",
    group=_RESULT,
)
_OTHERS = "strategies that are no script"
TYPE = Option("--type", "dca, grid or pair_trading", "TYPE", choices=STRATEGY_TYPES, group=_OTHERS)
PARAMS = Option("--params", "what such a strategy is run with: a TOML or JSON file", "FILE", group=_OTHERS)
COMMAND = Command(
    "backtest",
    "Run a script on the platform and show what came of it. Errors that are found here first stop it, for a run costs "
    "quota. Ctrl-C leaves the run alone; `results ID` comes back to it, `cancel ID` ends it.",
    "PATH",
    0,
    1,
    (
        *(DRY_RUN, FORCE, NO_WAIT, DEADLINE, options.CATALOG, options.MARKETS, options.STDIN_FILENAME),
        *(JSON, REPORT, FAIL_IF),
        *SANDBOX_OPTIONS,
        *(TYPE, PARAMS),
        *options.RUN_SETTINGS,
    ),
    (
        ("signal-dsl backtest trend.signal", "on the platform, with your key"),
        ("signal-dsl backtest trend.signal --sandbox", "on this machine, without a key"),
        ("signal-dsl backtest trend.signal --dry-run", "what would be sent"),
        ("signal-dsl backtest trend.signal --report trend.html", "with charts"),
        ('signal-dsl backtest trend.signal --fail-if "max_drawdown > 20"', "for CI"),
        ("signal-dsl backtest --type grid --params grid.toml", "a strategy that is no script"),
    ),
)
_INTERRUPTED = 130
# Tickers that are named in a line.
_SHOWN = 5
_SCRIPTS = ("signal", "cross_sectional")


def run(arguments: Arguments) -> int:
    """Run it and give the exit status: 1 where something is found, or the run fails. Raises `SignalDslError`."""
    from signal_dsl.cli.thresholds import threshold

    thresholds = [threshold(text) for text in arguments.values(FAIL_IF)]
    _agree(arguments)
    kind = arguments.value(TYPE)
    if kind is not None and kind not in _SCRIPTS:
        from signal_dsl.cli.parameters import request

        return _send(arguments, request(arguments, kind, PARAMS), None, None, thresholds)
    if arguments.has(PARAMS):
        raise UsageError("`--params` is for strategies that are no script.", "Say which with `--type`.")
    if not arguments.paths:
        raise UsageError("`signal-dsl backtest` needs a PATH.", "See `signal-dsl backtest --help`.")
    return _script(arguments, arguments.paths[0], kind, thresholds)


def _agree(arguments: Arguments) -> None:
    """Raise `UsageError` for options that cannot be meant together, and for a report that cannot be written."""
    if arguments.has(NO_WAIT):
        for option in (REPORT, FAIL_IF, DEADLINE):
            if arguments.has(option):
                raise UsageError(f"`--no-wait` has no result for `{option.name}`.", "Leave one of them out.")
        if arguments.has(SANDBOX):
            raise UsageError(
                "The sandbox ends with this command, so it has to be waited for.", "Leave out `--no-wait`."
            )
    _deadline(arguments)
    refuse_data(arguments)
    report = arguments.value(REPORT)
    if report is not None and os.path.isdir(report):
        raise UsageError(f"The report {report} is a folder.", "Name a file, such as report.html.")
    if report is not None and not os.path.isdir(os.path.dirname(os.path.abspath(report))):
        raise UsageError(f"There is no folder for the report {report}.", "Make it, or choose another.")


def _script(arguments: Arguments, path: str, kind: str | None, thresholds: list[Threshold]) -> int:
    from signal_dsl.cli.checking import Checker, tell_findings
    from signal_dsl.heytraders.request import request

    checked = Checker(arguments)(path)
    tell_findings(checked.outcome, arguments)
    if checked.has_errors and not arguments.has(FORCE):
        if not arguments.has(QUIET):
            terminal.note("Nothing was sent. Mend the errors, or send it anyway with `--force`.")
        return 1
    script = checked.script
    body = request(script.source.text, script.settings.run)
    if kind is not None:
        body["strategy_type"] = kind
    place = None if script.source.name == "<stdin>" else script.place
    return _send(arguments, body, place, script.settings.api, thresholds)


def _send(
    arguments: Arguments,
    body: dict[str, object],
    place: str | None,
    api: ApiSettings | None,
    thresholds: list[Threshold],
) -> int:
    """Send the body of a request, or only show it. `place` is where its script lies."""
    if not arguments.has(SANDBOX):
        from signal_dsl.heytraders.request import sendable

        body, left_out = sendable(body, _target(api))
        if left_out and not arguments.has(QUIET):
            terminal.note(left_out)
    if arguments.has(DRY_RUN):
        _show_request(arguments, body, api)
        return 0
    if not arguments.has(QUIET):
        terminal.write_error(terminal.printable(_sentence(arguments, body, place, api)) + "\n")
    with connected(arguments, api) as client:
        if arguments.has(PARAMS):
            from signal_dsl.cli.parameters import verify

            verify(client, body)
        if arguments.has(NO_WAIT):
            return _start(arguments, client, body, place)
        document = _follow(arguments, client, body, place)
    if document is None:
        return _INTERRUPTED
    return _show(arguments, document, thresholds)


def _start(arguments: Arguments, client: Client, body: dict[str, object], place: str | None) -> int:
    from signal_dsl.heytraders.run import Runs

    _, job = Runs(client).submit(body, place, again=arguments.has(FORCE))
    if arguments.has(JSON):
        import json

        terminal.write(json.dumps({"backtest_id": job.backtest_id, "status": job.status}) + "\n")
        return 0
    terminal.write(f"{job.backtest_id}\n")
    if not arguments.has(QUIET):
        terminal.write_error(f"Started. `signal-dsl results {job.backtest_id}` waits for what comes of it.\n")
    return 0


def _follow(arguments: Arguments, client: Client, body: dict[str, object], place: str | None) -> Document | None:
    """The result; None where the user had enough."""
    from signal_dsl.cli.following import Follower
    from signal_dsl.heytraders.run import Polling, Runs

    deadline = _deadline(arguments)
    polling = Polling() if deadline is None else Polling(deadline=deadline)
    if arguments.has(SANDBOX):
        polling = Polling(first=0.05, most=0.5, deadline=polling.deadline)
    # The sandbox's bars cost next to nothing, and are gone with it.
    prices = arguments.has(REPORT) or (arguments.has(SANDBOX) and _are_few_bars(body))
    with Follower(quiet=arguments.has(QUIET), after=2.0 if arguments.has(SANDBOX) else 0.0) as follower:
        try:
            runs = Runs(client, on_event=follower, polling=polling, prices=prices)
            return runs.backtest(body, place, again=arguments.has(FORCE))
        except KeyboardInterrupt:
            if arguments.has(SANDBOX):
                told = "The sandbox has ended, and the run with it."
            elif follower.backtest_id is None:
                told = "It may have been started. `signal-dsl jobs` lists it; look before you start it again."
            else:
                id = follower.backtest_id
                told = f"The run goes on. `signal-dsl results {id}` comes back to it, `signal-dsl cancel {id}` ends it."
    terminal.note(told)
    return None


def _are_few_bars(body: dict[str, object]) -> bool:
    """Whether a run has so few bars that they are worth having in any case."""
    from signal_dsl.heytraders.kept import MOST_BARS
    from signal_dsl.settings.model import PLATFORM_DEFAULTS
    from signal_dsl.timeframe import bars_between, parse_date

    start, end = parse_date(str(body.get("start_date"))), parse_date(str(body.get("end_date")))
    universe = body.get("universe")
    if start is None or end is None or not isinstance(universe, list):
        return True
    timeframe = str(body.get("timeframe") or PLATFORM_DEFAULTS.timeframe)
    return len(universe) * bars_between(start, end, timeframe) <= MOST_BARS


def _show(arguments: Arguments, document: Document, thresholds: list[Threshold]) -> int:
    """Print the result, write the report, and hold the metrics against the thresholds."""
    from signal_dsl.cli.housekeeping import tell_where_much_is_kept
    from signal_dsl.cli.output.result import show

    report = arguments.value(REPORT)
    show(
        document, as_json=arguments.has(JSON), report=report, quiet=arguments.has(QUIET), verbose=arguments.has(VERBOSE)
    )
    metrics = document.get("metrics")
    if not arguments.has(QUIET):
        tell_where_much_is_kept()
    broken = [one.broken(metrics if isinstance(metrics, dict) else {}) for one in thresholds]
    for message in filter(None, broken):
        terminal.error(message)
    return 1 if any(broken) else 0


def _show_request(arguments: Arguments, body: dict[str, object], api: ApiSettings | None) -> None:
    import json

    if not arguments.has(JSON):
        terminal.write(f"POST /backtest/execute to {_where(arguments, api)}\n")
    terminal.write(json.dumps(body, indent=2) + "\n")


def _sentence(arguments: Arguments, body: dict[str, object], place: str | None, api: ApiSettings | None) -> str:
    """What is about to be sent, in a line; what is not named is left to the platform."""
    from signal_dsl.cli.output.figures import short_ticker
    from signal_dsl.cli.project import shown

    universe = body.get("universe")
    tickers = [short_ticker(one) for one in universe] if isinstance(universe, list) else []
    named = tickers if len(tickers) <= _SHOWN else [*tickers[:_SHOWN], f"{len(tickers) - _SHOWN} more"]
    told = [
        ", ".join(named),
        str(body.get("timeframe") or ""),
        f"from {body.get('start_date')} to {body.get('end_date')}",
    ]
    others = ("exchange", "initial_cash", "trading_fee", "slippage", "mode", "leverage", "analysis_start")
    told += [f"{name.replace('_', ' ')} {body[name]}" for name in others if name in body]
    what = shown(place) if place else "a script" if "script" in body else f"a strategy of type {body['strategy_type']}"
    return f"Sending {what} to {_where(arguments, api)}: {', '.join(filter(None, told))}."


def _where(arguments: Arguments, api: ApiSettings | None) -> str:
    """Where it is sent."""
    return "the sandbox" if arguments.has(SANDBOX) else _target(api).url


def _target(api: ApiSettings | None) -> Address:
    """The platform's address."""
    from signal_dsl.cli.platform import api_settings
    from signal_dsl.heytraders.access import target

    return target(api if api is not None else api_settings())


def _deadline(arguments: Arguments) -> float | None:
    """Seconds to wait at most; None where it is not said. Raises `UsageError`."""
    given = arguments.value(DEADLINE)
    if given is None:
        return None
    units = {"s": 1, "m": 60, "h": 3600}
    number = given[:-1] if given[-1:] in units else given
    if not (number.isascii() and number.replace(".", "", 1).isdecimal()) or not 0 < float(number) < 1e6:
        raise UsageError(
            f"`--deadline` is a time as 90s, 10m or 2h, not `{given}`.", "See `signal-dsl backtest --help`."
        )
    return float(number) * units.get(given[-1:], 1)
