"""What can go wrong between here and the platform, by what the user can do about it.

SignalDslError
 └─ HeyTradersError         base of all; carries the platform's own `code`, `told`, `suggestion`, `details`
     ├─ ApiKeyError         there is no key, or the platform does not take it for this
     ├─ QuotaError          an allowance is used up; `retry_after` seconds until there is more, if that was said
     ├─ RateError           too many requests at once; likewise
     ├─ ValidationError     what was sent is refused: an answer about it, and a final one
     ├─ NotFoundError       there is no such job, result or strategy
     ├─ UnavailableError    no network, no server, no data; nothing was changed, so it can be asked again
     ├─ ProtocolError       an answer that is none: a web page, half a JSON, another address
     ├─ UnknownOutcomeError it was sent, and no answer says whether it was done: asking again may do it twice
     │   └─ SentBeforeError so was the same run before this one, which was not sent for that
     ├─ JobError            a job failed or was cancelled: an answer about the run
     └─ DetachedError       we no longer wait for a job, which goes on without us
"""

from __future__ import annotations

from signal_dsl.errors import SignalDslError

_VERDICTS = ("VALIDATION_ERROR", "TA_OUT_OF_RANGE", "QUALITY_GATE")


class HeyTradersError(SignalDslError):
    """Base of all that goes wrong with the platform.

    `code` is the platform's (`RATE_LIMITED`), also one that is not known here; empty where the fault has none.
    `told` and `suggestion` are the platform's own words, `details` what it added to them, `status` the HTTP status.
    """

    def __init__(
        self,
        message: str,
        remedy: str = "",
        *,
        code: str = "",
        told: str = "",
        suggestion: str = "",
        details: object = None,
        status: int | None = None,
    ) -> None:
        super().__init__(message, remedy)
        self.code = code
        self.told = told
        self.suggestion = suggestion
        self.details = details
        self.status = status


class ApiKeyError(HeyTradersError):
    """There is no key for this address, or the platform does not take it."""


class _LaterError(HeyTradersError):
    """It will work later; `retry_after` is in how many seconds, where the platform said so."""

    retry_after: float | None = None


class QuotaError(_LaterError):
    """An allowance is used up: backtests an hour or a day, registrations, agents."""


class RateError(_LaterError):
    """More requests than the platform takes in a minute."""


class ValidationError(HeyTradersError):
    """What was sent is refused: the script or its result (a verdict), or the way in which it was asked."""

    @property
    def is_verdict(self) -> bool:  # type: ignore[override]
        return self.code in _VERDICTS


class NotFoundError(HeyTradersError):
    """There is no such job, result or strategy, or it belongs to somebody else."""


class UnavailableError(HeyTradersError):
    """The platform cannot be reached, or cannot do it now. Nothing was changed."""


class ProtocolError(HeyTradersError):
    """What came back is no answer of the platform's API."""


class UnknownOutcomeError(HeyTradersError):
    """A request was sent, and no answer says whether it was carried out. It was not sent again."""


class SentBeforeError(UnknownOutcomeError):
    """The same run was sent at `since` (ISO 8601 UTC), and nobody knows whether it was started. So it was not sent now.

    `dashboard_url` is where a person can look.
    """

    def __init__(self, message: str, remedy: str = "", *, since: str, dashboard_url: str) -> None:
        super().__init__(message, remedy)
        self.since = since
        self.dashboard_url = dashboard_url


class JobError(HeyTradersError):
    """The job `backtest_id` came to no result: it failed, or it was cancelled. `outcome` is the platform's word."""

    is_verdict = True

    def __init__(self, message: str, remedy: str = "", *, backtest_id: str, outcome: str, told: str = "") -> None:
        super().__init__(message, remedy, told=told)
        self.backtest_id = backtest_id
        self.outcome = outcome


class DetachedError(HeyTradersError):
    """We no longer wait for the job `backtest_id`, because that was asked for or took too long. It goes on."""

    def __init__(self, message: str, remedy: str = "", *, backtest_id: str) -> None:
        super().__init__(message, remedy)
        self.backtest_id = backtest_id
