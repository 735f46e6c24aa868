"""textDocument/foldingRange, selectionRange, documentLink and its resolve: the shape of a script."""

from __future__ import annotations

from lsprotocol import types

from signal_dsl.ide import folding
from signal_dsl.ide.links import links as linked
from signal_dsl.ide.selection import selection
from signal_lsp.looking import look
from signal_lsp.pages import rule_uri

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.looking import Look
    from signal_lsp.server import Server

_KINDS = {folding.SETTINGS: types.FoldingRangeKind.Region, folding.COMMENT: types.FoldingRangeKind.Comment}


def folds(ls: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    """What can be folded."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    found = folding.folds(seen.snapshot)
    return [types.FoldingRange(one.first - 1, one.last - 1, kind=_KINDS.get(one.kind)) for one in found]


def selections(ls: Server, params: types.SelectionRangeParams) -> list[types.SelectionRange] | None:
    """Ever larger stretches around each of some places."""
    seen = look(ls, params.text_document)
    return [_selection(seen, place) for place in params.positions] if seen else None


def links(ls: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
    """Rule codes that lead to the rules' pages."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    found = linked(seen.snapshot)
    return [types.DocumentLink(seen.range(one.start, one.end), tooltip=one.title, data=one.code) for one in found]


def resolve(ls: Server, link: types.DocumentLink) -> types.DocumentLink:
    """The link with where it leads."""
    link.target = rule_uri(str(link.data))
    return link


def _selection(seen: Look, place: types.Position) -> types.SelectionRange:
    around: types.SelectionRange | None = None
    for span in reversed(selection(seen.snapshot, seen.offset(place))):
        around = types.SelectionRange(seen.range(span.start, span.end), around)
    return around or types.SelectionRange(types.Range(place, place))
