"""pygls' protocol, with this server's own way of keeping documents and of writing messages.

pygls splits the whole text into lines at each change, and sends what it is given through `print`-like steps; both would
show at a keystroke.
"""

from __future__ import annotations

import json
import logging

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidRequest
from pygls.protocol import LanguageServerProtocol, lsp_method

from signal_lsp.channel import framed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from signal_lsp.server import Server

logger = logging.getLogger(__name__)


class Protocol(LanguageServerProtocol):
    """Takes messages up and sends answers; what is asked for is done by the server's features."""

    _server: Server

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Any:
        """The first one is answered before this is loaded, see `start`."""
        raise JsonRpcInvalidRequest("`initialize` is sent once.")

    @lsp_method(types.EXIT)
    def lsp_exit(self, *args: object) -> Any:
        """End the process."""
        self._server.leave(0 if self._shutdown else 1)

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Any:
        """Take up a document."""
        self._server.opened(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Any:
        """Take over what was typed."""
        self._server.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Any:
        """Forget a document."""
        self._server.closed(params.text_document.uri)

    @lsp_method(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def lsp_workspace__did_change_workspace_folders(self, params: types.DidChangeWorkspaceFoldersParams) -> Any:
        """Take up and forget folders."""
        self._server.folders_changed(params.event)

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(self, params: types.ExecuteCommandParams) -> Any:  # type: ignore[override]
        """Do what a command asks for, without holding up anything else."""
        return await self._server.execute(params)

    @lsp_method(types.WINDOW_WORK_DONE_PROGRESS_CANCEL)
    def lsp_work_done_progress_cancel(self, params: types.WorkDoneProgressCancelParams) -> Any:
        """End the work that shows its progress under a token."""
        self._server.tasks.cancel_token(params.token)

    def take(self, message: dict[str, Any]) -> None:
        """Do what a message asks for. What is wrong with it is answered, and raises nothing."""
        try:
            structured = self.structure_message(message)
        except Exception as error:
            self._refuse(message, error)
            return
        try:
            self.handle_message(structured)
        except Exception:
            logger.exception("A message could not be handled: %s", message.get("method"))

    def _refuse(self, message: dict[str, Any], error: Exception) -> None:
        method = message.get("method")
        logger.warning("The message %s is not as LSP has it: %s", method, error.__cause__ or error)
        if isinstance(method, str) and isinstance(identity := message.get("id"), (str, int)):
            told = f"The parameters of `{method}` are not as LSP has them."
            wrong = types.ResponseError(code=types.ErrorCodes.InvalidParams, message=told)
            self._send_response(identity, error=wrong)

    def _send_data(self, data: Any) -> None:
        """Send a message in one go. Its JSON is ASCII, so characters are bytes."""
        if data and self.writer is not None:
            body = json.dumps(data, default=self._serialize_message, separators=(",", ":"))
            self.writer.write(framed(body))
