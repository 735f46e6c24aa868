"""textDocument/formatting and textDocument/rangeFormatting: the one style, in as few edits as it takes."""

from __future__ import annotations

from lsprotocol import types

from signal_dsl.diagnostics import apply_edits
from signal_dsl.errors import FormatError
from signal_dsl.formatting.format import format_source, style_edits
from signal_dsl.syntax import parse
from signal_lsp.edits import text_edits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.diagnostics import Edit
    from signal_lsp.server import Server


def document(ls: Server, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
    """The edits that bring a document into style; null where it has a syntax error."""
    document = ls.documents.get(params.text_document.uri)
    return text_edits(document, _edits(document.text)) if document and document.is_small_enough else None


def selection(ls: Server, params: types.DocumentRangeFormattingParams) -> list[types.TextEdit] | None:
    """Those of the edits that touch a range."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_small_enough:
        return None
    start, end = document.positions.offsets(params.range)
    return text_edits(document, [edit for edit in _edits(document.text) if edit.start <= end and edit.end >= start])


def _edits(text: str) -> list[Edit]:
    try:
        formatted = format_source(text)
    except FormatError:
        return []
    edits = style_edits(parse(text))
    assert apply_edits(text, edits) == formatted
    return edits
