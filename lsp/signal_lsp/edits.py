"""Edits of a document as LSP has them."""

from __future__ import annotations

from lsprotocol import types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.diagnostics import Edit
    from signal_lsp.documents import Document
    from signal_lsp.server import Server


def text_edits(document: Document, edits: Iterable[Edit]) -> list[types.TextEdit]:
    """The edits, by their places in the document."""
    return [types.TextEdit(document.positions.range(edit.start, edit.end), edit.text) for edit in edits]


def workspace_edit(ls: Server, document: Document, edits: Iterable[Edit]) -> types.WorkspaceEdit:
    """The edits for a client to apply: to this version and no other, where it can tell versions apart."""
    converted = text_edits(document, edits)
    if ls.client.can("workspace", "workspaceEdit", "documentChanges"):
        identity = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identity, converted)])
    return types.WorkspaceEdit({document.uri: converted})
