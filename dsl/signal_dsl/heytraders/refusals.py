"""From the platform's error codes to errors, by what the user can do about them."""

from __future__ import annotations

from signal_dsl.heytraders.answers import Refusal
from signal_dsl.heytraders.errors import (
    ApiKeyError,
    HeyTradersError,
    NotFoundError,
    ProtocolError,
    QuotaError,
    RateError,
    UnavailableError,
    ValidationError,
)
from signal_dsl.heytraders.waiting import in_words

_KEY = (
    "`signal-dsl login` stores another key, `signal-dsl register` makes one; `signal-dsl whoami` shows which is used."
)
_CLAIM = "Claim the key: `signal-dsl whoami --claim` gives the code for it."
_ID = "`signal-dsl jobs` lists what was started here. A result has an id of its own, which is not its job's."
_OWN = "Use the key that it was made with; `signal-dsl whoami` shows which is used."

# Code: which error it is, and what to do where the platform does not say it.
_KNOWN: dict[str, tuple[type[HeyTradersError], str]] = {
    "INVALID_API_KEY": (ApiKeyError, _KEY),
    "EXPIRED_API_KEY": (ApiKeyError, f"A key that is not claimed lives for 24 hours. {_KEY}"),
    "INSUFFICIENT_PERMISSIONS": (ApiKeyError, _KEY),
    "INVALID_PERMISSIONS": (ApiKeyError, _KEY),
    "AGENT_REQUIRED": (ApiKeyError, "Use the key of an agent; `signal-dsl register` makes one."),
    "ACCOUNT_REQUIRED": (ApiKeyError, _CLAIM),
    "KEY_OWNED_BY_OTHER_USER": (ApiKeyError, _KEY),
    "NOT_OWNER": (ApiKeyError, _OWN),
    "INVALID_CLAIM_CODE": (ValidationError, "`signal-dsl whoami --claim` gives a new code; it holds for 30 minutes."),
    "QUOTA_EXCEEDED": (QuotaError, "`--sandbox` runs without a quota."),
    "FREE_QUOTA_EXCEEDED": (QuotaError, f"{_CLAIM} `--sandbox` runs without a quota."),
    "REGISTRATION_LIMIT": (QuotaError, "There are 5 registrations an hour for one network."),
    "AGENT_LIMIT_REACHED": (QuotaError, "Use a key that you have: `signal-dsl login`."),
    "RATE_LIMITED": (RateError, "The platform takes 300 requests a minute."),
    "VALIDATION_ERROR": (ValidationError, ""),
    "TA_OUT_OF_RANGE": (ValidationError, "`signal-dsl lookback` tells the start date that gives it enough bars."),
    "QUALITY_GATE": (ValidationError, "A strategy needs 10 trades and 30 days at least."),
    "ALREADY_REGISTERED": (ValidationError, ""),
    "NOT_REGISTERED": (ValidationError, ""),
    "NO_BACKTEST": (ValidationError, "Run `signal-dsl backtest` first."),
    "BACKTEST_NOT_FOUND": (NotFoundError, _ID),
    "STRATEGY_NOT_FOUND": (NotFoundError, ""),
    "SUBSCRIPTION_NOT_FOUND": (NotFoundError, ""),
    "ORDER_NOT_FOUND": (NotFoundError, ""),
    "DATA_UNAVAILABLE": (UnavailableError, "Choose another range, timeframe or ticker."),
    "INTERNAL_ERROR": (UnavailableError, "Try again later."),
}
_BY_STATUS: dict[int, tuple[type[HeyTradersError], str]] = {
    400: (ValidationError, ""),
    401: _KNOWN["INVALID_API_KEY"],
    402: _KNOWN["QUOTA_EXCEEDED"],
    403: _KNOWN["INSUFFICIENT_PERMISSIONS"],
    404: (NotFoundError, _ID),
    409: (ValidationError, ""),
    410: (NotFoundError, ""),
    413: (ValidationError, "Send less."),
    422: (ValidationError, ""),
    429: _KNOWN["RATE_LIMITED"],
}


def refused(refusal: Refusal, status: int, retry_after: float | None = None) -> HeyTradersError:
    """The error that a refusal is: by its code, or by the HTTP status where the code is unknown or missing."""
    kind, remedy = _KNOWN.get(refusal.code.upper()) or _by_status(status)
    message = refusal.message or "it gives no reason"
    code = f"{refusal.code}: " if refusal.code else "" if status < 400 else f"HTTP status {status}: "
    remedy = refusal.suggestion or remedy
    if retry_after is not None and issubclass(kind, QuotaError | RateError | UnavailableError):
        remedy = f"Try again in {in_words(retry_after)}. {remedy}".rstrip()
    error = kind(
        f"The platform refuses: {code}{_sentence(message)}",
        _sentence(remedy) if remedy else "",
        code=refusal.code,
        told=refusal.message,
        suggestion=refusal.suggestion,
        details=refusal.details,
        status=status,
    )
    if isinstance(error, QuotaError | RateError):
        error.retry_after = retry_after
    return error


def _by_status(status: int) -> tuple[type[HeyTradersError], str]:
    if status >= 500:
        return _KNOWN["INTERNAL_ERROR"]
    # A refusal in a good answer, or with a status that means nothing to us: what it says of itself has to do.
    return _BY_STATUS.get(status, (ValidationError if status < 500 else ProtocolError, ""))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
