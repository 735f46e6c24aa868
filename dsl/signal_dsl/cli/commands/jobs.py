"""`signal-dsl jobs`: the backtests that were started here."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, Command, Option
from signal_dsl.cli.output.figures import NONE, short_ticker
from signal_dsl.cli.output.table import Cell, Column, table
from signal_dsl.cli.project import shown
from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments
    from signal_dsl.heytraders.entries import Entry

LIMIT = Option("--limit", "at most so many, the latest; 20 unless given", "N")
JSON = Option("--json", "print JSON, a list with an object for each")
COMMAND = Command(
    "jobs",
    "List the backtests that this machine started, the latest first, with what is known of them here; the platform is "
    "not asked. `status ID` asks it.",
    "",
    0,
    0,
    (LIMIT, JSON),
    (
        ("signal-dsl jobs", "the latest twenty"),
        ("signal-dsl jobs --limit 1 --json", "the last one, for another program"),
    ),
)
_COLOURS = {"completed": "green", "failed": "red", "refused": "red", "unknown": "yellow", "cancelled": "dim"}
# What goes first where a terminal is narrow.
_COLUMNS = (
    Column("started (UTC)"),
    Column("state"),
    Column("job"),
    Column("result", goes=1),
    Column("script", goes=2),
    Column("ticker", goes=3),
    Column("bars", goes=4),
    Column("range", goes=5),
    Column("at", goes=6),
)
_DEFAULT = 20


def run(arguments: Arguments) -> int:
    """Print the list. Raises `SignalDslError` where the journal cannot be read."""
    from signal_dsl.heytraders.journal import Journal

    limit = _limit(arguments.value(LIMIT))
    entries = Journal().entries()[::-1]
    latest = entries[:limit]
    if arguments.has(JSON):
        import json

        terminal.write(json.dumps([as_json(entry) for entry in latest], indent=2) + "\n")
        return 0
    if not entries:
        terminal.write("No backtest was started here yet. `signal-dsl backtest PATH` starts one.\n")
        return 0
    lines = table(_COLUMNS, [_row(entry) for entry in latest], terminal.paint(), terminal.width(), indent=0)
    terminal.write("\n".join(lines) + "\n")
    if len(entries) > limit and not arguments.has(QUIET):
        terminal.note(f"{len(entries) - limit} more; `--limit {len(entries)}` shows all.")
    return 0


def as_json(entry: Entry) -> dict[str, object]:
    """What is known of a run, without the script's text."""
    request = {name: value for name, value in entry.request.items() if name != "script"}
    return {
        "run": entry.run,
        "started": entry.time,
        "state": entry.state,
        "backtest_id": entry.backtest_id,
        "result_id": entry.result_id,
        "path": entry.path,
        "origin": entry.origin,
        "request": request,
        "told": entry.told or None,
    }


def _row(entry: Entry) -> list[Cell]:
    request = entry.request
    universe = request.get("universe")
    tickers = [str(one) for one in universe] if isinstance(universe, list) else []
    days = [str(request.get(name) or "") for name in ("start_date", "end_date")]
    texts = (
        entry.time.replace("T", " ")[:16],
        entry.state,
        entry.backtest_id or NONE,
        entry.result_id or NONE,
        _script(entry.path) if entry.path else NONE,
        short_ticker(tickers[0]) if len(tickers) == 1 else f"{len(tickers)} tickers" if tickers else NONE,
        str(request.get("timeframe") or NONE),
        " to ".join(days) if all(days) else NONE,
        _host(entry.origin),
    )
    return [Cell(text, (_COLOURS.get(text, "cyan"),) if at == 1 else ()) for at, text in enumerate(texts)]


def _host(origin: str) -> str:
    """Where a run was sent, in a word."""
    from signal_dsl.heytraders.address import Address

    try:
        address = Address(origin)
    except UsageError:  # its record is damaged
        return NONE
    return "sandbox" if address.is_local else address.host


def _script(path: str) -> str:
    """A script as it is called from here, or the end of where it lies."""
    near = shown(path)
    return near if len(near) <= 32 else f"...{near[-29:]}"


def _limit(given: str | None) -> int:
    if given is None:
        return _DEFAULT
    if not (given.isascii() and given.isdigit() and int(given[:9]) > 0):
        raise UsageError(f"`--limit` is a number from 1, not `{given}`.", "Leave it out for 20.")
    return int(given[:9])
