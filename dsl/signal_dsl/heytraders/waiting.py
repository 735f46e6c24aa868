"""How long to wait before asking again, and waiting so that it can be interrupted."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Event
from time import time

# From so many seconds on the user is told what is waited for.
WORTH_TELLING = 5.0

Telling = Callable[[float, str], None]


@dataclass(frozen=True)
class Patience:
    """How often a request is made at most, and how long is waited in between, in seconds.

    The wait doubles from `first` to `most`, and a random part of up to half is taken off, so that many who failed
    together do not come back together. What the platform asks for by `Retry-After` is waited for if it is not more
    than `longest`.
    """

    attempts: int = 4
    first: float = 0.5
    most: float = 8.0
    longest: float = 60.0

    def before(self, attempt: int, asked: float | None) -> float | None:
        """Seconds to wait before the attempt of this number (the first is 1); None where it is not to be made."""
        if attempt > self.attempts or (asked is not None and asked > self.longest):
            return None
        if asked is not None:
            return asked + random.uniform(0, self.first)
        return min(self.most, self.first * 2.0 ** (attempt - 2)) * random.uniform(0.5, 1)


class Pause:
    """Waits; `cancelled` ends it early, and `tell` is told of waits that are worth telling, with the reason."""

    def __init__(self, tell: Telling | None = None, cancelled: Event | None = None) -> None:
        self.tell = tell
        self.cancelled = cancelled or Event()

    @contextmanager
    def telling(self, tell: Telling) -> Iterator[None]:
        """Tell `tell` of waits, in place of whoever is told else, for as long as the block lasts."""
        before, self.tell = self.tell, tell
        try:
            yield
        finally:
            self.tell = before

    def __call__(self, seconds: float, why: str) -> bool:
        """Wait; whether it was to the end."""
        if self.tell is not None and seconds > WORTH_TELLING:
            self.tell(seconds, why)
        return not self.cancelled.wait(max(0.0, seconds))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a `Retry-After` asks for; None without a usable one.

    It may be a moment. That is read by the clock of whoever wrote it (`Date`), since ours may be wrong.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.replace(".", "", 1).isdigit() and len(text) <= 12:
        return float(text)
    until = _moment(text)
    if until is None:
        return None
    now = _moment(headers.get("date", ""))
    return max(0.0, until - (now if now is not None else time()))


def _moment(text: str) -> float | None:
    """An HTTP date in seconds since 1970."""
    try:
        read = parsedate_to_datetime(text)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def in_words(seconds: float) -> str:
    """A length of time for people: `40 seconds`, `12 minutes`, `3 hours`."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= 1.5 * size:
            return f"{round(seconds / size)} {unit}s"
    count = max(1, round(seconds))
    return f"{count} second{'' if count == 1 else 's'}"


def clock() -> str:
    """Now, in ISO 8601, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
