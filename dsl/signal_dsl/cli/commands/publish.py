"""`signal-dsl publish`: put a result on the leaderboard."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, Command, Option
from signal_dsl.cli.platform import connected
from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments

JSON = Option("--json", "print JSON, an object")
COMMAND = Command(
    "publish",
    "Put a result on the platform's leaderboard, for everybody to see. It needs 10 trades and 30 days at least, which "
    "is looked at here first. `signal-dsl unpublish` takes it off again.",
    "RESULT_ID",
    1,
    1,
    (JSON,),
    (("signal-dsl publish r_4711", "the result of this id"),),
)


def run(arguments: Arguments) -> int:
    """Check the quality gate, and publish. Raises `SignalDslError`."""
    from signal_dsl.heytraders.gate import check_gate
    from signal_dsl.heytraders.journal import Journal
    from signal_dsl.heytraders.kept import Kept

    id = arguments.paths[0]
    entry = Journal().find(id)
    if entry is not None and id == entry.backtest_id:
        if entry.result_id is None:
            raise UsageError(f"{id} is a job, and has no result yet.", f"`signal-dsl status {id}` tells how it is.")
        id = entry.result_id
    with connected(arguments) as client:
        check_gate(client, Kept().get(id), id)
        found = client.arena.publish(id)
    if arguments.has(JSON):
        import json

        terminal.write(json.dumps(found.raw, indent=2) + "\n")
    elif not arguments.has(QUIET):
        name = f" as {found.strategy_id}" if found.strategy_id else ""
        back = f" `signal-dsl unpublish {found.strategy_id}` takes it off again." if found.strategy_id else ""
        terminal.write(terminal.printable(f"{id} is on the leaderboard{name}.{back}") + "\n")
        if found.url:
            terminal.write(terminal.printable(found.url) + "\n")
    return 0
