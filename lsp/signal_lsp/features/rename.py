"""textDocument/prepareRename and rename: another name, everywhere at once, or the sentence why not."""

from __future__ import annotations

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from signal_dsl.ide import rename as renaming
from signal_lsp.edits import workspace_edit
from signal_lsp.looking import look
from signal_lsp.tasks import REQUEST_FAILED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.server import Server


def prepare(ls: Server, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """The word at a place that can be renamed. What cannot be is an error with the reason."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    try:
        found = renaming.prepare(seen.snapshot, seen.offset(params.position))
    except renaming.RenameError as error:
        raise JsonRpcException(str(error), REQUEST_FAILED) from None
    word = seen.document.text[found.start : found.end]
    return types.PrepareRenamePlaceholder(seen.range(found.start, found.end), word)


def rename(ls: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """The edits that give what stands at a place another name."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    try:
        edits = renaming.rename(seen.snapshot, seen.offset(params.position), params.new_name)
    except renaming.RenameError as error:
        raise JsonRpcException(str(error), REQUEST_FAILED) from None
    return workspace_edit(ls, seen.document, edits)
