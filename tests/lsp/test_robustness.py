"""What clients should not do, and what may happen to them: the server lives on, and leaves when they are gone."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.lsp.raw import Raw, framed
from tests.sandbox.alive import connection, ends

URI = "untitled:a.signal"
FAULTY = "x = (\n"


@pytest.fixture
def raw() -> Iterator[Raw]:
    server = Raw()
    yield server
    if server.process.poll() is None:
        server.process.kill()
    server.wait()


def test_nothing_is_done_before_initialize(raw: Raw) -> None:
    raw.message(method="textDocument/didOpen", params={})
    raw.message(id=7, method="textDocument/hover", params={})
    assert raw.next()["error"]["code"] == -32002
    raw.send(framed(b"no JSON"))
    assert raw.next()["error"]["code"] == -32700
    assert raw.start()["result"]["serverInfo"]["name"] == "signal-dsl"
    assert raw.ask("initialize", {"capabilities": {}}, 8)["error"]["code"] == -32600
    assert raw.end() == 0
    assert not raw.log


def test_leaving_without_a_word_or_without_shutdown(raw: Raw) -> None:
    raw.message(method="exit")
    assert raw.wait() == 1


def test_exit_without_shutdown(raw: Raw) -> None:
    raw.start()
    raw.message(method="exit")
    assert raw.wait() == 1


def test_nothing_is_done_after_shutdown(raw: Raw) -> None:
    raw.start()
    raw.ask("shutdown", None)
    raw.open(URI, FAULTY)
    raw.message(method="exit")
    assert raw.next() is None
    assert raw.wait() == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (framed(b"{"), -32700),
        (framed(b"\xff\xfe"), -32700),
        (framed(b"[" * 100_000), -32700),
        (framed(b"[]"), -32600),
        (framed(b'{"id": 1, "method": "textDocument/hover"}'), -32600),
        (framed(b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {"x": 1}}'), -32602),
        (framed(b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": [1]}'), -32602),
        (framed(b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/nothing", "params": {}}'), -32601),
        (
            framed(b'{"jsonrpc": "2.0", "id": 1, "method": "workspace/executeCommand", "params": {"command": "x"}}'),
            -32602,
        ),
    ],
    ids=range(9),
)
def test_what_is_no_request_is_answered_as_such(raw: Raw, data: bytes, code: int) -> None:
    raw.start()
    raw.send(data)
    assert raw.until(lambda one: "error" in one)["error"]["code"] == code
    raw.open(URI, FAULTY)
    assert raw.diagnostics(URI)
    assert raw.end() == 0


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"Content-Length: many\r\n\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: 99999999999\r\n\r\n",
        b"\r\n\r\n\x00\xff\n",
        framed(b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": 3}'),
        framed(b'{"jsonrpc": "2.0", "method": 3}'),
        framed(b'{"jsonrpc": "2.0", "id": "unknown", "result": 3}'),
        framed(b'{"jsonrpc": "2.0", "id": null, "error": {"code": 1, "message": "x"}}'),
        framed(b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 99}}'),
        framed(b'{"jsonrpc": "2.0", "method": "$/cancelRequest"}'),
        framed(b'{"jsonrpc": "2.0", "method": "$/unknown", "params": {}}'),
        framed(b'{"jsonrpc": "2.0", "method": "window/workDoneProgress/cancel", "params": {"token": "x"}}'),
        b"content-length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}",
    ],
    ids=range(14),
)
def test_noise_is_passed_over(raw: Raw, data: bytes) -> None:
    raw.start()
    raw.send(data)
    raw.open(URI, FAULTY)
    assert raw.diagnostics(URI)
    assert raw.end() == 0
    assert b"Traceback" not in raw.log


def test_a_message_may_come_in_pieces_and_several_at_once(raw: Raw) -> None:
    raw.start()
    item = {"uri": URI, "languageId": "x", "version": 1, "text": FAULTY}
    opened = {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": item}}
    asked = {"jsonrpc": "2.0", "id": 5, "method": "textDocument/foldingRange", "params": {"textDocument": {"uri": URI}}}
    data = framed(json.dumps(opened).encode()) + framed(json.dumps(asked).encode())
    for at in range(len(data)):
        raw.send(data[at : at + 1])
    assert raw.diagnostics(URI)
    raw.send(data + data)
    assert raw.until(lambda one: one.get("id") == 5)["result"] == []
    assert raw.end() == 0


def test_documents_that_are_not_open_or_open_twice(raw: Raw) -> None:
    raw.start()
    document = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}}
    change = {"textDocument": {"uri": URI, "version": 2}, "contentChanges": [{"text": "y = 1\n"}]}
    assert raw.ask("textDocument/hover", document)["result"] is None
    raw.message(method="textDocument/didChange", params=change)
    raw.message(method="textDocument/didClose", params=document)
    raw.open(URI, FAULTY)
    raw.open(URI, "close > 1\n", 5)
    assert "SIG001" not in [one["code"] for one in raw.diagnostics(URI, 5)]
    raw.message(method="textDocument/didClose", params=document)
    raw.message(method="textDocument/didClose", params=document)
    assert raw.ask("textDocument/hover", document)["result"] is None
    assert raw.end() == 0
    assert raw.log.count(b"\n") == raw.log.count(b"not open") == 1


def test_a_request_that_is_taken_back_in_time_is_not_done(raw: Raw) -> None:
    raw.start()
    raw.open(URI, "x = 1\n")
    document = {"textDocument": {"uri": URI}}
    asked = {"jsonrpc": "2.0", "id": 5, "method": "textDocument/foldingRange", "params": document}
    back = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 5}}
    raw.send(framed(json.dumps(asked).encode()) + framed(json.dumps(back).encode()))
    answer = raw.until(lambda one: one.get("id") == 5)
    assert answer.get("result") == [] or answer["error"]["code"] == -32800
    assert raw.ask("textDocument/foldingRange", document, 5)["result"] == []
    assert raw.end() == 0


def test_changes_that_come_at_once_are_looked_at_once(raw: Raw) -> None:
    raw.start()
    raw.open(URI, "")
    raw.diagnostics(URI)
    data = b""
    for version in range(2, 202):
        start = {"line": 0, "character": version - 2}
        change = {"range": {"start": start, "end": start}, "text": "a"}
        params = {"textDocument": {"uri": URI, "version": version}, "contentChanges": [change]}
        message = {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}
        data += framed(json.dumps(message).encode())
    raw.send(data)
    count = 0
    while True:
        params = raw.until(lambda one: one.get("method") == "textDocument/publishDiagnostics")["params"]
        count += 1
        if params["version"] == 201:
            break
    assert count < 100
    assert raw.end() == 0


def test_a_document_of_fifty_megabytes(raw: Raw) -> None:
    """It is kept and followed, and not looked at; others are."""
    raw.start()
    line = "x = close  # 🚀\n"
    raw.open(URI, line * (50_000_000 // len(line.encode())))
    assert raw.until(lambda one: one.get("method") == "window/showMessage")
    raw.open("untitled:b.signal", FAULTY)
    assert raw.diagnostics("untitled:b.signal")
    place = {"line": 1_000_000, "character": 4}
    change = {"range": {"start": place, "end": place}, "text": "1 + "}
    params = {"textDocument": {"uri": URI, "version": 2}, "contentChanges": [change]}
    raw.message(method="textDocument/didChange", params=params)
    assert raw.diagnostics(URI, 2) == []
    assert raw.ask("textDocument/hover", {"textDocument": {"uri": URI}, "position": place})["result"] is None
    raw.message(method="textDocument/didClose", params={"textDocument": {"uri": URI}})
    assert raw.end() == 0
    assert not raw.log


def test_the_client_closes_its_end(raw: Raw) -> None:
    raw.start()
    raw.open(URI, FAULTY)
    raw.diagnostics(URI)
    assert raw.process.stdin is not None
    raw.process.stdin.close()
    begun = monotonic()
    assert raw.wait() == 1
    assert monotonic() - begun < 1.0


def test_the_client_is_killed_while_its_pipe_stays_open(raw: Raw) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as client:
        raw.start(processId=client.pid)
        raw.open(URI, FAULTY)
        raw.diagnostics(URI)
        client.send_signal(signal.SIGKILL)
        begun = monotonic()
        assert raw.wait() == 1
        assert monotonic() - begun < 1.0


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_the_sandbox_ends_with_the_server_that_started_it(raw: Raw, ending: signal.Signals) -> None:
    raw.start(initializationOptions={"sandbox": True})
    raw.open(URI, '# /// backtest\n# universe = ["BINANCE:BTC/USDT"]\n# ///\nx = close\n')
    asked = {"command": "signal-dsl.validate", "arguments": [{"uri": URI}]}
    found = raw.ask("workspace/executeCommand", asked)["result"]
    with connection(found["origin"]) as line:
        raw.process.send_signal(ending)
        assert raw.wait() != 0
        assert ends(line)


def test_a_client_that_is_no_process_here(raw: Raw) -> None:
    raw.start(processId=2**30)
    raw.open(URI, FAULTY)
    assert raw.diagnostics(URI)
    assert raw.end() == 0


@pytest.mark.parametrize(
    "params",
    [
        {"capabilities": None},
        {"capabilities": {"general": 3, "workspace": [], "textDocument": "x"}},
        {"capabilities": {}, "workspaceFolders": [3, {"uri": 4}], "rootUri": 5, "initializationOptions": [1]},
        {"capabilities": {}, "processId": "x", "rootPath": "/nowhere"},
    ],
)
def test_parameters_of_initialize_that_are_odd(raw: Raw, params: dict[str, Any]) -> None:
    assert "result" in raw.start(**params)
    raw.open(URI, FAULTY)
    assert raw.diagnostics(URI)
    assert raw.end() == 0


def test_on_a_port(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "signal_dsl", "server", "--tcp", "127.0.0.1:0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        import socket

        assert server.stderr is not None
        port = int(server.stderr.readline().rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as connection:
            asked = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}
            connection.sendall(framed(json.dumps(asked).encode()))
            assert b"serverInfo" in connection.recv(100_000)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(60)
        assert server.returncode == 1
