"""`signal-dsl.backtest` and `signal-dsl.cancel`: a run from the request to its result, and its end before that."""

from __future__ import annotations

from signal_dsl.diagnostics import ERROR
from signal_dsl.errors import UsageError
from signal_lsp.commands.reaching import Reach
from signal_lsp.commands.validate import in_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.heytraders.events import Event
    from signal_lsp.commands import Given
    from signal_lsp.server import Server
    from signal_lsp.tasks import Json, Task, Work


_AGAIN = "Look at the platform's dashboard. `force: true` in the command sends it again, as `backtest --force` does."


def backtest(ls: Server, given: Given) -> Work | Json:
    """Run a script, and give the result document. `force` runs also what may be running already."""
    document, again = given.document, given.flag("force")
    analysis = ls.analysis(document)
    errors = [one for one in analysis.findings if one.severity == ERROR]
    if errors:
        raise UsageError(f"It was not sent, which would cost quota. {in_words(errors)}", "Mend it first.")
    reach = Reach(ls, document.uri)
    text, run, path = document.text, analysis.facts.settings.run, ls.folders.script(document.uri)

    def work(task: Task) -> Json:
        from signal_dsl.heytraders.errors import DetachedError, SentBeforeError
        from signal_dsl.heytraders.request import request, sendable
        from signal_dsl.heytraders.run import Runs
        from signal_dsl.report.thinning import thinned

        body = request(text, run)
        told = _Telling(task)
        with reach.client(task) as client:
            body, left_out = sendable(body, client.address)
            try:
                runs = Runs(client, on_event=told, cancelled=task.cancelled, prices=True)
                found = runs.backtest(body, path, again=again)
            except SentBeforeError as error:
                error.remedy = _AGAIN
                raise
            except DetachedError as error:
                if not task.cancelled.is_set():
                    raise
                client.pause.cancelled.clear()  # what is asked for from here on is the end
                client.backtest.cancel(error.backtest_id)
                return {"document": None, "cancelled": True, "message": f"{error.backtest_id} was cancelled."}
        return {"document": thinned(dict(found)), "message": " ".join(filter(None, (_summary(found), left_out)))}

    return work


def cancel(ls: Server, given: Given) -> Work | Json:
    """End a run: the one in progress, or one by its id."""
    wanted = given.optional("backtest_id")
    for task in ls.tasks:
        if task.subject == "signal-dsl.backtest" and wanted is None:
            task.cancelled.set()
            return {"cancelled": True, "message": "The run in progress ends."}
    if wanted is None:
        return {"cancelled": False, "message": "No run is in progress."}
    identity, reach = wanted, Reach(ls, given.optional("uri") or "")

    def work(task: Task) -> Json:
        with reach.client(task) as client:
            job = client.backtest.cancel(identity)
        ended = job.status in (None, "cancelled")
        return {"cancelled": ended, "message": f"{identity} is {job.status or 'cancelled'}."}

    return work


def _summary(document: Json) -> str:
    """The run in a sentence, with the way to its dashboard."""
    metrics = document.get("metrics") or {}
    parts = [
        told.format(metrics[name])
        for name, told in (
            ("total_return_pct", "return {:+.2f} %"),
            ("max_drawdown", "largest drawdown {:.2f} %"),
            ("sharpe_ratio", "Sharpe ratio {:.2f}"),
            ("num_trades", "{:.0f} trades"),
        )
        if isinstance(metrics.get(name), (int, float))
    ]
    where = f" {link}" if (link := document.get("dashboard_url")) else ""
    stamp = "SIMULATED: " if document.get("simulated") else ""
    return f"{stamp}{', '.join(parts) or 'The run is completed'}. Result {document.get('result_id')}.{where}"


class _Telling:
    """Tells what happens in a run as progress."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def __call__(self, event: Event) -> None:
        from signal_dsl.heytraders import events
        from signal_dsl.heytraders.waiting import in_words

        if isinstance(event, events.Submitted):
            self._task.report(f"{event.backtest_id} is taken")
        elif isinstance(event, events.Status):
            done = None if event.progress is None else round(event.progress * 100)
            self._task.report(f"{event.status}, {in_words(event.elapsed)}", done)
        elif isinstance(event, events.Notice):
            self._task.report(event.message)
        elif isinstance(event, events.Waiting):
            self._task.report(f"{event.why} Asking again in {in_words(event.seconds)}.")
