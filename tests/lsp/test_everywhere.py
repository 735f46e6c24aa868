"""Every feature at any place of any script: an answer or null, never an error, and nothing in the log.

The features are asked as the main loop asks them, with documents that are typed character by character; the everyday
run takes a sample of the places, the exhaustive one takes them all.
"""

from __future__ import annotations

import io
import json
import logging
from random import Random
from typing import Any

import pytest
from lsprotocol import types

from signal_lsp.channel import Channel
from signal_lsp.client import Client
from signal_lsp.features import FEATURES, WAITING
from signal_lsp.server import Server
from signal_lsp.tasks import REQUEST_FAILED
from tests.ide.everywhere import EXAMPLES, SCRIPTS
from tests.ide.test_everywhere import ALL_PLACES, sampled
from tests.syntax.corpus import read

PLACES = 2
PREFIXES = 12
URI = "untitled:everywhere.signal"
CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {"workspaceEdit": {"documentChanges": True}},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "insertReplaceSupport": True}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    },
}
RESOLVED = (types.COMPLETION_ITEM_RESOLVE, types.INLAY_HINT_RESOLVE, types.CODE_ACTION_RESOLVE)


class Wire:
    """A server without a process: messages go in, and what it writes is read."""

    def __init__(self) -> None:
        self.written = io.BytesIO()
        self.server = Server(Client({"capabilities": CAPABILITIES}), lambda: False)
        self.server.protocol.set_writer(Channel(io.BytesIO(), self.written))
        self.server.schedule.ask = lambda uri: None  # type: ignore[method-assign]  # there is no loop to do it later
        self.server.begin()

    def tell(self, method: str, params: object) -> None:
        self.server.protocol.take({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:
        """The answer to a request; one that was refused with a reason is None."""
        self.written.seek(0)
        self.written.truncate()
        self.server.protocol.take({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        answer = json.loads(self.written.getvalue().partition(b"\r\n\r\n")[2])
        if "error" in answer:
            assert answer["error"]["code"] == REQUEST_FAILED, (method, params, answer)
            assert method in (types.TEXT_DOCUMENT_PREPARE_RENAME, types.TEXT_DOCUMENT_RENAME), answer
            return None
        return answer["result"]

    def open(self, text: str) -> None:
        item = {"uri": URI, "languageId": "signal-dsl", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})


def asked(wire: Wire, text: str, offset: int) -> None:
    """Ask all there is to ask about a place."""
    place = place_of(text, offset)
    stretch = {"start": place, "end": place_of(text, min(len(text), offset + 30))}
    whole = {"start": {"line": 0, "character": 0}, "end": place_of(text, len(text))}
    params: dict[str, Any] = {
        "textDocument": {"uri": URI},
        "position": place,
        "positions": [place],
        "range": stretch,
        "context": {"includeDeclaration": True, "diagnostics": []},
        "newName": "renamed",
        "options": {"tabSize": 4, "insertSpaces": True},
        "previousResultId": "0",
    }
    for method in FEATURES:
        if method.startswith("textDocument/") and method not in WAITING:
            given = params
            if method == types.TEXT_DOCUMENT_COMPLETION:
                given = {**params, "context": {"triggerKind": 1}}
            elif method == types.TEXT_DOCUMENT_SIGNATURE_HELP:
                given = {**params, "context": {"triggerKind": 1, "isRetrigger": False}}
            elif method == types.TEXT_DOCUMENT_INLAY_HINT:
                given = {**params, "range": whole}
            found = wire.ask(method, given)
            for one in found["items"][:2] if method == types.TEXT_DOCUMENT_COMPLETION else ():
                wire.ask(types.COMPLETION_ITEM_RESOLVE, one)
            for one in found[:2] if method == types.TEXT_DOCUMENT_INLAY_HINT else ():
                wire.ask(types.INLAY_HINT_RESOLVE, one)


def place_of(text: str, offset: int) -> dict[str, int]:
    """A place in UTF-16, worked out without the server's own code."""
    before = text[:offset].replace("\r\n", " \n").replace("\r", "\n")
    line = before.count("\n")
    return {"line": line, "character": len(before[before.rfind("\n") + 1 :].encode("utf-16-le", "surrogatepass")) // 2}


@pytest.fixture(scope="module")
def wire() -> Wire:
    return Wire()


@pytest.fixture(autouse=True)
def _nothing_in_the_log(caplog: pytest.LogCaptureFixture) -> Any:
    with caplog.at_level(logging.WARNING):
        yield
    assert not caplog.records, caplog.text


@pytest.mark.parametrize("name", SCRIPTS)
def test_any_place_of_any_script(wire: Wire, name: str) -> None:
    text = SCRIPTS[name]
    wire.open(text)
    for place in sampled(len(text), PLACES, f"{name} served"):
        asked(wire, text, place)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_while_a_script_is_typed(wire: Wire, path: Any) -> None:
    text = read(path)
    chosen = {*sampled(len(text), PREFIXES, f"{path.name} typed")}
    wire.open("")
    random = Random(path.name)
    for size, character in enumerate(text, 1):
        place = place_of(text, size - 1)
        change = {"range": {"start": place, "end": place}, "text": character}
        version = {"uri": URI, "version": size}
        wire.tell("textDocument/didChange", {"textDocument": version, "contentChanges": [change]})
        if size in chosen or ALL_PLACES:
            asked(wire, text[:size], size if size in chosen else random.randint(0, size))
    document = wire.server.documents.get(URI)
    assert document is not None
    assert document.text == text
