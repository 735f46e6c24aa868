"""The form of every answer, and what can be answered instead: the platform's envelope and error codes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from starlette.responses import Response

from signal_dsl.sandbox.refusal import DATA_UNAVAILABLE, TA_OUT_OF_RANGE, VALIDATION_ERROR, RefusalError
from signal_dsl.sandbox.result import STAMP

Data = dict[str, Any]

INVALID_API_KEY = "INVALID_API_KEY"
EXPIRED_API_KEY = "EXPIRED_API_KEY"
INSUFFICIENT_PERMISSIONS = "INSUFFICIENT_PERMISSIONS"
NOT_OWNER = "NOT_OWNER"
BACKTEST_NOT_FOUND = "BACKTEST_NOT_FOUND"
STRATEGY_NOT_FOUND = "STRATEGY_NOT_FOUND"
NO_BACKTEST = "NO_BACKTEST"
ALREADY_REGISTERED = "ALREADY_REGISTERED"
NOT_REGISTERED = "NOT_REGISTERED"
QUALITY_GATE = "QUALITY_GATE"
RATE_LIMITED = "RATE_LIMITED"
QUOTA_EXCEEDED = "QUOTA_EXCEEDED"
REGISTRATION_LIMIT = "REGISTRATION_LIMIT"
INTERNAL_ERROR = "INTERNAL_ERROR"
# These are not among the platform's documented codes.
NOT_FOUND = "NOT_FOUND"
METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"

_STATUS = {
    VALIDATION_ERROR: 400,
    INVALID_API_KEY: 401,
    EXPIRED_API_KEY: 401,
    INSUFFICIENT_PERMISSIONS: 403,
    NOT_OWNER: 403,
    BACKTEST_NOT_FOUND: 404,
    STRATEGY_NOT_FOUND: 404,
    NO_BACKTEST: 404,
    NOT_FOUND: 404,
    METHOD_NOT_ALLOWED: 405,
    ALREADY_REGISTERED: 409,
    NOT_REGISTERED: 409,
    DATA_UNAVAILABLE: 422,
    QUALITY_GATE: 422,
    TA_OUT_OF_RANGE: 422,
    QUOTA_EXCEEDED: 429,
    RATE_LIMITED: 429,
    REGISTRATION_LIMIT: 429,
    INTERNAL_ERROR: 500,
}


class ApiError(Exception):
    """An answer by which a request is refused. `retry_after` is in seconds."""

    def __init__(
        self,
        code: str,
        message: str,
        suggestion: str = "",
        *,
        details: Data | None = None,
        retry_after: int | None = None,
        status: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.suggestion = suggestion
        self.details = details
        self.status = status or _STATUS[code]
        self.headers = dict(headers or {})
        if retry_after is not None:
            self.headers["Retry-After"] = str(retry_after)


def invalid(message: str, suggestion: str = "", **details: object) -> ApiError:
    """The refusal of a request that is not well formed."""
    return ApiError(VALIDATION_ERROR, message, suggestion, details=details or None)


def refused(error: RefusalError) -> ApiError:
    """What the sandbox itself refuses, as an answer; details name the line of the script and all findings."""
    return ApiError(error.code, error.message, error.remedy, details=details_of(error) or None)


def details_of(error: RefusalError) -> Data:
    """Where in the script a refusal has its reason."""
    details: Data = {} if error.line is None else {"line": error.line}
    if found := getattr(error, "findings", None):
        details["errors"] = [finding_json(one) for one in found]
    return details


def finding_json(finding: Any) -> Data:
    """A finding in a script: its code, sentence and place; lines and columns count from 1."""
    start, end = finding.range.start, finding.range.end
    return {
        "code": finding.code,
        "message": finding.message,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }


def success(data: Data) -> Response:
    """The answer to a request that went well."""
    return _response({"success": True, "data": data, "error": None}, 200, {})


def failure(error: ApiError) -> Response:
    """The answer to a request that did not."""
    said: Data = {"code": error.code, "message": error.message, "suggestion": error.suggestion or None}
    if error.details:
        said["details"] = error.details
    return _response({"success": False, "data": None, "error": said}, error.status, error.headers)


def _response(body: Data, status: int, headers: dict[str, str]) -> Response:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body["meta"] = {"timestamp": now, "simulated": True, "stamp": STAMP}
    return Response(_encoded(body), status, headers, "application/json")


def _encoded(body: Data) -> bytes:
    try:
        text = json.dumps(body, allow_nan=False, separators=(",", ":"))
    except ValueError:  # a number that JSON does not have
        text = json.dumps(_finite(body), allow_nan=False, separators=(",", ":"))
    return text.encode()


def _finite(value: Any) -> Any:
    """The same with null for what is no finite number."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value
