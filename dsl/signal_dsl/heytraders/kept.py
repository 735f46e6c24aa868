"""Results that are kept on this machine, so that they can be shown again without asking for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from signal_dsl.errors import SignalDslError
from signal_dsl.folders import state_folder
from signal_dsl.heytraders import storage
from signal_dsl.heytraders.document import Json
from signal_dsl.heytraders.document.values import mapping
from signal_dsl.heytraders.ids import part
from signal_dsl.heytraders.storage import StorageError

MOST_BARS = 200_000
# What may be long in a document. It stands last, from the trades on, so that lists of results need not read it.
_LONG = ("trades", "equity", "prices", "raw")
_MARK = b',"trades":'  # nowhere within a text: there a quotation mark has a backslash before it
_CHUNK = 1 << 16
_PIECE = 10_000  # values, which take some milliseconds
_DEEP = 3  # levels: the document, a part of it, the bars of a ticker


class Kept:
    """The results in `folder`, by default the user's: one file each, the result document as JSON."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (folder or Path(state_folder())) / "results"

    def put(self, document: Json) -> Path:
        """Keep a result, in place of an earlier one of the same id; where it lies. Raises StorageError.

        The prices of very long runs (more than `MOST_BARS`) are left out: they would take ten times the room of the
        rest, and say nothing about the run.
        """
        path = self.path(str(document["result_id"]))
        slim = document if _bars(document) <= MOST_BARS else {**document, "prices": {}}
        try:
            storage.replace(path, _written(slim))
        except OSError as error:
            told = f"The result {document['result_id']} cannot be kept here: {storage.reason(error)}."
            remedy = f"The platform has it; make room, and ask again with `signal-dsl results {document['result_id']}`."
            raise StorageError(told, remedy) from None
        return path

    def get(self, result_id: str) -> Json | None:
        """The result of this id; None where it is not kept, or the file is damaged."""
        try:
            document = json.loads(self.path(result_id).read_bytes())
        except (OSError, ValueError, RecursionError, SignalDslError):
            return None
        return document if isinstance(document, dict) and document.get("result_id") == result_id else None

    def head(self, result_id: str) -> Json | None:
        """The result without its trades, curves and answers; None where it is not kept, or the file is damaged."""
        try:
            document = json.loads(_beginning(self.path(result_id)) + b"}")
        except (OSError, ValueError, RecursionError, SignalDslError):
            document = self.get(result_id)  # in another order, or spaced in another way
        if not isinstance(document, dict) or document.get("result_id") != result_id:
            return None
        return {name: value for name, value in document.items() if name not in _LONG}

    def ids(self) -> list[str]:
        """The ids of all results that are kept, the latest first."""
        return list(self.sizes())

    def sizes(self) -> dict[str, int]:
        """How many bytes each result takes, by id, the latest first."""
        try:
            files = [(path.stem, path.stat()) for path in self.folder.glob("*.json")]
        except OSError:
            return {}
        files.sort(key=lambda one: (one[1].st_mtime_ns, one[0]), reverse=True)
        return {name: stat.st_size for name, stat in files}

    def delete(self, result_id: str) -> None:
        """Delete a result; nothing is done where it is not kept. Raises StorageError, and UsageError as `path` does."""
        path = self.path(result_id)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            told = f"The result {result_id} cannot be deleted: {storage.reason(error)}."
            raise StorageError(told, f"Delete {path} yourself.") from None

    def path(self, result_id: str) -> Path:
        """Where a result lies, or would. Raises UsageError where that is no id."""
        return self.folder / f"{part(result_id)}.json"


def _written(value: object, depth: int = 0) -> Iterator[bytes]:
    """A value as JSON, in pieces: the encoder lets no other thread run, and in one of them somebody may be typing."""
    if isinstance(value, dict) and value and depth < _DEEP and all(isinstance(key, str) for key in value):
        before = b"{"
        for key, one in value.items():
            yield before + _encoded(key) + b":"
            yield from _written(one, depth + 1)
            before = b","
        yield b"}"
    elif isinstance(value, list) and len(value) > _PIECE:
        before = b"["
        for start in range(0, len(value), _PIECE):
            yield before + _encoded(value[start : start + _PIECE])[1:-1]
            before = b","
        yield b"]"
    else:
        yield _encoded(value)


def _encoded(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _beginning(path: Path) -> bytes:
    """A file up to the mark, or to its end. Raises OSError."""
    content = bytearray()
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            begun = max(0, len(content) - len(_MARK))
            content += chunk
            if (end := content.find(_MARK, begun)) >= 0:
                return bytes(content[:end])
    return bytes(content)


def _bars(document: Json) -> int:
    """How many bars the document has prices of."""
    prices = mapping(document.get("prices"))
    return sum(len(time) for one in prices.values() if isinstance(time := mapping(one).get("time"), list))
