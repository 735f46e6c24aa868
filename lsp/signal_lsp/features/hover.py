"""textDocument/hover: what stands at the cursor."""

from __future__ import annotations

from lsprotocol import types

from signal_dsl.ide.hover import hover as shown
from signal_lsp.looking import look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.server import Server


def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """The page of what stands at a place."""
    seen = look(ls, params.text_document)
    found = shown(seen.snapshot, seen.offset(params.position)) if seen else None
    if seen is None or found is None:
        return None
    page = ls.client.markup(found.markdown, "textDocument", "hover", "contentFormat")
    return types.Hover(page, seen.range(found.start, found.end))
