"""`signal-dsl cancel`: end a backtest."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, Command, Option
from signal_dsl.cli.commands.status import note_end, show
from signal_dsl.cli.platform import connected, job_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments

JSON = Option("--json", "print JSON, an object")
COMMAND = Command(
    "cancel",
    "End a backtest that is queued or runs. To ask twice does no harm. `signal-dsl jobs` lists the ids of all that "
    "were started here.",
    "ID",
    1,
    1,
    (JSON,),
    (("signal-dsl cancel b_4711", "the job of this id"),),
)


def run(arguments: Arguments) -> int:
    """Cancel, and tell what became of it. Raises `SignalDslError`."""
    from signal_dsl.heytraders.models import CANCELLED, COMPLETED

    with connected(arguments) as client:
        backtest_id = job_id(client, arguments.paths[0])
        job = client.backtest.cancel(backtest_id)
        if job.status is None:
            job = client.backtest.status(backtest_id)
    note_end(backtest_id, job)
    if arguments.has(JSON):
        show(backtest_id, job, as_json=True)
    elif not arguments.has(QUIET):
        told = "is cancelled" if job.status == CANCELLED else f"is {job.status or 'asked to end'}"
        more = " It had ended before." if job.status == COMPLETED else ""
        terminal.write(f"The job {terminal.printable(backtest_id)} {terminal.printable(told)}.{more}\n")
    return 0
