"""What a request points at: the document as it is now, and the place in it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lsprotocol import types

    from signal_dsl.ide.snapshot import Snapshot
    from signal_lsp.analyses import Analysis
    from signal_lsp.documents import Document
    from signal_lsp.positions import Positions
    from signal_lsp.server import Server


class Look:
    """An open document as a feature looks at it; places are offsets here."""

    def __init__(self, ls: Server, document: Document) -> None:
        self.document = document
        self.analysis: Analysis = ls.analysis(document)
        self.positions: Positions = document.positions

    @property
    def snapshot(self) -> Snapshot:
        """What is known of its text."""
        return self.analysis.snapshot

    def offset(self, position: types.Position) -> int:
        """The offset of a position."""
        return self.positions.offset(position)

    def range(self, start: int, end: int) -> types.Range:
        """The range between two offsets."""
        return self.positions.range(start, end)

    def location(self, start: int, end: int) -> types.Location:
        """The same, with the document."""
        from lsprotocol import types

        return types.Location(self.document.uri, self.range(start, end))


def look(ls: Server, identity: types.TextDocumentIdentifier) -> Look | None:
    """The open document that a request means; None where it is not open, or too large to look at."""
    document = ls.documents.get(identity.uri)
    return Look(ls, document) if document is not None and document.is_small_enough else None
