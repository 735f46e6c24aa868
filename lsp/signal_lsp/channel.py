"""Messages of JSON-RPC on a stream, as LSP frames them. Knows nothing of what is in them."""

from __future__ import annotations

import json
import os
import select
import sys
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO, Protocol

    class Reader(Protocol):
        """A stream that is read as it comes: `read` gives what there is, and nothing at the end."""

        def read(self, size: int, /) -> bytes | None: ...
        def fileno(self) -> int: ...


# Bytes that are asked of the stream at once.
_CHUNK = 1 << 16
# Nothing that an editor sends is larger; a header that says so is broken.
_MOST_BYTES = 1 << 30
_LENGTH = b"content-length"


class Channel:
    """Reads and writes whole messages. Reading may be done in one thread and writing in another."""

    def __init__(self, reader: Reader, writer: BinaryIO) -> None:
        self._reader = reader
        self._writer = writer
        self._buffer = bytearray()
        # Bytes of the body by the header so far, and of the one that comes next where the header is over.
        self._length: int | None = None
        self._body: int | None = None

    def read(self) -> bytes | None:
        """The next message's body, waiting for it; None where the stream has ended."""
        while (body := self.next()) is None:
            if not self.fill():
                return None
        return body

    def next(self) -> bytes | None:
        """The next message's body, if it has come in full.

        Lines that are no header are passed over, so that a broken message does not take the next one with it.
        """
        buffer = self._buffer
        while self._body is None:
            end = buffer.find(b"\n")
            if end < 0:
                return None
            self._header(bytes(buffer[:end]))
            del buffer[: end + 1]
        if len(buffer) < self._body:
            return None
        body = bytes(buffer[: self._body])
        del buffer[: self._body]
        self._length = self._body = None
        return body

    def fill(self) -> bool:
        """Take in what there is, waiting for something; False where the stream has ended."""
        size = max(_CHUNK, (self._body or 0) - len(self._buffer))
        try:
            data = self._reader.read(size)
        except (OSError, ValueError):
            return False  # reset by the other side, or closed by us
        if data:
            self._buffer += data
        return bool(data)

    def fileno(self) -> int:
        """The descriptor of the stream that is read."""
        return self._reader.fileno()

    def has_more(self) -> bool:
        """Whether something has come that is not taken in yet."""
        return bool(select.select([self], [], [], 0)[0])

    def write(self, data: bytes) -> None:
        """Write bytes that are framed already."""
        self._writer.write(data)
        self._writer.flush()

    def send(self, message: dict[str, Any]) -> None:
        """Write a message."""
        self.write(framed(json.dumps(message, separators=(",", ":"))))

    def close(self) -> None:
        """Nothing more is written."""
        with suppress(OSError):  # whoever read from it is gone
            self._writer.close()

    def _header(self, line: bytes) -> None:
        """Take up a line of a header; an empty one ends it."""
        if line.strip():
            name, _, value = line.partition(b":")
            value = value.strip()
            if name.strip().lower() == _LENGTH and value.isdigit() and len(value) < 12:
                self._length = int(value) if int(value) <= _MOST_BYTES else None
        else:
            self._body = self._length


def framed(body: str) -> bytes:
    """A message's JSON text, which is ASCII, with its header."""
    return f"Content-Length: {len(body)}\r\n\r\n{body}".encode("ascii")


def stdio() -> Channel:
    """The channel on standard input and output.

    Whatever else writes to standard output from now on goes to standard error: a stray `print` would break the channel.
    """
    sys.stdout.flush()
    own = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(sys.stdin.fileno(), os.O_BINARY)
        msvcrt.setmode(own, os.O_BINARY)
    return Channel(open(sys.stdin.fileno(), "rb", buffering=0, closefd=False), open(own, "wb"))
