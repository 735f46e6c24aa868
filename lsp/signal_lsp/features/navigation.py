"""textDocument/definition, references and documentHighlight: where a name is given, and where it is used."""

from __future__ import annotations

from lsprotocol import types

from signal_dsl.ide.definition import definition as defined
from signal_dsl.ide.highlight import highlights as highlighted
from signal_dsl.ide.references import references as referring
from signal_lsp.looking import look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.server import Server


def definition(ls: Server, params: types.DefinitionParams) -> types.Location | list[types.LocationLink] | None:
    """Where the name at a place got what it stands for."""
    seen = look(ls, params.text_document)
    found = defined(seen.snapshot, seen.offset(params.position)) if seen else None
    if seen is None or found is None:
        return None
    target = seen.range(found.target_start, found.target_end)
    if not ls.client.can("textDocument", "definition", "linkSupport"):
        return types.Location(seen.document.uri, target)
    whole, word = seen.range(found.whole_start, found.whole_end), seen.range(found.start, found.end)
    return [types.LocationLink(seen.document.uri, whole, target, word)]


def references(ls: Server, params: types.ReferenceParams) -> list[types.Location] | None:
    """Everywhere that the name at a place stands."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    with_declaration = params.context.include_declaration
    found = referring(seen.snapshot, seen.offset(params.position), declaration=with_declaration)
    return [seen.location(one.start, one.end) for one in found]


def highlights(ls: Server, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
    """The same, told apart by read and written."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    kinds = {True: types.DocumentHighlightKind.Write, False: types.DocumentHighlightKind.Read}
    found = highlighted(seen.snapshot, seen.offset(params.position))
    return [types.DocumentHighlight(seen.range(one.start, one.end), kinds[one.written]) for one in found]
