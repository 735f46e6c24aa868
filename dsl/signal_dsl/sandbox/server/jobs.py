"""Backtests as jobs: queued, running, then completed, failed or cancelled."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Lock

from signal_dsl.sandbox.backtest import Backtest
from signal_dsl.sandbox.data import Source
from signal_dsl.sandbox.refusal import RefusalError
from signal_dsl.sandbox.result import Result
from signal_dsl.sandbox.server.envelope import (
    BACKTEST_NOT_FOUND,
    INTERNAL_ERROR,
    NOT_OWNER,
    RATE_LIMITED,
    ApiError,
    Data,
    details_of,
)
from signal_dsl.sandbox.server.keys import Key

QUEUED, RUNNING, COMPLETED, FAILED, CANCELLED = "queued", "running", "completed", "failed", "cancelled"
_OVER = (COMPLETED, FAILED, CANCELLED)
# Of finished jobs the latest are kept: so many, and with results of so many bytes together.
MOST_FINISHED = 1000
MOST_BYTES = 256 * 2**20
# Of jobs that wait to be run.
MOST_WAITING = 500


class _CancelledError(Exception):
    """A job was told to stop."""


class Job:
    """One backtest of a key's. Times are seconds since 1970."""

    def __init__(self, backtest: Backtest, key: Key, created: float) -> None:
        self.id = f"b_{secrets.token_hex(8)}"
        self.result_id = f"r_{secrets.token_hex(8)}"
        self.key = key
        self.backtest: Backtest | None = backtest
        self.status = QUEUED
        self.progress = 0.0
        self.created = created
        self.started: float | None = None
        self.error: RefusalError | None = None
        self.result: Result | None = None
        self.stop = Event()
        self.done = Event()
        self.future: Future[None] | None = None

    @property
    def size(self) -> int:
        return self.result.size if self.result else 0

    def advance(self, part: float) -> None:
        """Note how much is done, from 0 to 1, and end here if the job was cancelled."""
        if self.stop.is_set():
            raise _CancelledError
        self.progress = part

    def told(self) -> Data:
        """The job's state, for `GET /backtest/status/{id}`."""
        found: Data = {"backtest_id": self.id, "status": self.status, "progress": round(self.progress, 3)}
        if self.status == COMPLETED:
            found["result_id"] = self.result_id
        if self.error:
            error = self.error
            found |= {"message": str(error), "code": error.code, "suggestion": error.remedy or None}
            found |= {"details": details_of(error)}
        return found


class Jobs:
    """Runs backtests, a few at a time, and keeps what came of the latest."""

    def __init__(self, source: Source, clock: Callable[[], float], workers: int) -> None:
        self._source = source
        self._clock = clock
        self._pool = ThreadPoolExecutor(workers, "sandbox-job")
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._by_result: dict[str, Job] = {}
        self._lock = Lock()

    def submit(self, backtest: Backtest, key: Key, spend: Callable[[], None]) -> Job:
        """Queue a backtest; `spend` takes it from the key's quota. Raises ApiError where too many are waiting."""
        with self._lock:
            if sum(job.status not in _OVER for job in self._jobs.values()) >= MOST_WAITING:
                message = f"{MOST_WAITING} backtests are waiting to be run."
                raise ApiError(RATE_LIMITED, message, "Wait until some are done.", retry_after=5)
            spend()
            job = Job(backtest, key, self._clock())
            self._jobs[job.id] = job
            self._by_result[job.result_id] = job
        job.future = self._pool.submit(self._run, job)
        return job

    def job(self, id: str, key: Key) -> Job:
        """The job with this id. Raises ApiError."""
        said = f"There is no backtest `{id[:60]}`."
        return _owned(self._jobs.get(id), key, said, "Finished ones are not kept forever.")

    def result(self, id: str, key: Key) -> tuple[Job, Result]:
        """What came of a completed job, by the id of its result. Raises ApiError."""
        remedy = "Results have ids of their own: that of a completed backtest stands in its status, as `result_id`."
        job = _owned(self._by_result.get(id), key, f"There is no result `{id[:60]}`.", remedy)
        if job.result is None:
            raise ApiError(BACKTEST_NOT_FOUND, f"There is no result `{id[:60]}`.", remedy)
        return job, job.result

    def public(self, id: str) -> tuple[Job, Result] | None:
        """What came of a completed job, whoever asks; None where there is none."""
        job = self._by_result.get(id)
        return None if job is None or job.result is None else (job, job.result)

    def cancel(self, job: Job) -> None:
        """Stop a job, or see that it never starts. One that is over stays what it is."""
        job.stop.set()
        if job.future is not None and job.future.cancel():
            self._end(job, CANCELLED)

    def close(self) -> None:
        """Stop all jobs."""
        for job in list(self._jobs.values()):
            self.cancel(job)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job) -> None:
        job.started = self._clock()
        job.status = RUNNING
        try:
            job.advance(0.0)
            assert job.backtest
            job.result = job.backtest.run(self._source, job.advance)
            job.progress = 1.0
            self._end(job, COMPLETED)
        except _CancelledError:
            self._end(job, CANCELLED)
        except RefusalError as error:
            # Without the frames that it came through, which hold bars and programs.
            error.__context__ = None
            job.error = error.with_traceback(None)
            self._end(job, FAILED)
        except Exception as error:
            job.error = _fault(error)
            self._end(job, FAILED)

    def _end(self, job: Job, status: str) -> None:
        """A job is over; of all that are, the oldest go where they are too many."""
        job.backtest = None
        with self._lock:
            job.status = status
            over = [one for one in self._jobs.values() if one.status in _OVER]
            size = sum(one.size for one in over)
            for one in over[:-1]:
                if len(over) <= MOST_FINISHED and size <= MOST_BYTES:
                    break
                over = over[1:]
                size -= one.size
                del self._jobs[one.id], self._by_result[one.result_id]
        job.done.set()


def _owned(job: Job | None, key: Key, message: str, remedy: str) -> Job:
    if job is None:
        raise ApiError(BACKTEST_NOT_FOUND, message, remedy)
    if job.key is not key:
        raise ApiError(NOT_OWNER, "This backtest belongs to another key.", "Use the key that it was started with.")
    return job


def _fault(error: Exception) -> RefusalError:
    """A fault of the sandbox's own, which must not pass for one of the script."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f" ({where.tb_frame.f_code.co_name}, line {where.tb_lineno})" if where else ""
    message = f"The sandbox failed at this script: {type(error).__name__}{place}."
    return RefusalError(INTERNAL_ERROR, message, "This is a fault of the sandbox; please report it with the script.")
