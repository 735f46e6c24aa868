"""What the areas share."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from signal_dsl.errors import UsageError
from signal_dsl.heytraders.exchange import Call
from signal_dsl.heytraders.transport import Transport

_LONGEST = 200


class Area:
    """A part of the API, over the client's connections."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def _get(
        self, path: str, query: Mapping[str, str | int | float | None] | None = None, *, open_to_all: bool = False
    ) -> object:
        given = {name: value for name, value in (query or {}).items() if value is not None}
        return self._transport.request(Call("GET", path, given, open_to_all=open_to_all))

    def _post(
        self, path: str, body: Mapping[str, object], *, effect: str | None = None, open_to_all: bool = False
    ) -> object:
        given = {name: value for name, value in body.items() if value is not None}
        return self._transport.request(Call("POST", path, None, given, effect, open_to_all))


def part(id: str) -> str:
    """An id as a part of a path. Raises UsageError where it cannot be one, such as `../x`."""
    if (
        not id
        or len(id) > _LONGEST
        or not id.isprintable()
        or any(char in '/\\?#%" ' for char in id)
        or not id.strip(".")
    ):
        raise UsageError(f"`{id[:40]}` is no id.", "`signal-dsl jobs` lists those of what was started here.")
    return quote(id, safe="")
