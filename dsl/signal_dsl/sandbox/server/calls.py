"""One request, read: who asks, with which body and query."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from signal_dsl.sandbox.server.envelope import NOT_FOUND, ApiError, Data, invalid
from signal_dsl.sandbox.server.keys import Key

if TYPE_CHECKING:
    from signal_dsl.sandbox.server.state import State

# A script has 5 MB at most, and JSON may need two characters for one of it.
MOST_BODY = 12 * 2**20


class Call:
    """A request: `key` is who asks, None where nobody need be known; `path` holds what the address names."""

    def __init__(self, state: State, request: Request, key: Key | None, body: Data) -> None:
        self.state = state
        self.body = body
        self.query: Mapping[str, str] = request.query_params
        self.path: Mapping[str, Any] = request.path_params
        self.headers: Mapping[str, str] = request.headers
        self.address = request.client.host if request.client else ""
        self._key = key

    @property
    def key(self) -> Key:
        assert self._key is not None
        return self._key

    def text(self, *names: str, default: str | None = None, most: int = 10_000) -> str:
        """A text of the body or the query, under the first of these names that is there. Raises ApiError."""
        for name in names:
            value = self.body.get(name, self.query.get(name))
            if value is None:
                continue
            if not isinstance(value, str):
                raise invalid(f"`{name}` is no text.")
            if len(value) > most:
                raise invalid(f"`{name}` is too long: it has {len(value):,} characters, {most:,} at most.")
            if value.strip():
                return value.strip()
        if default is None:
            raise invalid(f"`{names[0]}` is missing.", "Give it.")
        return default

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number of the body or the query. Raises ApiError."""
        value = self.body.get(name, self.query.get(name))
        if value is None:
            return default
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise invalid(f"`{name}` is a whole number from {low:,} to {high:,}.")
        return value


async def read_body(request: Request) -> Data:
    """The JSON object of a request. Raises ApiError."""
    if int(_digits(request.headers.get("content-length", "0"))) > MOST_BODY:
        raise _too_large()
    received = bytearray()
    try:
        async for chunk in request.stream():
            received += chunk
            if len(received) > MOST_BODY:
                raise _too_large()
    except ClientDisconnect:
        raise invalid("The request broke off.") from None
    if not received.strip():
        return {}
    try:
        body = json.loads(received, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it is not well formed"
        raise invalid(f"The body is no JSON: {reason}.") from None
    if not isinstance(body, dict):
        raise invalid("The body is no JSON object.")
    return body


def key_text(headers: Mapping[str, str]) -> str | None:
    """The key in the headers of a request; None where there is none."""
    scheme, _, text = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and text.strip():
        return text.strip()
    return headers.get("x-api-key", "").strip() or None


def nowhere(error: HTTPException | None, path: str) -> ApiError:
    """The answer to an address that there is not."""
    return ApiError(NOT_FOUND, f"There is no address {path[:200]} here.", "All begin with /api/v1.")


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) < 19 else "0"


def _too_large() -> ApiError:
    error = invalid(f"The body is larger than {MOST_BODY // 2**20} MB.")
    error.status = 413
    # What is still on its way is not read, so the connection is of no use any more.
    error.headers["Connection"] = "close"
    return error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
