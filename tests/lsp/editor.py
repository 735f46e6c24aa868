"""An editor for tests: pytest-lsp's client, with documents, a cursor in their text, and waiting for what comes."""

from __future__ import annotations

import asyncio
import itertools
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, LanguageClient, register_lsp_features
from pytest_lsp.protocol import LanguageClientProtocol

# Seconds that anything may take before it is taken for lost. Nothing waits for this long unless it is broken.
DEADLINE = 60.0
CURSOR = "‸"
_number = itertools.count(1)


class Text:
    """A document as it is in the editor. `places` are those of the cursor marks in its source."""

    def __init__(self, uri: str, source: str) -> None:
        parts = source.split(CURSOR)
        self.uri = uri
        self.version = 1
        self.text = "".join(parts)
        at = itertools.accumulate(len(part) for part in parts[:-1])
        self.places = [self.position(offset) for offset in at]

    @property
    def identity(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    @property
    def cursor(self) -> types.Position:
        return self.places[0]

    def position(self, offset: int) -> types.Position:
        """The place of an offset, in UTF-16 units as most editors count."""
        line = self.text.count("\n", 0, offset)
        start = self.text.rfind("\n", 0, offset) + 1
        return types.Position(line, len(self.text[start:offset].encode("utf-16-le")) // 2)

    def range(self, part: str) -> types.Range:
        """The range of the first place where `part` stands."""
        start = self.text.index(part)
        return types.Range(self.position(start), self.position(start + len(part)))


class _Protocol(LanguageClientProtocol):
    """Tells the editor that something came from the server."""

    def handle_message(self, message: Any) -> None:
        super().handle_message(message)
        self._server.happened.set()


class Editor(LanguageClient):
    """A client that remembers diagnostics with their versions, and what the server wrote to its log."""

    def __init__(self) -> None:
        super().__init__(protocol_cls=_Protocol, converter_factory=default_converter)
        own = {
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: _published,
            types.CLIENT_REGISTER_CAPABILITY: _registered,
            types.WORKSPACE_DIAGNOSTIC_REFRESH: _refreshing("diagnostics"),
            types.WORKSPACE_SEMANTIC_TOKENS_REFRESH: _refreshing("semanticTokens"),
            types.WORKSPACE_INLAY_HINT_REFRESH: _refreshing("inlayHint"),
            types.WORKSPACE_CODE_LENS_REFRESH: _refreshing("codeLens"),
        }
        register_lsp_features(self, {**DEFAULT_CLIENT_FEATURES, **own})
        self.registered: list[types.Registration] = []
        # What the server asked to be asked for again.
        self.refreshed: set[str] = set()
        self.published: dict[str, types.PublishDiagnosticsParams] = {}
        self.log: list[str] = []
        self.happened = asyncio.Event()

    async def start_io(self, cmd: str, *args: str, **kwargs: Any) -> None:
        await super(LanguageClient, self).start_io(cmd, *args, **kwargs)
        self._stderr_forwarder = asyncio.create_task(self._collect())

    async def _collect(self) -> None:
        assert self._server is not None
        assert self._server.stderr is not None
        while line := await self._server.stderr.readline():
            self.log.append(line.decode())

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something is true, looking again whenever something came from the server."""
        async with asyncio.timeout(DEADLINE):
            while not true():
                self.happened.clear()
                await self.happened.wait()

    def open(self, source: str, name: str = "", *, uri: str = "") -> Text:
        """Open a document whose source may hold cursor marks."""
        text = Text(uri or f"untitled:{name or f'script-{next(_number)}.signal'}", source)
        item = types.TextDocumentItem(text.uri, "signal-dsl", text.version, text.text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return text

    def change(self, text: Text, *changes: types.TextDocumentContentChangeEvent) -> None:
        """Tell of changes; the text's own `text` is for the caller to change."""
        text.version += 1
        identity = types.VersionedTextDocumentIdentifier(text.version, text.uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(identity, list(changes)))

    def replace(self, text: Text, before: str, after: str) -> None:
        """Put `after` in the first place where `before` stands."""
        change = types.TextDocumentContentChangePartial(text.range(before), after)
        text.text = text.text.replace(before, after, 1)
        self.change(text, change)

    async def diagnosed(self, text: Text) -> list[types.Diagnostic]:
        """The diagnostics of the text's present version."""

        def are_there() -> bool:
            known = self.published.get(text.uri)
            return known is not None and known.version == text.version

        await self.until(are_there)
        return list(self.published[text.uri].diagnostics)

    async def codes(self, text: Text) -> list[str]:
        """The codes of the present diagnostics, in order."""
        return [str(one.code) for one in await self.diagnosed(text)]


def _published(editor: Editor, params: types.PublishDiagnosticsParams) -> None:
    editor.published[params.uri] = params
    editor.diagnostics[params.uri] = params.diagnostics


def _refreshing(kind: str) -> Callable[..., None]:
    def refreshed(editor: Editor, params: None) -> None:
        editor.refreshed.add(kind)

    return refreshed


def _registered(editor: Editor, params: types.RegistrationParams) -> None:
    editor.registered += params.registrations


def capabilities(*, pull: bool = False, encodings: list[str] | None = None) -> types.ClientCapabilities:
    """Those of VS Code; it asks for diagnostics itself where `pull` is true."""
    found = client_capabilities("visual-studio-code")
    assert found.text_document is not None
    found.text_document.diagnostic = types.DiagnosticClientCapabilities() if pull else None
    if encodings is not None:
        general = found.general or types.GeneralClientCapabilities()
        general.position_encodings = encodings
        found.general = general
    return found


@asynccontextmanager
async def running(
    *,
    client: types.ClientCapabilities | None = None,
    options: dict[str, Any] | None = None,
    folders: list[str] | None = None,
    env: dict[str, str] | None = None,
    quiet: bool = True,
) -> AsyncIterator[Editor]:
    """An editor with a server of its own, which must have left nothing in its log when it is `quiet`."""
    editor = Editor()
    await editor.start_io(sys.executable, "-m", "signal_lsp", env=env)
    await editor.initialize_session(
        types.InitializeParams(
            capabilities=client or capabilities(),
            initialization_options=options,
            workspace_folders=[types.WorkspaceFolder(uri, uri.rsplit("/", 1)[-1]) for uri in folders or []],
        )
    )
    try:
        yield editor
    finally:
        await editor.shutdown_session()
        collecting = editor._stderr_forwarder
        assert collecting is not None
        await asyncio.wait_for(collecting, DEADLINE)
        await editor.stop()
    assert not quiet or not editor.log, "".join(editor.log)
