"""The platform's API on 127.0.0.1, over HTTP.

with serve() as sandbox:
    ...                          # requests to sandbox.origin with sandbox.key
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from signal_dsl.sandbox.data import Folder, Source, Synthetic
from signal_dsl.sandbox.server.running import Running, running
from signal_dsl.sandbox.server.state import Options

__all__ = ["Options", "Running", "running", "serve"]


def serve(
    data: str | Path | Source | None = None,
    *,
    port: int = 0,
    key: str | None = None,
    limited: bool = True,
    requests_a_minute: int = 300,
    workers: int | None = None,
    lasting: bool = True,
    tell: Callable[[str], None] | None = None,
) -> AbstractContextManager[Running]:
    """A sandbox in a thread of this process, for as long as the `with` block lasts.

    `data` is a folder of market data, or where the bars come from otherwise; without it markets are made up. `key` is
    one without quotas, by default a new one. `limited`: registered keys have the platform's quotas and end after a
    day. `requests_a_minute` of one caller, 0 for no limit; `workers` backtests run at a time. `lasting`: results
    name their page here, which is of no use where the sandbox ends before they are read. `tell` gets a line for each
    request, without its key. Raises UsageError where there is no such folder or the port is taken.
    """
    source: Source = Synthetic() if data is None else Folder(data) if isinstance(data, str | Path) else data
    given = {"key": key, "workers": workers}
    options = Options(
        source=source,
        limited=limited,
        requests_a_minute=requests_a_minute,
        lasting=lasting,
        tell=tell,
        **{name: value for name, value in given.items() if value is not None},  # type: ignore[arg-type]
    )
    return running(options, port)
