"""textDocument/inlayHint and inlayHint/resolve: lookback of names, names of bare arguments."""

from __future__ import annotations

from lsprotocol import types

from signal_dsl.ide import inlay
from signal_lsp.looking import look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.server import Server


def hints(ls: Server, params: types.InlayHintParams) -> list[types.InlayHint] | None:
    """The hints in a range, of the kinds that the person wants."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    preferences = ls.folders.preferences(seen.document.uri)
    wanted = {inlay.LOOKBACK: preferences.inlay_lookback, inlay.PARAMETER: preferences.inlay_parameters}
    start, end = seen.positions.offsets(params.range)
    return [
        types.InlayHint(
            seen.positions.position(one.offset),
            one.label,
            types.InlayHintKind.Type if one.kind == inlay.LOOKBACK else types.InlayHintKind.Parameter,
            padding_right=one.kind == inlay.PARAMETER,
            data={"uri": seen.document.uri, "page": one.page},
        )
        for one in inlay.inlay_hints(seen.snapshot, start, end)
        if wanted[one.kind]
    ]


def resolve(ls: Server, hint: types.InlayHint) -> types.InlayHint:
    """The hint with what more there is to say."""
    data = hint.data if isinstance(hint.data, dict) else {}
    document = ls.documents.get(str(data.get("uri")))
    if document is not None and document.is_small_enough and isinstance(page := data.get("page"), str):
        text = inlay.resolve(ls.analysis(document).snapshot, page)
        hint.tooltip = types.MarkupContent(types.MarkupKind.Markdown, text) if text else None
    return hint
