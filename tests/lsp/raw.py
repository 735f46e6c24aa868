"""A server at the end of two pipes, for what no client library would send."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from queue import Queue
from typing import Any

DEADLINE = 60.0


class Raw:
    """A server in a process of its own, that is told bytes."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "signal_lsp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **environment},
        )
        self._messages: Queue[Any] = Queue()
        self.log = b""
        self._threads = [threading.Thread(target=one, daemon=True) for one in (self._read, self._collect)]
        for thread in self._threads:
            thread.start()

    def send(self, data: bytes) -> None:
        """Write bytes as they are."""
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def message(self, **fields: Any) -> None:
        """Write a message."""
        self.send(framed(json.dumps({"jsonrpc": "2.0", **fields}).encode()))

    def ask(self, method: str, params: Any, identity: int | str = 1) -> Any:
        """Send a request, and give the answer; what comes before it is passed over."""
        self.message(id=identity, method=method, params=params)
        return self.until(lambda one: one.get("id") == identity and "method" not in one)

    def start(self, **params: Any) -> Any:
        """Do what a client does at first."""
        answer = self.ask("initialize", {"capabilities": {}, "processId": None, **params}, "start")
        self.message(method="initialized", params={})
        return answer

    def open(self, uri: str, text: str, version: int = 1) -> None:
        item = {"uri": uri, "languageId": "signal-dsl", "version": version, "text": text}
        self.message(method="textDocument/didOpen", params={"textDocument": item})

    def next(self) -> Any:
        """The next message from the server; None where it has ended."""
        return self._messages.get(timeout=DEADLINE)

    def until(self, wanted: Any) -> Any:
        """The first message that is as wanted."""
        while (message := self.next()) is not None:
            if wanted(message):
                return message
        raise AssertionError(f"The server has ended. {self.log.decode()}")

    def diagnostics(self, uri: str, version: int | None = None) -> list[Any]:
        """The diagnostics of a document, of a version if it matters."""
        params = self.until(
            lambda one: (
                one.get("method") == "textDocument/publishDiagnostics"
                and one["params"]["uri"] == uri
                and version in (None, one["params"].get("version"))
            )
        )["params"]
        found: list[Any] = params["diagnostics"]
        return found

    def memory(self) -> int:
        """Resident memory in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return 1024 * next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))

    def end(self) -> int:
        """Leave as a client should, and give the exit status."""
        self.ask("shutdown", None, "end")
        self.message(method="exit", params=None)
        return self.wait()

    def wait(self, deadline: float = DEADLINE) -> int:
        """Wait for the end of the process, and of what it wrote; give the exit status."""
        status = self.process.wait(deadline)
        for thread in self._threads:
            thread.join(DEADLINE)
        assert self.process.stdin is not None
        if not self.process.stdin.closed:
            self.process.stdin.close()
        return status

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            while True:
                length = 0
                while (line := stream.readline()).strip():
                    name, _, value = line.partition(b":")
                    length = int(value) if name.lower() == b"content-length" else length
                if not line:
                    break
                self._messages.put(json.loads(stream.read(length)))
        self._messages.put(None)

    def _collect(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as stream:
            for line in stream:
                self.log += line


def framed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
