"""textDocument/formatting and textDocument/rangeFormatting: the one style, in as few edits as it takes."""

from __future__ import annotations

from lsprotocol import types

from signal_dsl.errors import FormatError
from signal_dsl.formatting.format import format_edits
from signal_lsp.edits import text_edits
from signal_lsp.looking import look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.diagnostics import Edit
    from signal_lsp.looking import Look
    from signal_lsp.server import Server


def document(ls: Server, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
    """The edits that bring a document into style; none where it has a syntax error."""
    seen = look(ls, params.text_document)
    return text_edits(seen.document, _edits(seen)) if seen else None


def selection(ls: Server, params: types.DocumentRangeFormattingParams) -> list[types.TextEdit] | None:
    """Those of the edits that touch a range."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    start, end = seen.positions.offsets(params.range)
    return text_edits(seen.document, [edit for edit in _edits(seen) if edit.start <= end and edit.end >= start])


def _edits(seen: Look) -> list[Edit]:
    try:
        return format_edits(seen.snapshot.facts.script)
    except FormatError:
        return []
