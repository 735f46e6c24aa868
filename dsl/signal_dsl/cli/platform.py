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
    from signal_dsl.heytraders.address import Address
    from signal_dsl.heytraders.client import Client
    from signal_dsl.heytraders.entries import Entry
    from signal_dsl.settings import ApiSettings

_GROUP = "where it is run"
SANDBOX = Option(
    "--sandbox", "on this machine, in a server that lives for this command: no key, no account", group=_GROUP
)
DATA = Option("--data", "the sandbox's prices: a folder with CSV or Parquet files", "DIR", group=_GROUP)
SANDBOX_OPTIONS = (SANDBOX, DATA)
URL = Option("--url", "the address of the API that the key is for; else HEYTRADERS_API_URL or the platform's", "URL")


@contextmanager
def connected(arguments: Arguments, api: ApiSettings | None = None) -> Iterator[Client]:
    """The platform's client, or the sandbox's with `--sandbox`; what is waited for is told.

    `api` are the settings of the project, by default those of the current folder. Raises SignalDslError.
    """
    from signal_dsl.heytraders.client import Client
    from signal_dsl.heytraders.secret import Key
    from signal_dsl.heytraders.waiting import Pause

    pause = Pause(None if arguments.has(QUIET) else tell_wait)
    data = arguments.value(DATA)
    if arguments.has(SANDBOX):
        with _sandbox(data) as (url, key), Client(url, Key(key), pause=pause) as client:
            yield client
        return
    refuse_data(arguments)
    from signal_dsl.heytraders.access import access

    used = access(api if api is not None else api_settings())
    used.required()  # before anything is noted or told that will not be done
    with used.client(pause) as client:
        yield client


def refuse_data(arguments: Arguments) -> None:
    """Raise UsageError for market data without the sandbox."""
    if arguments.has(DATA) and not arguments.has(SANDBOX):
        raise UsageError("`--data` is for the sandbox.", "Add `--sandbox`.")


def own_address(arguments: Arguments) -> Address:
    """The address that a key is for: the one that is named, else the environment's or the platform's.

    Never that of a configuration file: whoever sends a project must not get the key that is typed in its folder.
    """
    from signal_dsl.heytraders.access import own_address as chosen
    from signal_dsl.heytraders.address import Address

    url = arguments.value(URL)
    return Address(url) if url is not None else chosen()


def warn_of_the_variable(address: Address) -> None:
    """Say so where the key in the environment goes before the one that is now kept."""
    from signal_dsl.heytraders.access import KEY_VARIABLE
    from signal_dsl.heytraders.access import own_address as chosen

    if os.environ.get(KEY_VARIABLE, "").strip() and chosen().origin == address.origin:
        terminal.warning(f"{KEY_VARIABLE} is set and goes before it. Unset it to use the key that is kept.")


def api_settings(folder: str = "") -> ApiSettings:
    """The settings of the API that hold in a folder, by default the current one."""
    from signal_dsl.settings import ApiSettings, find_config

    config = find_config(folder or os.getcwd())
    return config.api if config is not None else ApiSettings()


@contextmanager
def _sandbox(data: str | None) -> Iterator[tuple[str, str]]:
    """The URL and the key of a sandbox that ends with the block. Raises UsageError where the extra is missing."""
    from signal_dsl.sandbox import serve

    with serve(data, requests_a_minute=0, lasting=False) as sandbox:
        yield sandbox.origin, sandbox.key


def tell_wait(seconds: float, why: str) -> None:
    """Say that nothing can be asked for so many seconds, and why."""
    terminal.note(f"{why} Asking again in {round(seconds)} seconds.")


def without_id(entry: Entry) -> UsageError:
    """What to say where somebody asks for a run of which no id is known."""
    told = f"The backtest of {entry.time} has no id here ({entry.state}). {entry.told}".rstrip()
    return UsageError(told, "Look at the platform's dashboard.")


def job_id(client: Client, id: str) -> str:
    """The id of the job that is meant: `id`, or that of the run here whose result or name it is.

    Raises UsageError where the journal knows that there is no job to ask for, or that it runs elsewhere.
    """
    from signal_dsl.heytraders.address import Address
    from signal_dsl.heytraders.journal import Journal

    entry = Journal().find(id)
    if entry is None:
        return id
    if entry.backtest_id is None:
        raise without_id(entry)
    if entry.origin and (there := Address(entry.origin)).origin != client.address.origin:
        told = f"The job {entry.backtest_id} is at {there.origin}, and not at {client.address.origin}."
        if there.is_local:
            remedy = f"Sandboxes end with their jobs; `signal-dsl results {entry.result_id or id}` shows what is kept."
            raise UsageError(told, remedy)
        raise UsageError(told, f"Set HEYTRADERS_API_URL={there.url} to ask there.")
    return entry.backtest_id
