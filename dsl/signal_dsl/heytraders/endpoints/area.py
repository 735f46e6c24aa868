"""What the areas share."""

from __future__ import annotations

from collections.abc import Mapping

from signal_dsl.heytraders.exchange import Call
from signal_dsl.heytraders.transport import Transport


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
