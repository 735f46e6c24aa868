"""Waiting for a job: asking for it until it has ended, whatever becomes of the network meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from random import uniform
from threading import Event as Flag
from time import monotonic

from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.errors import (
    DetachedError,
    HeyTradersError,
    JobError,
    NotFoundError,
    ProtocolError,
    RateError,
    UnavailableError,
)
from signal_dsl.heytraders.events import Listener, Notice, Status
from signal_dsl.heytraders.models import COMPLETED, ENDED, FAILED, Job
from signal_dsl.heytraders.waiting import in_words

DEADLINE = 3600.0  # seconds


@dataclass(frozen=True)
class Polling:
    """How a job is followed: seconds between two questions, growing from `first` to `most`, for `deadline` at most.

    So many answers in a row may say that there is no such job (it may not be known everywhere at once), or that it is
    completed without naming the result, before that is believed.
    """

    first: float = 0.5
    most: float = 5.0
    deadline: float = DEADLINE
    doubts: int = 5


def completed(client: Client, backtest_id: str, on_event: Listener, cancelled: Flag, polling: Polling) -> Job:
    """The completed job, with its result id.

    Raises JobError where it failed or was cancelled, DetachedError where it is no longer waited for, NotFoundError and
    ProtocolError where it is not known or names no result after several questions, and ApiKeyError.
    """
    begun = monotonic()
    pause, doubts, last = polling.first, 0, ""
    while True:
        trouble: HeyTradersError | None = None
        try:
            job = client.backtest.status(backtest_id)
        except NotFoundError as error:
            trouble, doubts = error, doubts + 1
            if doubts >= polling.doubts:
                raise
        except (UnavailableError, ProtocolError, RateError) as error:
            trouble = error  # the job goes on while the network does not
        else:
            if job.status is None:
                told = "The platform does not say how the job is."
                trouble = ProtocolError(told, f"`signal-dsl status {backtest_id}` asks again.")
            elif job.status == COMPLETED and job.result_id is None:
                doubts += 1
                told = f"The job {backtest_id} is completed, but the platform does not name its result."
                trouble = ProtocolError(told, job.dashboard_url or "Look at the dashboard; the run is not lost.")
                if doubts >= polling.doubts:
                    raise trouble
            elif job.status in ENDED:
                return _ended(job, backtest_id)
            else:
                doubts = 0
                on_event(Status(job.status, job.progress, monotonic() - begun))
        if trouble is not None and trouble.message != last:
            on_event(Notice(f"{trouble.message} The job is asked for again."))
        last = trouble.message if trouble is not None else ""
        left = begun + polling.deadline - monotonic()
        if left <= 0:
            told = f"The job {backtest_id} has not ended within {in_words(polling.deadline)}."
            raise DetachedError(told, _back(backtest_id), backtest_id=backtest_id)
        if cancelled.wait(min(left, pause * uniform(0.8, 1.2))):
            told = f"The job {backtest_id} goes on; it is no longer waited for."
            raise DetachedError(told, _back(backtest_id), backtest_id=backtest_id)
        pause = min(polling.most, pause * 1.5)


def _ended(job: Job, backtest_id: str) -> Job:
    if job.status == COMPLETED:
        return job
    told = (job.message or "").strip().rstrip(".")
    message = f"The backtest {backtest_id} was cancelled."
    if job.status == FAILED:
        message = f"The backtest {backtest_id} failed{f': {told}' if told else '; the platform does not say why'}."
    remedy = (
        "`signal-dsl lookback` tells the start date that gives it enough bars." if "TA_OUT_OF_RANGE" in told else ""
    )
    raise JobError(message, remedy, backtest_id=backtest_id, outcome=job.status or FAILED, told=told)


def _back(backtest_id: str) -> str:
    return f"`signal-dsl results {backtest_id}` comes back to it, `signal-dsl cancel {backtest_id}` ends it."
