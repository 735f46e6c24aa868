"""A backtest from its request to its result document: sent once, noted before and after, followed, fetched, kept."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from threading import Event as Flag

from signal_dsl.errors import SignalDslError
from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.document import Json
from signal_dsl.heytraders.errors import (
    HeyTradersError,
    JobError,
    SentBeforeError,
    UnknownOutcomeError,
)
from signal_dsl.heytraders.events import Finished, Listener, Notice, Submitted, Waiting, ignore
from signal_dsl.heytraders.fetching import fetch
from signal_dsl.heytraders.journal import Journal
from signal_dsl.heytraders.kept import Kept
from signal_dsl.heytraders.models import COMPLETED, Job
from signal_dsl.heytraders.polling import Polling, completed
from signal_dsl.heytraders.storage import StorageError, reason

__all__ = ["Polling", "backtest", "collect", "follow", "submit"]


def backtest(
    client: Client,
    request: Mapping[str, object],
    *,
    path: str | None = None,
    journal: Journal | None = None,
    kept: Kept | None = None,
    on_event: Listener = ignore,
    cancelled: Flag | None = None,
    polling: Polling | None = None,
    prices: bool = False,
    again: bool = False,
) -> Json:
    """Run a backtest and give its result document.

    `request` is the body of `/backtest/execute`, `path` where its script lies. With `prices` the bars are fetched, too.
    `again` sends also what was sent within a day with an unknown outcome, and tells so (else SentBeforeError).
    `cancelled` ends the waiting (DetachedError), not the job. Raises StorageError before anything is sent where it
    cannot be noted, UnknownOutcomeError where nobody knows whether it was started, JobError where it failed, and other
    children of HeyTradersError.
    """
    journal = journal or Journal()
    run, job = submit(client, request, path=path, journal=journal, on_event=on_event, again=again)
    assert job.backtest_id is not None
    return follow(
        client,
        job.backtest_id,
        run=run,
        request=request,
        path=path,
        journal=journal,
        kept=kept,
        on_event=on_event,
        cancelled=cancelled,
        polling=polling,
        prices=prices,
    )


def submit(
    client: Client,
    request: Mapping[str, object],
    *,
    path: str | None = None,
    journal: Journal | None = None,
    on_event: Listener = ignore,
    again: bool = False,
) -> tuple[str, Job]:
    """Send a backtest once, noted before and after: its name in the journal, and the job. `again` is as above."""
    journal = journal or Journal()
    before = None
    with suppress(StorageError):  # to write it will fail, too, and say so
        before = journal.doubtful(request, client.address.url)
    if before is not None:
        told = f"The same backtest was sent at {before.time}, and nobody knows whether it runs."
        if not again:
            page = client.address.dashboard_url
            remedy = "Look at the platform's dashboard; `--force` sends it again."
            raise SentBeforeError(told, remedy, since=before.time, dashboard_url=page)
        on_event(Notice(f"{told} It is sent again."))
    run = journal.sending(request, client.address.url, path)
    try:
        with client.pause.telling(lambda seconds, why: on_event(Waiting(seconds, why))):
            job = client.backtest.execute(request)
    except UnknownOutcomeError as error:
        with suppress(OSError):
            journal.unknown(run, error.message)
        raise
    except HeyTradersError as error:
        with suppress(OSError):
            journal.refused(run, error.message)
        raise
    except BaseException:  # Ctrl-C while the platform answers
        with suppress(OSError):
            journal.unknown(run, "It was interrupted before the platform's answer came.")
        raise
    assert job.backtest_id is not None
    trouble = ""
    try:
        journal.submitted(run, job.backtest_id)
    except OSError as error:
        trouble = f"The journal cannot be written: {reason(error)}. Write the id down: {job.backtest_id}."
    on_event(Submitted(job.backtest_id))
    if trouble:
        on_event(Notice(trouble))
    return run, job


def follow(
    client: Client,
    backtest_id: str,
    *,
    run: str | None = None,
    request: Mapping[str, object] | None = None,
    path: str | None = None,
    journal: Journal | None = None,
    kept: Kept | None = None,
    on_event: Listener = ignore,
    cancelled: Flag | None = None,
    polling: Polling | None = None,
    prices: bool = False,
) -> Json:
    """Wait for a job that was started, now or before, and give its result document. Raises as `backtest` does."""
    journal = journal or Journal()
    known = journal.find(backtest_id) if run is None else None
    if known is not None:
        run, request, path = known.run, request or known.request, path or known.path
    try:
        with client.pause.telling(lambda seconds, why: on_event(Waiting(seconds, why))):
            job = completed(client, backtest_id, on_event, cancelled or client.pause.cancelled, polling or Polling())
    except JobError as error:
        _note(journal, run, error.outcome, None, error.told)
        raise
    assert job.result_id is not None
    _note(journal, run, COMPLETED, job.result_id)
    return collect(
        client,
        job.result_id,
        backtest_id=backtest_id,
        request=request,
        path=path,
        kept=kept,
        on_event=on_event,
        prices=prices,
    )


def collect(
    client: Client,
    result_id: str,
    *,
    backtest_id: str | None = None,
    request: Mapping[str, object] | None = None,
    path: str | None = None,
    kept: Kept | None = None,
    on_event: Listener = ignore,
    prices: bool = False,
) -> Json:
    """Fetch a result and keep it; a disk that is full does not keep it from whoever asked."""
    document = fetch(client, result_id, backtest_id=backtest_id, request=request or {}, path=path, prices=prices)
    try:
        (kept or Kept()).put(document)
    except StorageError as error:
        on_event(Notice(str(error)))
    on_event(Finished(document))
    return document


def _note(journal: Journal, run: str | None, status: str, result_id: str | None, told: str = "") -> None:
    """Note how a run ended, if that can be done: it is known from the platform, too."""
    if run is not None:
        with suppress(OSError, SignalDslError):
            journal.ended(run, status, result_id, told)
