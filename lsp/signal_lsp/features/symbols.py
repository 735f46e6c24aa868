"""textDocument/documentSymbol and workspace/symbol: the outline of a script, and a search over all scripts."""

from __future__ import annotations

import asyncio
import os

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from signal_dsl.analysis import analyze
from signal_dsl.errors import SourceError
from signal_dsl.ide import symbols as outline
from signal_dsl.ide.snapshot import Snapshot
from signal_dsl.source import read_source
from signal_lsp.looking import look
from signal_lsp.positions import Positions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from signal_dsl.ide.symbols import OutlineSymbol
    from signal_lsp.server import Server

    # The symbols of a file, and the way to their places.
    Known = tuple[list[OutlineSymbol], Positions]

_KINDS = {
    outline.SETTINGS: types.SymbolKind.Namespace,
    outline.SETTING: types.SymbolKind.Property,
    outline.CONSTANT: types.SymbolKind.Constant,
    outline.CONDITION: types.SymbolKind.Boolean,
    outline.SERIES: types.SymbolKind.Variable,
    outline.TRADE: types.SymbolKind.Object,
    outline.EMITTED: types.SymbolKind.Event,
}
_SUFFIX = ".signal"
# Nobody reads on behind these.
_MOST_FILES = 2000
_MOST_SYMBOLS = 256
# Scripts on disk that are not open, by path: the file's date and size, and what is in it.
_files: dict[str, tuple[tuple[int, int], Known]] = {}


def of_document(
    ls: Server, params: types.DocumentSymbolParams
) -> Sequence[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """The outline of a document."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    found = outline.symbols(seen.snapshot)
    if ls.client.can("textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"):
        return [_nested(one, seen.positions) for one in found]
    return [_flat(one, seen.positions, seen.document.uri) for one in outline.matching(found, "")]


async def of_workspace(ls: Server, params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
    """The symbols of all scripts that go with a word: of those that are open, then of the others in the folders.

    Between two files the main loop goes on with what came in meanwhile.
    """
    found = []
    for document in filter(lambda one: one.is_small_enough, ls.documents):
        symbols = outline.symbols(ls.analysis(document).snapshot)
        found += [_flat(one, document.positions, document.uri) for one in outline.matching(symbols, params.query)]
    seen = {document.uri for document in ls.documents}
    for path in _scripts(ls):
        uri = from_fs_path(path) or ""
        if uri in seen or len(found) >= _MOST_SYMBOLS:
            continue
        known = _read(ls, path)
        if known is not None:
            symbols, positions = known
            found += [_flat(one, positions, uri) for one in outline.matching(symbols, params.query)]
            await asyncio.sleep(0)
    return found[:_MOST_SYMBOLS]


def _scripts(ls: Server) -> Iterator[str]:
    """The scripts in the open folders, leaving out what is hidden and what belongs to other programs."""
    count = 0
    for folder in filter(None, map(to_fs_path, ls.folders.uris)):
        for place, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if name[:1] != "." and name != "node_modules")
            for name in sorted(files):
                if name.endswith(_SUFFIX):
                    count += 1
                    if count > _MOST_FILES:
                        return
                    yield os.path.join(place, name)


def _read(ls: Server, path: str) -> Known | None:
    try:
        found = os.stat(path)
        stamp = (found.st_mtime_ns, found.st_size)
        known = _files.get(path)
        if known is None or known[0] != stamp:
            source = read_source(path)
            facts = analyze(source, catalog=ls.catalogs.current()[0])
            symbols = outline.symbols(Snapshot(facts))
            facts.release()
            known = _files[path] = (stamp, (symbols, Positions(source, ls.client.encoding)))
    except (OSError, SourceError):
        return None
    return known[1]


def _nested(one: OutlineSymbol, positions: Positions) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        one.name or " ",
        _KINDS.get(one.kind, types.SymbolKind.Variable),
        positions.range(one.start, one.end),
        positions.range(one.name_start, one.name_end),
        one.detail or None,
        children=[_nested(child, positions) for child in one.children] or None,
    )


def _flat(one: OutlineSymbol, positions: Positions, uri: str) -> types.SymbolInformation:
    place = types.Location(uri, positions.range(one.start, one.end))
    return types.SymbolInformation(place, one.name or " ", _KINDS.get(one.kind, types.SymbolKind.Variable))
