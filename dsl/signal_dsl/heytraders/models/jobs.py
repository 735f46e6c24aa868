"""Backtests under way."""

from __future__ import annotations

from dataclasses import dataclass, field

from signal_dsl.heytraders.document.values import mapping, number, pick, text
from signal_dsl.heytraders.ids import is_id

# Status of a job.
QUEUED, RUNNING, COMPLETED, FAILED, CANCELLED = "queued", "running", "completed", "failed", "cancelled"
ENDED = (COMPLETED, FAILED, CANCELLED)
_RESULT_ID = ("result_id", "backtest_summary_id", "summary_id", "results_id")
_STATUS = {
    **dict.fromkeys(("queued", "pending", "waiting", "created", "submitted", "accepted"), QUEUED),
    **dict.fromkeys(("running", "processing", "started", "in_progress", "active"), RUNNING),
    **dict.fromkeys(("completed", "complete", "done", "finished", "success", "succeeded"), COMPLETED),
    **dict.fromkeys(("failed", "failure", "error", "errored"), FAILED),
    **dict.fromkeys(("cancelled", "canceled", "aborted", "stopped"), CANCELLED),
}


@dataclass(frozen=True)
class Job:
    """A backtest under way. `status` is one of the five above where it means one of them, else the platform's word.

    `progress` is a share from 0 to 1. `message` says why it failed.
    """

    backtest_id: str | None
    status: str | None
    result_id: str | None
    progress: float | None
    message: str | None
    dashboard_url: str | None
    raw: object = field(repr=False)

    @classmethod
    def of(cls, data: object) -> Job:
        fields = mapping(data)
        if isinstance(data, str):  # a bare id
            fields = {"backtest_id": data}
        given = {name: value for name, value in fields.items() if value is not None}
        fields = {**mapping(pick(fields, "job", "backtest")), **given}
        result = mapping(pick(fields, "result"))
        status = text(pick(fields, "status", "state"))
        plain = status.strip().lower().replace("-", "_").replace(" ", "_") if status else None
        error = pick(fields, "message", "error_message", "reason", "error", "failure_reason")
        told = text(error) if isinstance(error, str) else text(pick(mapping(error), "message", "code"))
        return cls(
            _id(pick(fields, "backtest_id", "job_id", "id")),
            _STATUS.get(plain, status) if plain else None,
            _id(pick(fields, *_RESULT_ID)) or _id(pick(result, *_RESULT_ID, "id")),
            _share(pick(fields, "progress", "progress_pct", "percent")),
            told,
            text(pick(fields, "dashboard_url", "dashboard")),
            data,
        )


def _id(value: object) -> str | None:
    """An id that can be asked for; None of another text."""
    found = text(value)
    return found.strip() if found is not None and is_id(found.strip()) else None


def _share(value: object) -> float | None:
    """A share from 0 to 1 of what may be one, or in percent."""
    found = number(value)
    if found is None or found < 0:
        return None
    return min(1.0, found if found <= 1 else found / 100)
