"""When diagnostics are worked out: at once, but never while something from the client waits to be read.

There is no delay to tune. What a person types while the server is busy is in the pipe, and is taken over before the
next look at the document; so work for a text that is no more is never begun.
"""

from __future__ import annotations

import asyncio
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# Seconds that a client may keep sending before it gets diagnostics all the same.
_PATIENCE = 0.25


class Schedule:
    """The documents whose diagnostics are out of date, the latest asked for first.

    `publish` works out and sends those of one document. `is_waiting` says whether something from the client has come in
    and is not taken up yet.
    """

    def __init__(self, publish: Callable[[str], None], is_waiting: Callable[[], bool]) -> None:
        self._publish = publish
        self._is_waiting = is_waiting
        self._wanted: dict[str, None] = {}
        self._since = 0.0
        self._running = False

    def ask(self, uri: str) -> None:
        """Diagnostics of a document are wanted; those that were asked for before are superseded."""
        self._wanted.pop(uri, None)
        self._wanted[uri] = None
        if not self._running:
            self._running = True
            self._since = time.monotonic()
            asyncio.get_running_loop().call_soon(self._run)

    def drop(self, uri: str) -> None:
        """A document is closed."""
        self._wanted.pop(uri, None)

    def _run(self) -> None:
        loop = asyncio.get_running_loop()
        if self._wanted and not (self._is_waiting() and time.monotonic() - self._since < _PATIENCE):
            uri, _ = self._wanted.popitem()
            self._since = time.monotonic()
            self._publish(uri)
        self._running = bool(self._wanted)
        if self._running:
            loop.call_soon(self._run)
