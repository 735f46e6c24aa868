"""What the records of the journal come to: one entry for each run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from signal_dsl.heytraders.models import COMPLETED, ENDED

# What a record tells of a run; all but the last are states, too.
SENDING, SUBMITTED, REFUSED, UNKNOWN, ENDING = "sending", "submitted", "refused", "unknown", "ended"


@dataclass(frozen=True)
class Entry:
    """A run as the journal knows it.

    `state` is `sending`, `submitted`, `refused`, `unknown` or the job's status where it has ended; `request` is what
    was sent, `path` where the script lies. `told` is why it was refused or failed.
    """

    run: str
    time: str
    origin: str
    request: Mapping[str, object] = field(repr=False)
    path: str | None = None
    state: str = SENDING
    backtest_id: str | None = None
    result_id: str | None = None
    told: str = ""
    process: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the platform may still be at it, as far as is known here."""
        return self.state not in ENDED and self.state != REFUSED

    @property
    def age(self) -> float:
        """Seconds since it was sent; 0 where that is not known, or lies ahead because a clock was turned back."""
        try:
            return max(0.0, datetime.now(UTC).timestamp() - datetime.fromisoformat(self.time).timestamp())
        except ValueError:
            return 0.0


def fold(runs: dict[str, Entry], record: Mapping[str, object]) -> None:
    """What a record adds to what is known."""
    run, event = str(record["run"]), record.get("event")
    if event == SENDING:
        request = record.get("request")
        process = record.get("process")
        runs[run] = Entry(
            run,
            _text(record, "time") or "",
            _text(record, "origin") or "",
            request if isinstance(request, dict) else {},
            _text(record, "path"),
            process=process if isinstance(process, int) else 0,
        )
        return
    known = runs.get(run)
    if known is None:  # its beginning is lost, and an id is still worth having
        known = runs[run] = Entry(run, _text(record, "time") or "", "", {}, state=UNKNOWN)
    if event == SUBMITTED:
        runs[run] = replace(known, state=SUBMITTED, backtest_id=_text(record, "backtest_id"))
    elif event in (REFUSED, UNKNOWN):
        runs[run] = replace(known, state=event, told=_text(record, "told") or "")
    elif event == ENDING:
        runs[run] = replace(
            known,
            state=_text(record, "status") or COMPLETED,
            result_id=_text(record, "result_id") or known.result_id,
            told=_text(record, "told") or known.told,
        )


def settled(entry: Entry) -> Entry:
    """A run that was being sent by a process that is gone has an unknown outcome."""
    if entry.state == SENDING and not _is_alive(entry.process):
        return replace(entry, state=UNKNOWN, told="The program ended before the platform's answer was noted.")
    return entry


def _is_alive(process: int) -> bool:
    if process <= 0:
        return False
    if process == os.getpid():
        return True
    if os.name == "nt":  # there `os.kill` would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _text(record: Mapping[str, object], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) else None
