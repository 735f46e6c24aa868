"""What happens while a backtest is run, for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from signal_dsl.heytraders.document import Json


@dataclass(frozen=True)
class Submitted:
    """The platform has taken the job; its id outlives us."""

    backtest_id: str


@dataclass(frozen=True)
class Status:
    """How far the job is: the platform's word, the share that is done (0 to 1, where it says so), seconds so far."""

    status: str
    progress: float | None
    elapsed: float


@dataclass(frozen=True)
class Waiting:
    """Nothing can be asked for so many seconds, and why."""

    seconds: float
    why: str


@dataclass(frozen=True)
class Notice:
    """Something did not go as it should, and the run goes on: a sentence."""

    message: str


@dataclass(frozen=True)
class Finished:
    """The result document."""

    document: Json = field(repr=False)


Event = Submitted | Status | Waiting | Notice | Finished
Listener = Callable[[Event], None]


def ignore(_: Event) -> None:
    """The listener of whoever does not want to know."""
