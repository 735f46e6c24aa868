"""A server on a real socket that does what it is told: answers of any bytes, slow ones, half ones, none at all.

`Server` takes connections; each request is counted and answered by the first rule that fits, rules being consumed in
their order, the last one staying. `Platform` is one that answers as the platform does, with a job's life.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

OK, PAGE = 200, "<html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>"
_REASONS = {200: "OK", 204: "No Content", 307: "Temporary Redirect", 429: "Too Many Requests"}


@dataclass(frozen=True)
class Request:
    """What came in: method, path, headers by name in lower case, and the body."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        return json.loads(self.body) if self.body else {}


@dataclass(frozen=True)
class Reply:
    """What goes out. With `reset` the connection is torn after so many bytes of it; with `hang` nothing ends it.

    `drip` sends a byte at a time, one each so many seconds, for as long as somebody reads.
    """

    content: bytes
    reset: int | None = None
    hang: bool = False
    drip: float = 0.0


def reply(body: object, status: int = OK, **headers: str) -> Reply:
    """An answer: bytes and text as they are, all else as JSON."""
    kind = "application/json"
    if isinstance(body, str):
        body, kind = body.encode(), "text/html"
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = {"content_type": kind, "content_length": str(len(data)), **headers}
    lines = [f"HTTP/1.1 {status} {_REASONS.get(status, 'Whatever')}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in given.items() if value]
    return Reply("\r\n".join(lines).encode() + b"\r\n\r\n" + data)


def good(data: object, **headers: str) -> Reply:
    """Data in the platform's envelope."""
    return reply(
        {"success": True, "data": data, "error": None, "meta": {"timestamp": "2026-11-28T12:00:00Z"}}, **headers
    )


def bad(code: str, message: str = "no", status: int = 400, suggestion: str = "", **headers: str) -> Reply:
    """A refusal in the platform's envelope."""
    error = {"code": code, "message": message, "suggestion": suggestion}
    return reply({"success": False, "data": None, "error": error, "meta": {}}, status, **headers)


REFUSED = Reply(b"", reset=0)  # the connection is taken and torn at once
HANGS = Reply(b"", hang=True)

Rule = Reply | Callable[[Request], Reply]


@dataclass
class Server:
    """On a port of its own, from `with` on. `rules` are answers by the beginning of `METHOD path`."""

    rules: dict[str, list[Rule]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Server:
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self.listen(0)
        self.port = self._sockets[0].getsockname()[1]
        return self

    def listen(self, port: int) -> None:
        """Take connections at this port, too."""
        self._sockets.append(socket.create_server(("127.0.0.1", port)))
        self._threads.append(threading.Thread(target=self._accept, args=(self._sockets[-1],)))
        self._threads[-1].start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for one in self._sockets:
            one.shutdown(socket.SHUT_RDWR)
            one.close()
        with self._lock:
            for one in self._open:
                _tear(one)
        for thread in self._threads:
            thread.join(20)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v1"

    def on(self, call: str, *rules: Rule) -> Server:
        """Answer calls that begin so, one rule after the other, the last one from then on."""
        self.rules[call] = list(rules)
        return self

    def count(self, call: str) -> int:
        """How many requests began so."""
        return sum(f"{one.method} {one.path}".startswith(call) for one in self.requests)

    def answer(self, request: Request) -> Reply:
        """The answer to a request, by the longest rule that fits."""
        called = f"{request.method} {request.path}"
        for call in sorted(self.rules, key=len, reverse=True):
            if called.startswith(call):
                rules = self.rules[call]
                rule = rules.pop(0) if len(rules) > 1 else rules[0]
                return rule if isinstance(rule, Reply) else rule(request)
        return bad("NOT_FOUND", f"no {called}", 404)

    def _accept(self, listening: socket.socket) -> None:
        while not self._ended.is_set():
            try:
                opened, _ = listening.accept()
            except OSError:
                return
            with self._lock:
                self._open.append(opened)
                self.connections += 1
            thread = threading.Thread(target=self._serve, args=(opened,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, opened: socket.socket) -> None:
        try:
            with opened.makefile("rb") as file:
                while request := _read(file):
                    with self._lock:
                        self.requests.append(request)
                        sent = self.answer(request)
                    if not self._send(opened, sent):
                        return
        except OSError:
            return
        finally:
            with self._lock:
                if opened in self._open:
                    self._open.remove(opened)
            opened.close()

    def _send(self, opened: socket.socket, sent: Reply) -> bool:
        """Whether the connection may be used on."""
        if sent.drip:
            for number in range(len(sent.content)):
                opened.sendall(sent.content[number : number + 1])
                if self._ended.wait(sent.drip):
                    return False
        else:
            opened.sendall(sent.content if sent.reset is None else sent.content[: sent.reset])
        if sent.hang:
            self._ended.wait()
        if sent.reset is not None:
            _tear(opened)
        return not sent.hang and sent.reset is None


def _read(file: object) -> Request | None:
    line = file.readline().decode()  # type: ignore[attr-defined]
    if not line.strip():
        return None
    method, path, _ = line.split(" ", 2)
    headers = {}
    while line := file.readline().decode().strip():  # type: ignore[attr-defined]
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = file.read(int(headers.get("content-length", 0)))  # type: ignore[attr-defined]
    return Request(method, path.removeprefix("/api/v1"), headers, body)


def _tear(opened: socket.socket) -> None:
    """End a connection without a word: what is left is lost."""
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        opened.shutdown(socket.SHUT_RD)
        opened.close()
    except OSError:
        pass


SUMMARY = {
    "result_id": "r_1",
    "dashboard_url": "https://hey-traders.com/dashboard/r_1",
    "metrics": {"total_return_pct": 12.5, "max_drawdown": 8.0, "num_trades": 1},
}
TRADE = {
    "ticker": "BINANCE:BTC/USDT",
    "side": "LONG",
    "entry_time": "2024-01-02T00:00:00Z",
    "exit_time": "2024-01-03T00:00:00Z",
    "pnl": 12.0,
}


class Platform(Server):
    """Answers as the platform does: a job that is queued, runs, and is completed."""

    def __enter__(self) -> Platform:
        super().__enter__()
        self.rules = {
            "POST /backtest/execute": [good({"backtest_id": "b_1", "status": "queued"})],
            "GET /backtest/status/b_1": [
                good({"status": "queued"}),
                good({"status": "running", "progress": 0.5}),
                good({"status": "completed", "result_id": "r_1"}),
            ],
            "POST /backtest/cancel/b_1": [good({"backtest_id": "b_1", "status": "cancelled"})],
            "GET /backtest/results/r_1": [good(SUMMARY)],
            "GET /backtest/results/r_1/metrics": [good(SUMMARY["metrics"])],
            "GET /backtest/results/r_1/per-ticker": [good([{"ticker": "BINANCE:BTC/USDT", "num_trades": 1}])],
            "GET /backtest/results/r_1/trades": [good({"trades": [TRADE], "total": 1})],
            "GET /backtest/results/r_1/equity": [good([{"time": "2024-01-01T00:00:00Z", "equity": 10000}])],
            **self.rules,
        }
        return self
