"""What a running sandbox holds."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from signal_dsl.sandbox.data import Source, Synthetic
from signal_dsl.sandbox.server.arena import Arena
from signal_dsl.sandbox.server.jobs import Jobs
from signal_dsl.sandbox.server.keys import Keys


@dataclass(frozen=True)
class Options:
    """How a sandbox is run.

    source              where the bars come from
    key                 a key without quotas
    limited             whether registered keys have the platform's quotas and end after a day
    requests_a_minute   of one caller; 0: no limit
    workers             backtests that run at a time
    lasting             whether it is still there when a result is read, so that its pages can be linked to
    tell                gets a line for each request
    clock               seconds since 1970
    """

    source: Source = field(default_factory=Synthetic)
    key: str = field(default_factory=lambda: f"ht_sandbox_{secrets.token_hex(16)}")
    limited: bool = True
    requests_a_minute: int = 300
    workers: int = field(default_factory=lambda: min(4, os.cpu_count() or 1))
    lasting: bool = True
    tell: Callable[[str], None] | None = None
    clock: Callable[[], float] = time.time


class State:
    """Keys, jobs and what was published. `root` is where the server is, such as `http://127.0.0.1:8000`."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.source = options.source
        self.keys = Keys(
            options.key, options.clock, limited=options.limited, requests_a_minute=options.requests_a_minute
        )
        self.jobs = Jobs(options.source, options.clock, options.workers)
        self.arena = Arena()
        self.root = ""
