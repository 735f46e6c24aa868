"""The documents that are open in the client, text equal to its text."""

from __future__ import annotations

from itertools import count

from lsprotocol import types

from signal_dsl.source import Source
from signal_lsp.positions import Positions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from signal_dsl import editing
    from signal_lsp.analyses import Analysis


# Characters. Looking at more takes seconds, in which nothing else is answered; `lint` takes more.
MAX_SIZE = 1_000_000


_numbers = count(1)


class Document:
    """One open document. `reader` remembers what has not changed since the last analysis, and `analysis` is that.

    `number` tells it from others, also from one that had its URI and its version before.
    """

    def __init__(self, uri: str, text: str, version: int, encoding: str) -> None:
        self.uri = uri
        self.number = next(_numbers)
        self.version = version
        self.reader: editing.Document | None = None
        self.analysis: Analysis | None = None
        self._encoding = encoding
        self._take(Source(text, uri))

    @property
    def is_small_enough(self) -> bool:
        """Whether it is looked at; a larger one is only kept."""
        return len(self.source.text) <= MAX_SIZE

    @property
    def text(self) -> str:
        return self.source.text

    def change(self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int) -> None:
        """Take over what was changed in the client, in order."""
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = self.positions.offsets(change.range)
                self._take(self.source.edited(start, end, change.text))
            else:
                self._take(Source(change.text, self.uri))
        self.version = version

    def _take(self, source: Source) -> None:
        self.source = source
        self.positions = Positions(source, self._encoding)


class Documents:
    """All open documents, by URI."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._open: dict[str, Document] = {}

    def open(self, item: types.TextDocumentItem) -> Document:
        """Take up a document; one that is open already is replaced."""
        document = self._open[item.uri] = Document(item.uri, item.text, item.version, self._encoding)
        return document

    def close(self, uri: str) -> Document | None:
        """Forget a document; None where it was not open."""
        return self._open.pop(uri, None)

    def get(self, uri: str) -> Document | None:
        """The document at `uri`; None where it is not open."""
        return self._open.get(uri)

    def __iter__(self) -> Iterator[Document]:
        return iter(list(self._open.values()))

    def __len__(self) -> int:
        return len(self._open)
