"""A bare client of LSP for measuring: it writes a message, and reads until the one that it waits for."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

Message = dict[str, Any]


class Editor:
    """A language server in a process of its own, with one document open."""

    def __init__(self, command: Sequence[str], text: str, uri: str, options: object = None, **settings: Any) -> None:
        self.uri = uri
        self.version = 1
        self.lines = text.split("\n")
        self._settings = settings
        self._id = 0
        begun = perf_counter()
        self._server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        asked = {"general": {"positionEncodings": ["utf-16"]}, "textDocument": {"publishDiagnostics": {}}}
        params = {"processId": None, "rootUri": None, "capabilities": asked, "initializationOptions": options or {}}
        self.ask("initialize", params)
        # Seconds from the start of the process to the answer.
        self.start = perf_counter() - begun
        self.tell("initialized", {})
        if settings:
            self.tell("workspace/didChangeConfiguration", {"settings": settings})
        item = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        self.diagnostics()
        # Seconds from the start of the process to the first diagnostics.
        self.ready = perf_counter() - begun

    def tell(self, method: str, params: object) -> None:
        """Send a notification."""
        self._write({"method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:
        """Send a request, and wait for its answer."""
        self._id += 1
        self._write({"id": self._id, "method": method, "params": params})
        return self._until(lambda one: one.get("id") == self._id and "method" not in one).get("result")

    def change(self, line: int, text: str) -> None:
        """Put a text in place of a line, which counts from 0."""
        self.version += 1
        before, self.lines[line] = self.lines[line], text
        where = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": len(before)}}
        document = {"uri": self.uri, "version": self.version}
        self.tell(
            "textDocument/didChange", {"textDocument": document, "contentChanges": [{"range": where, "text": text}]}
        )

    def diagnostics(self) -> list[Message]:
        """Wait for the next diagnostics of the document."""
        params = self._until(lambda one: one.get("method") == "textDocument/publishDiagnostics")["params"]
        found: list[Message] = params["diagnostics"]
        return found if params["uri"] == self.uri else self.diagnostics()

    def complete(self, line: int, character: int) -> int:
        """Ask for completions, and give their number."""
        place = {"line": line, "character": character}
        found = self.ask("textDocument/completion", {"textDocument": {"uri": self.uri}, "position": place})
        return len(found["items"] if isinstance(found, dict) else found or [])

    @property
    def memory(self) -> float:
        """Resident memory in MB (10^6 bytes)."""
        with open(f"/proc/{self._server.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) * 1024 / 1e6

    @property
    def processor(self) -> float:
        """Seconds of processor time so far."""
        with open(f"/proc/{self._server.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def close(self) -> None:
        """End the server."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        self._server.wait(30)

    def _write(self, message: Message) -> None:
        assert self._server.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _until(self, wanted: Callable[[Message], bool]) -> Message:
        while True:
            message = self._read()
            if wanted(message):
                return message
            if "id" in message and "method" in message:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        """Answer what the server asks, in the plainest way."""
        result: object = None
        if message["method"] == "workspace/configuration":
            result = [self._settings.get(item.get("section", "")) for item in message["params"]["items"]]
        self._write({"id": message["id"], "result": result})

    def _read(self) -> Message:
        assert self._server.stdout is not None
        length = 0
        while (line := self._server.stdout.readline()).strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if not length:
            raise RuntimeError("The server has ended.")
        message: Message = json.loads(self._server.stdout.read(length))
        return message
