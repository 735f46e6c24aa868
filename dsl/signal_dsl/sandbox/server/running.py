"""A sandbox that runs in a thread of this process."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EADDRINUSE
from threading import Thread
from time import monotonic

import uvicorn

from signal_dsl.errors import UsageError
from signal_dsl.sandbox.server.app import PREFIX, application
from signal_dsl.sandbox.server.state import Options, State

HOST = "127.0.0.1"
_START_WITHIN = 30.0


@dataclass(frozen=True)
class Running:
    """A sandbox that answers: its base URL, and a key without quotas."""

    origin: str
    key: str
    state: State


def bound(port: int) -> socket.socket:
    """A socket that listens on this port of 127.0.0.1, 0 for any. Raises UsageError where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # A port that a server has just let go of may be taken at once; on Windows this would share one that is in use.
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        reason = "is taken by another program" if error.errno == EADDRINUSE else f"cannot be used: {error.strerror}"
        raise UsageError(f"Port {port} {reason}.", "Choose another with `--port`, or leave it out.") from None
    return listener


@contextmanager
def running(options: Options, port: int = 0) -> Iterator[Running]:
    """A sandbox for as long as the block lasts. Raises UsageError where the port is taken."""
    listener = bound(port)
    state = State(options)
    state.root = f"http://{HOST}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        application(state),
        log_config=None,
        log_level="critical",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        # Longer than a client thinks between two requests: a connection that ends under a request makes it a mystery.
        timeout_keep_alive=120,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([listener],), name="sandbox", daemon=True)
    thread.start()
    try:
        _await(server, thread)
        yield Running(state.root + PREFIX, options.key, state)
    finally:
        server.should_exit = True
        thread.join()
        state.jobs.close()
        listener.close()


def _await(server: uvicorn.Server, thread: Thread) -> None:
    """Wait until it answers."""
    until = monotonic() + _START_WITHIN
    while not server.started:
        if not thread.is_alive() or monotonic() > until:
            raise UsageError("The sandbox did not start.", "Run it with -v and report what it says.")
        thread.join(0.005)
