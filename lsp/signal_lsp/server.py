"""The server: what is open, what is known of it, and who answers what."""

from __future__ import annotations

import asyncio
import logging
from importlib import import_module

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from signal_dsl import __version__, editing
from signal_dsl.errors import SignalDslError
from signal_lsp import preferences
from signal_lsp.analyses import Analysis
from signal_lsp.catalogs import Catalogs
from signal_lsp.client import Client
from signal_lsp.commands import COMMANDS, Given, in_words
from signal_lsp.documents import MAX_SIZE, Document, Documents
from signal_lsp.features import FEATURES, WAITING
from signal_lsp.folders import Folders
from signal_lsp.platform import Platform
from signal_lsp.protocol import Protocol
from signal_lsp.scheduling import Schedule
from signal_lsp.tasks import Tasks, as_answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

logger = logging.getLogger(__name__)

# What a client that is able to can be told to ask for again, by the capability.
_REFRESHED = {
    "diagnostics": types.WORKSPACE_DIAGNOSTIC_REFRESH,
    "semanticTokens": types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
    "inlayHint": types.WORKSPACE_INLAY_HINT_REFRESH,
    "codeLens": types.WORKSPACE_CODE_LENS_REFRESH,
}


class Server(LanguageServer):
    """One client's server. `is_waiting` says whether something from the client is not taken up yet."""

    protocol: Protocol

    def __init__(self, client: Client, is_waiting: Callable[[], bool]) -> None:
        super().__init__("signal-dsl", __version__, protocol_cls=Protocol, converter_factory=default_converter)
        self.client = client
        self.documents = Documents(client.encoding)
        self.folders = Folders(client.folders, self.warn)
        # What is wrong with configuration files, by path, and by the document that it was found with.
        self.config_findings: dict[str, dict[str, list[types.Diagnostic]]] = {}
        self.stamp = 0
        self.schedule = Schedule(self._publish, is_waiting)
        self.catalogs = Catalogs(self.folders.tell_once)
        self.platform = Platform()
        self.tasks = Tasks(self)
        self._background: set[asyncio.Task[None]] = set()
        self.left: asyncio.Future[int] | None = None
        for method, name in FEATURES.items():
            self.feature(method)(self._answering(method, name))

    def begin(self) -> None:
        """Take up what the client said in `initialize`; only now can it be answered."""
        chosen, faults = preferences.read(self.client.options)
        self.folders.prefer(chosen, {})
        for fault in faults:
            self.warn(fault)

    def analysis(self, document: Document) -> Analysis:
        """What is known of a document as it is now."""
        known = document.analysis
        catalog, synced = self.catalogs.current(self.folders.preferences(document.uri).catalog)
        if known is None or not known.holds(document.source, self.stamp, catalog):
            by_place = self.folders.by_place(document.uri)
            place = self.folders.place(document.uri)
            if document.reader is None:
                document.reader = editing.Document(by_place, catalog, place, document.uri)
            else:
                document.reader.by_place = by_place
                document.reader.catalog = catalog
                document.reader.place = place
            known = Analysis(document.reader, document.source, document.positions, self.stamp, self.folders, synced)
            document.analysis = known
        return known

    def outdated(self) -> None:
        """Settings or catalogs have changed: everything is looked at again."""
        self.stamp += 1
        for document in self.documents:
            self.schedule.ask(document.uri)
        for kind, method in _REFRESHED.items():
            if self.client.can("workspace", kind, "refreshSupport"):
                self.protocol.send_request(method)

    def opened(self, item: types.TextDocumentItem) -> None:
        """A document was opened in the client."""
        if not self.client.can("workspace", "didChangeWatchedFiles", "dynamicRegistration"):
            self.folders.forget()  # nobody tells of changes
        if not self.documents.open(item).is_small_enough:
            size = MAX_SIZE // 1_000_000
            self.warn(f"{item.uri} has more than {size} million characters, so it is not looked at while you type.")
        self.schedule.ask(item.uri)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Something was typed."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            logger.warning("A change came for a document that is not open: %s", params.text_document.uri)
            return
        document.change(params.content_changes, params.text_document.version)
        self.schedule.ask(document.uri)

    def closed(self, uri: str) -> None:
        """A document was closed in the client."""
        self.schedule.drop(uri)
        if self.documents.close(uri) is not None:
            self._diagnostics().closed(self, uri)

    def folders_changed(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        """Folders were opened or closed in the client."""
        gone = {folder.uri for folder in event.removed}
        came = [folder.uri for folder in event.added]
        self.folders.uris = [uri for uri in self.folders.uris if uri not in gone and uri not in came] + came
        self.folders.forget()
        self.outdated()
        import_module("signal_lsp.features.settings").pull(self)  # a folder may have preferences of its own

    async def execute(self, params: types.ExecuteCommandParams) -> Any:
        """Run a command of `commands`."""
        found = COMMANDS.get(params.command)
        if found is None:
            raise JsonRpcInvalidParams(f"There is no command {params.command!r}.")
        (place, title), token = found, params.work_done_token
        module, _, function = place.partition(":")
        try:
            command = getattr(import_module(f"signal_lsp.commands.{module}"), function)
            work = command(self, Given(self, params.arguments))
        except SignalDslError as error:
            raise as_answer(error) from None
        result = await self.tasks.run(title, work, token, params.command) if callable(work) else work
        if self.folders.common.show_results and (message := in_words(result)):
            self.window_show_message(types.ShowMessageParams(types.MessageType.Info, message))
        return result

    def background(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something run that nobody waits for; what goes wrong with it is told in the log."""
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)

        def done(task: asyncio.Task[None]) -> None:
            self._background.discard(task)
            if not task.cancelled() and (error := task.exception()) is not None:
                self.log(f"{type(error).__name__}: {error}")

        task.add_done_callback(done)

    def log(self, message: str) -> None:
        """Tell something that nobody need read."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Log, message))

    def from_thread(self, call: Callable[[], None]) -> None:
        """Call something in the main loop."""
        if self.left is not None:
            self.left.get_loop().call_soon_threadsafe(call)

    def leave(self, status: int) -> None:
        """End the process, with an exit status."""
        self.platform.close()
        if self.left is not None and not self.left.done():
            self.left.set_result(status)

    def warn(self, message: str) -> None:
        """Tell a person about something to mend."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    def report_server_error(self, error: Exception, source: object) -> None:
        """Told in the log alone: nobody wants a window for it while typing."""
        if isinstance(error, JsonRpcInternalError) or not isinstance(error, JsonRpcException):
            logger.error("%s", error)

    def _publish(self, uri: str) -> None:
        document = self.documents.get(uri)
        if document is None:
            return
        try:
            self._diagnostics().publish(self, document)
        except Exception:
            logger.exception("Diagnostics of %s failed", uri)

    @staticmethod
    def _diagnostics() -> Any:
        return import_module("signal_lsp.features.diagnostics")

    def _answering(self, method: str, name: str) -> Callable[[Server, Any], Any]:
        """The handler of a method: loads its file when first asked, and answers null where it fails."""
        module, _, function = name.partition(":")

        async def answer_later(ls: Server, params: Any) -> Any:
            try:
                return await getattr(import_module(f"signal_lsp.features.{module}"), function)(ls, params)
            except Exception:
                logger.exception("%s failed", method)
                return None

        def answer(ls: Server, params: Any) -> Any:
            try:
                return getattr(import_module(f"signal_lsp.features.{module}"), function)(ls, params)
            except JsonRpcException:
                raise
            except Exception:
                logger.exception("%s failed", method)
                return None

        return answer_later if method in WAITING else answer
