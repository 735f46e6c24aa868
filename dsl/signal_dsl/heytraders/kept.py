"""Results that are kept on this machine, so that they can be shown again without asking for them."""

from __future__ import annotations

import json
from pathlib import Path

from signal_dsl.errors import SignalDslError
from signal_dsl.folders import state_folder
from signal_dsl.heytraders import storage
from signal_dsl.heytraders.document import Json
from signal_dsl.heytraders.document.values import mapping
from signal_dsl.heytraders.ids import part
from signal_dsl.heytraders.storage import StorageError

MOST_BARS = 200_000


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
            storage.replace(path, json.dumps(slim, separators=(",", ":")).encode("ascii"))
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

    def ids(self) -> list[str]:
        """The ids of all results that are kept, the latest first."""
        try:
            found = [(path.stat().st_mtime_ns, path.stem) for path in self.folder.glob("*.json")]
        except OSError:
            return []
        return [name for _, name in sorted(found, reverse=True)]

    def path(self, result_id: str) -> Path:
        """Where a result lies, or would. Raises UsageError where that is no id."""
        return self.folder / f"{part(result_id)}.json"


def _bars(document: Json) -> int:
    """How many bars the document has prices of."""
    prices = mapping(document.get("prices"))
    return sum(len(time) for one in prices.values() if isinstance(time := mapping(one).get("time"), list))
