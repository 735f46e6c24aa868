"""Whether a process that serves HTTP lives: a connection to it ends with it, so that this can be waited for."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

DEADLINE = 60.0


def connection(url: str) -> socket.socket:
    """A connection to the process that serves a URL."""
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname, parts.port), DEADLINE)


def ends(line: socket.socket) -> bool:
    """Wait until the process at the other end is gone. Raises TimeoutError where it stays."""
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True
