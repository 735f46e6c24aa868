"""`signal-dsl status`: how far a backtest is."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import Command, Option
from signal_dsl.cli.layout import aligned
from signal_dsl.cli.platform import connected, job_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments
    from signal_dsl.heytraders.models import Job

JSON = Option("--json", "print JSON, an object")
COMMAND = Command(
    "status",
    "Ask the platform how far a backtest is. Exit status 1 where it failed or was cancelled. `signal-dsl jobs` "
    "lists the ids of all that were started here.",
    "ID",
    1,
    1,
    (JSON,),
    (("signal-dsl status b_4711", "the job of this id"),),
)


def run(arguments: Arguments) -> int:
    """Ask and tell; what has ended is noted in the journal. Raises `SignalDslError`."""
    from signal_dsl.heytraders.models import CANCELLED, FAILED

    with connected(arguments) as client:
        backtest_id = job_id(client, arguments.paths[0])
        job = client.backtest.status(backtest_id)
    note_end(backtest_id, job)
    show(backtest_id, job, as_json=arguments.has(JSON))
    return 1 if job.status in (FAILED, CANCELLED) else 0


def note_end(backtest_id: str, job: Job) -> None:
    """Note in the journal how a job ended, if it has, and if it was started here."""
    from contextlib import suppress

    from signal_dsl.errors import SignalDslError
    from signal_dsl.heytraders.journal import Journal
    from signal_dsl.heytraders.models import ENDED

    if job.status not in ENDED:
        return
    with suppress(OSError, SignalDslError):
        journal = Journal()
        entry = journal.find(backtest_id)
        if entry is not None and entry.is_open:
            journal.ended(entry.run, job.status or "", job.result_id, job.message or "")


def show(backtest_id: str, job: Job, *, as_json: bool) -> None:
    """Print what is known of a job."""
    if as_json:
        import json

        found = {
            "backtest_id": job.backtest_id or backtest_id,
            "status": job.status,
            "progress": job.progress,
            "result_id": job.result_id,
            "message": job.message,
            "dashboard_url": job.dashboard_url,
        }
        terminal.write(json.dumps(found, indent=2) + "\n")
        return
    rows = [("job", job.backtest_id or backtest_id), ("status", job.status or "the platform does not say")]
    if job.progress is not None:
        rows.append(("done", f"{job.progress:.0%}"))
    if job.result_id:
        rows.append(("result", f"{job.result_id}, shown by `signal-dsl results {job.result_id}`"))
    if job.message:
        rows.append(("says", job.message))
    if job.dashboard_url:
        rows.append(("dashboard", job.dashboard_url))
    terminal.write("\n".join(aligned([(title, terminal.printable(text)) for title, text in rows])) + "\n")
