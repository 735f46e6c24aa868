"""A backtest from its request to its result document: sent once, noted before and after, followed, fetched, kept."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from threading import Event as Flag

from signal_dsl.errors import SignalDslError
from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.document import Json
from signal_dsl.heytraders.errors import HeyTradersError, JobError, SentBeforeError, UnknownOutcomeError
from signal_dsl.heytraders.events import Finished, Listener, Notice, Submitted, Waiting, ignore
from signal_dsl.heytraders.fetching import Sent, fetch
from signal_dsl.heytraders.journal import Journal
from signal_dsl.heytraders.kept import Kept
from signal_dsl.heytraders.models import COMPLETED, Job
from signal_dsl.heytraders.polling import Polling, completed
from signal_dsl.heytraders.storage import StorageError, reason

__all__ = ["Polling", "Runs", "Sent"]


@dataclass(frozen=True)
class Runs:
    """Runs backtests, and comes back to those of before.

    `cancelled` ends the waiting (DetachedError), not the job. With `prices` the bars are fetched, too. `journal` and
    `kept` are the user's unless others are given.
    """

    client: Client
    journal: Journal = field(default_factory=Journal)
    kept: Kept = field(default_factory=Kept)
    on_event: Listener = ignore
    cancelled: Flag | None = None
    polling: Polling | None = None
    prices: bool = False

    def backtest(self, request: Mapping[str, object], path: str | None = None, *, again: bool = False) -> Json:
        """Run a backtest and give its result document.

        `request` is the body of `/backtest/execute`, `path` where its script lies. `again` sends also what was sent
        within a day with an unknown outcome, and tells so (else SentBeforeError). Raises StorageError before anything
        is sent where it cannot be noted, UnknownOutcomeError where nobody knows whether it was started, JobError where
        it failed, and other children of HeyTradersError.
        """
        sent, job = self.submit(request, path, again=again)
        assert job.backtest_id is not None
        return self.follow(job.backtest_id, sent)

    def submit(
        self, request: Mapping[str, object], path: str | None = None, *, again: bool = False
    ) -> tuple[Sent, Job]:
        """Send a backtest once, noted before and after; what was sent, and the job. `again` is as above."""
        self._refuse_what_may_run(request, again)
        run = self.journal.sending(request, self.client.address.url, path)
        try:
            with self._telling_waits():
                job = self.client.backtest.execute(request)
        except UnknownOutcomeError as error:
            with suppress(OSError):
                self.journal.unknown(run, error.message)
            raise
        except HeyTradersError as error:
            with suppress(OSError):
                self.journal.refused(run, error.message)
            raise
        except BaseException:  # Ctrl-C while the platform answers
            with suppress(OSError):
                self.journal.unknown(run, "It was interrupted before the platform's answer came.")
            raise
        assert job.backtest_id is not None
        trouble = ""
        try:
            self.journal.submitted(run, job.backtest_id)
        except OSError as error:
            trouble = f"The journal cannot be written: {reason(error)}. Write the id down: {job.backtest_id}."
        self.on_event(Submitted(job.backtest_id))
        if trouble:
            self.on_event(Notice(trouble))
        return Sent(request, path, job.backtest_id, run), job

    def follow(self, backtest_id: str, sent: Sent | None = None) -> Json:
        """Wait for a job that was started, now or before, and give its result document. Raises as `backtest` does."""
        sent = replace(sent or self._sent(backtest_id), backtest_id=backtest_id)
        cancelled = self.cancelled or self.client.pause.cancelled
        try:
            with self._telling_waits():
                job = completed(self.client, backtest_id, self.on_event, cancelled, self.polling or Polling())
        except JobError as error:
            self._note(sent, error.outcome, None, error.told)
            raise
        assert job.result_id is not None
        self._note(sent, COMPLETED, job.result_id)
        return self.collect(job.result_id, sent)

    def collect(self, result_id: str, sent: Sent | None = None) -> Json:
        """Fetch a result and keep it; a disk that is full does not keep it from whoever asked."""
        document = fetch(self.client, result_id, sent or Sent(), prices=self.prices)
        try:
            self.kept.put(document)
        except StorageError as error:
            self.on_event(Notice(str(error)))
        self.on_event(Finished(document))
        return document

    def _refuse_what_may_run(self, request: Mapping[str, object], again: bool) -> None:
        before = None
        with suppress(StorageError):  # to write it will fail, too, and say so
            before = self.journal.doubtful(request, self.client.address.url)
        if before is None:
            return
        told = f"The same backtest was sent at {before.time}, and nobody knows whether it runs."
        if not again:
            page = self.client.address.dashboard_url
            remedy = "Look at the platform's dashboard; `--force` sends it again."
            raise SentBeforeError(told, remedy, since=before.time, dashboard_url=page)
        self.on_event(Notice(f"{told} It is sent again."))

    def _sent(self, backtest_id: str) -> Sent:
        """What the journal knows of a job."""
        known = self.journal.find(backtest_id)
        return Sent() if known is None else Sent(known.request, known.path, backtest_id, known.run)

    def _note(self, sent: Sent, status: str, result_id: str | None, told: str = "") -> None:
        """Note how a run ended, if that can be done: it is known from the platform, too."""
        if sent.run is not None:
            with suppress(OSError, SignalDslError):
                self.journal.ended(sent.run, status, result_id, told)

    def _telling_waits(self) -> AbstractContextManager[None]:
        return self.client.pause.telling(lambda seconds, why: self.on_event(Waiting(seconds, why)))
