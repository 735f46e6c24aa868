"""What the commands share that talk to the platform, or to a sandbox in its place."""

from __future__ import annotations

import os
from contextlib import contextmanager

from signal_dsl.cli import terminal
from signal_dsl.cli.command import QUIET, Option
from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.cli.command import Arguments
    from signal_dsl.heytraders.client import Client
    from signal_dsl.settings import ApiSettings, RunSettings

_GROUP = "where it is run"
SANDBOX = Option(
    "--sandbox", "on this machine, in a server that lives for this command: no key, no account", group=_GROUP
)
DATA = Option("--data", "the sandbox's prices: a folder with CSV or Parquet files", "DIR", group=_GROUP)
SANDBOX_OPTIONS = (SANDBOX, DATA)


@contextmanager
def connected(arguments: Arguments, api: ApiSettings | None = None) -> Iterator[Client]:
    """The platform's client, or the sandbox's with `--sandbox`; what is waited for is told.

    `api` are the settings of the project, by default those of the current folder. Raises SignalDslError.
    """
    from signal_dsl.heytraders.client import Client
    from signal_dsl.heytraders.secret import Key
    from signal_dsl.heytraders.waiting import Pause

    pause = Pause(None if arguments.has(QUIET) else _tell)
    data = arguments.value(DATA)
    if arguments.has(SANDBOX):
        with _sandbox(data) as (url, key), Client(url, Key(key), pause=pause) as client:
            yield client
        return
    if data is not None:
        raise UsageError("`--data` is for the sandbox.", "Add `--sandbox`.")
    from signal_dsl.heytraders.access import access

    with access(api if api is not None else api_settings()).client(pause) as client:
        yield client


def api_settings(folder: str = "") -> ApiSettings:
    """The settings of the API that hold in a folder, by default the current one."""
    from signal_dsl.settings import ApiSettings, find_config

    config = find_config(folder or os.getcwd())
    return config.api if config is not None else ApiSettings()


def run_settings(arguments: Arguments) -> RunSettings:
    """The run settings for what is no script: those of the command line over those of the current folder."""
    from signal_dsl.cli import options
    from signal_dsl.settings import find_config, merge

    return merge(options.run_settings(arguments), None, find_config(os.getcwd())).run


@contextmanager
def _sandbox(data: str | None) -> Iterator[tuple[str, str]]:
    """The URL and the key of a sandbox that ends with the block. Raises UsageError where the extra is missing."""
    from signal_dsl.sandbox import serve

    with serve(data, requests_a_minute=0) as sandbox:
        yield sandbox.origin, sandbox.key


def _tell(seconds: float, why: str) -> None:
    terminal.note(f"{why} Asking again in {round(seconds)} seconds.")
