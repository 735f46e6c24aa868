"""The process: answers `initialize` at once, then loads what the features need.

Importing pygls and the types of LSP takes some twenty times as long as Python takes to start. An editor waits with
everything for the answer to `initialize`, which is known without them; so it goes out first, and what the editor sends
meanwhile waits in the pipe.
"""

from __future__ import annotations

import json

from signal_lsp.capabilities import answer
from signal_lsp.channel import Channel, stdio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NOT_INITIALIZED = -32002
_PARSE_ERROR = -32700
_INVALID_REQUEST = -32600


def main(tcp: tuple[str, int] | None = None) -> int:
    """Serve one client, on standard input and output or on an address, until it leaves. Gives the exit status."""
    channel = stdio() if tcp is None else _accepted(*tcp)
    try:
        request = _initialize(channel)
        if request is None:
            return 1
        params = request.get("params")
        params = params if isinstance(params, dict) else {}
        channel.send({"jsonrpc": "2.0", "id": request.get("id"), "result": answer(params)})
        from signal_lsp.serving import serve

        return serve(channel, params)
    except BrokenPipeError:
        return 1  # the client is gone


def _initialize(channel: Channel) -> dict[str, Any] | None:
    """The request `initialize`. What comes before it is refused; None where the client leaves without it."""
    while (body := channel.read()) is not None:
        message, fault = parsed(body)
        if message is None:
            channel.send(fault)
            continue
        method = message.get("method")
        if method == "initialize" and "id" in message:
            return message
        if method == "exit":
            return None
        if isinstance(method, str) and "id" in message:
            told = "The first request must be `initialize`."
            channel.send(failure(message["id"], _NOT_INITIALIZED, told))
    return None


def parsed(body: bytes) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """A message, or None and the answer that says what is wrong with it."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return None, failure(None, _PARSE_ERROR, "This is not JSON.")
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        return None, failure(None, _INVALID_REQUEST, "This is no message of JSON-RPC 2.0.")
    return message, {}


def failure(id: object, code: int, message: str) -> dict[str, Any]:
    """The answer that a request could not be done."""
    return {"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}}


def _accepted(host: str, port: int) -> Channel:
    """The channel to the first client that connects to an address. Raises UsageError where it cannot be listened on."""
    import socket
    import sys

    from signal_dsl.errors import UsageError

    try:
        listening = socket.create_server((host, port))
    except OSError as error:  # taken, not this machine's, or no address at all
        reason = (error.strerror or str(error)).partition(" (")[0].lower()
        told = f"The server cannot listen on {host}:{port}: {reason}."
        raise UsageError(told, "Give an address of this machine with a port that is free.") from None
    with listening as server:
        address = server.getsockname()
        print(f"Listening on {address[0]}:{address[1]}", file=sys.stderr, flush=True)
        connection, _ = server.accept()
    return Channel(connection.makefile("rb", buffering=0), connection.makefile("wb"))
