"""The journal of jobs: what was sent to the platform from this machine, and what is known of it.

Each record is one line of JSON in `journal.jsonl`, appended in one write and forced to the disk. The first of a run is
written before the platform is asked, so that a run of which we know nothing more was sent and not answered (or never
sent): whatever happens to this process, there is no run without a trace. A process that is killed while it writes
leaves half a line; every record begins on a new one, so that costs nothing but itself.

    {"run": "…", "event": "sending", "time": "…Z", "origin": "…", "path": "…", "request": {…}, "process": 4711}
    {"run": "…", "event": "submitted", "time": "…Z", "backtest_id": "b_…"}
    {"run": "…", "event": "ended", "time": "…Z", "status": "completed", "result_id": "r_…"}

Instead of `submitted` there may be `refused` (the platform said no, or was not reached: nothing runs) or `unknown`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import uuid4

from signal_dsl.folders import state_folder
from signal_dsl.heytraders import storage
from signal_dsl.heytraders.entries import ENDING, REFUSED, SENDING, SUBMITTED, UNKNOWN, Entry, fold, settled
from signal_dsl.heytraders.storage import StorageError
from signal_dsl.heytraders.waiting import clock
from signal_dsl.locking import locked

_LARGEST = 32_000_000  # bytes; then the oldest runs go
_KEPT = 16_000_000
_DOUBT = 86_400.0  # seconds for which a run that may have been started is remembered as such
_PATIENCE = 10.0  # seconds for the lock; a record is written without it, too


class Journal:
    """The journal in `folder`, by default the user's."""

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or Path(state_folder())) / "journal.jsonl"

    def sending(self, request: Mapping[str, object], origin: str, path: str | None = None) -> str:
        """Note that a run is about to be sent, and give it a name. Raises StorageError: then do not send it."""
        run = uuid4().hex
        record = {"origin": origin, "path": path, "request": dict(request), "process": os.getpid()}
        try:
            self._append(run, SENDING, record)
        except OSError as error:
            told = f"The journal of jobs cannot be written: {storage.reason(error)}. So nothing was sent."
            raise StorageError(told, f"Make {self.path.parent} writable, or make room there.") from None
        return run

    def submitted(self, run: str, backtest_id: str) -> None:
        """Note the id that the platform gave. Raises OSError."""
        self._append(run, SUBMITTED, {"backtest_id": backtest_id})

    def refused(self, run: str, told: str) -> None:
        """Note that nothing runs, and why. Raises OSError."""
        self._append(run, REFUSED, {"told": told})

    def unknown(self, run: str, told: str) -> None:
        """Note that nobody knows whether it runs. Raises OSError."""
        self._append(run, UNKNOWN, {"told": told})

    def ended(self, run: str, status: str, result_id: str | None = None, told: str = "") -> None:
        """Note how the job ended. Raises OSError."""
        self._append(run, ENDING, {"status": status, "result_id": result_id, "told": told})

    def entries(self) -> list[Entry]:
        """All runs, the oldest first. Raises StorageError where there is a journal that cannot be read."""
        runs: dict[str, Entry] = {}
        for record in self._records():
            fold(runs, record)
        return [settled(entry) for entry in runs.values()]

    def find(self, id: str) -> Entry | None:
        """The run with this backtest or result id, or with a name that begins so; None where there is none."""
        entries = self.entries()
        found = [one for one in entries if id in (one.backtest_id, one.result_id)]
        if not found and len(id) >= 6:
            found = [one for one in entries if one.run.startswith(id)]
        return found[-1] if found else None

    def doubtful(self, request: Mapping[str, object], origin: str) -> Entry | None:
        """The latest run of the last day that was the same and of which nobody knows whether it was started."""
        same = json.dumps(request, sort_keys=True)
        for entry in reversed(self.entries()):
            doubtful = entry.state == UNKNOWN and entry.origin == origin and entry.age < _DOUBT
            if doubtful and json.dumps(entry.request, sort_keys=True) == same:
                return entry
        return None

    def _append(self, run: str, event: str, fields: Mapping[str, object]) -> None:
        record = {"run": run, "event": event, "time": clock(), **fields}
        line = b"\n" + json.dumps(record).encode("ascii") + b"\n"
        storage.make_folder(self.path.parent)
        with locked(str(self.path.with_suffix(".lock")), _PATIENCE) as held:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            opened = os.open(self.path, flags, 0o600)
            try:
                size = os.fstat(opened).st_size
                _write(opened, line)
                os.fsync(opened)
            finally:
                os.close(opened)
            if held and size > _LARGEST:
                self._shorten()

    def _shorten(self) -> None:
        """Leave out the oldest runs that have ended, so that the rest is half as long as is allowed."""
        records: dict[str, list[bytes]] = {}
        runs: dict[str, Entry] = {}
        for record in self._records():
            records.setdefault(str(record["run"]), []).append(json.dumps(record).encode("ascii") + b"\n")
            fold(runs, record)
        excess = sum(len(line) for lines in records.values() for line in lines) - _KEPT
        for name in list(records):
            if excess <= 0:
                break
            if name not in runs or not runs[name].is_open:
                excess -= sum(map(len, records.pop(name)))
        storage.replace(self.path, (line for lines in records.values() for line in lines))

    def _records(self) -> Iterator[dict[str, object]]:
        """The records that can be read; half a line and what is none of ours is passed over."""
        try:
            with open(self.path, "rb") as file:
                for line in file:
                    try:
                        record = json.loads(line) if line.strip() else None
                    except (ValueError, RecursionError):
                        continue
                    if isinstance(record, dict) and isinstance(record.get("run"), str):
                        yield record
        except FileNotFoundError:
            return
        except OSError as error:
            told = f"The journal of jobs cannot be read: {storage.reason(error)}."
            raise StorageError(told, f"Mend {self.path}.") from None


def _write(opened: int, data: bytes) -> None:
    """All of `data`; the system may take it in parts."""
    while data:
        data = data[os.write(opened, data) :]
