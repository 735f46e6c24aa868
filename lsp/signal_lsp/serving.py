"""The main loop: messages are taken up in the order in which they came, one after the other."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections import deque
from contextlib import suppress

from signal_lsp.client import Client
from signal_lsp.server import Server
from signal_lsp.start import failure, parsed
from signal_lsp.tidying import Tidying

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from signal_lsp.channel import Channel

_CANCELLED = -32800
# Seconds, where the system cannot tell when a process ends.
_BETWEEN_LOOKS = 0.5


def serve(channel: Channel, params: dict[str, Any]) -> int:
    """Serve the client that sent `initialize` with `params`, until it leaves. Gives the exit status."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # what it tells, this server does
    return asyncio.run(Serving(channel, params).run())


class Serving:
    """Takes messages in, and hands them to the server one by one."""

    def __init__(self, channel: Channel, params: dict[str, Any]) -> None:
        self._channel = channel
        self._inbox: deque[bytes] = deque()
        # Requests that the client has taken back before they were taken up.
        self._cancelled: set[object] = set()
        self._is_threaded = False
        self._server = Server(Client(params), self._is_waiting)
        self._server.protocol.set_writer(channel)

    async def run(self) -> int:
        """Serve until the client leaves."""
        loop = asyncio.get_running_loop()
        left: asyncio.Future[int] = loop.create_future()
        self._server.left = left
        self._tidying = Tidying()
        self._server.begin()
        while (body := self._channel.next()) is not None:  # what came together with `initialize`
            self._received(body)
        self._listen(loop)
        if self._server.client.process is not None:
            _watch(loop, self._server.client.process, self._server)
        return await left

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take messages in as they come: in the loop itself, or in a thread where the system knows no better."""
        try:
            loop.add_reader(self._channel, self._readable)
        except (NotImplementedError, OSError):  # Windows; a file in place of a pipe
            self._is_threaded = True
            threading.Thread(target=self._read, args=(loop,), name="reader", daemon=True).start()

    def _readable(self) -> None:
        if not self._channel.fill():
            asyncio.get_running_loop().remove_reader(self._channel)
            self._server.leave(1)
        while (body := self._channel.next()) is not None:
            self._received(body)

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread of its own: it waits for the client, and does nothing else."""
        try:
            while (body := self._channel.read()) is not None:
                loop.call_soon_threadsafe(self._received, body)
            loop.call_soon_threadsafe(self._server.leave, 1)
        except RuntimeError:
            pass  # the loop is closed: we are leaving

    def _is_waiting(self) -> bool:
        """Whether something from the client is not taken up yet."""
        return bool(self._inbox) or (not self._is_threaded and self._channel.has_more())

    def _received(self, body: bytes) -> None:
        """Put a message behind those that came before it."""
        if b"$/cancelRequest" in body[:200] and (identity := _taken_back(body)) is not None:
            self._cancelled.add(identity)
        self._inbox.append(body)
        asyncio.get_running_loop().call_soon(self._take)

    def _take(self) -> None:
        """Take up the next message."""
        body = self._inbox.popleft()
        message, fault = parsed(body)
        try:
            if message is None:
                self._channel.send(fault)
                return
            identity = message.get("id")
            if message.get("method") == "$/cancelRequest":
                self._cancelled.discard(_taken_back(body))
            elif isinstance(identity, (str, int)) and identity in self._cancelled and "method" in message:
                self._cancelled.discard(identity)
                self._channel.send(failure(identity, _CANCELLED, "Taken back."))
                return
            self._server.protocol.take(message)
            if message.get("method") == "textDocument/didClose":
                self._tidying.expect()
        except BrokenPipeError:
            self._server.leave(1)
        self._tidying.touch()


def _taken_back(body: bytes) -> str | int | None:
    """The request that a `$/cancelRequest` means."""
    message, _ = parsed(body)
    params = message.get("params") if message is not None else None
    identity = params.get("id") if isinstance(params, dict) else None
    return identity if isinstance(identity, (str, int)) else None


def _watch(loop: asyncio.AbstractEventLoop, process: int, server: Server) -> None:
    """Leave when the client's process ends: something else may hold our standard input open."""
    if sys.platform == "win32":
        return  # there the end of standard input tells
    if hasattr(os, "pidfd_open"):
        with suppress(OSError):  # it runs elsewhere, or is gone
            loop.add_reader(os.pidfd_open(process), server.leave, 1)
        return

    def look() -> None:
        try:
            os.kill(process, 0)
        except OSError:
            server.leave(1)
        else:
            loop.call_later(_BETWEEN_LOOKS, look)

    with suppress(OSError):
        os.kill(process, 0)
        look()
