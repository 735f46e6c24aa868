"""Keeps the platform's list of indicators fresh where there is a key, without anybody waiting for it.

It is fetched by `signal-dsl indicators sync`, in a process of its own: what it takes to talk to the platform and to a
keyring is more than the server itself. What it fetched is in force at the next look at a document.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from importlib.util import find_spec

from signal_dsl.catalog import synced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_lsp.server import Server

logger = logging.getLogger(__name__)

# Seconds after the start, so that it does not get in the way of opening a file; and the age that is fresh enough.
SOON = 3.0
_FRESH = 86400.0
_PATIENCE = 120.0
_KEY_VARIABLE = "HEYTRADERS_API_KEY"


def start(ls: Server) -> None:
    """Fetch the list soon, if it is old, and look again every day."""
    loop = asyncio.get_running_loop()

    def due() -> None:
        ls.background(_fetch(ls))
        loop.call_later(_FRESH, due)

    loop.call_later(SOON, due)


async def _fetch(ls: Server) -> None:
    preferences = ls.folders.common
    # An address that a folder's settings name is asked only when a person says so: a key may go with the question.
    elsewhere = preferences.sandbox or preferences.catalog or preferences.api_url
    if not preferences.trusted or elsewhere or not _may_have_key():
        return
    _, provenance = synced.current()
    if provenance.is_synced and provenance.age() < _FRESH:
        return
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "signal_dsl", "indicators", "sync", "--quiet"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, told = await asyncio.wait_for(process.communicate(), _PATIENCE)
    except (TimeoutError, asyncio.CancelledError):
        process.kill()
        raise
    if process.returncode == 0:
        ls.outdated()
    else:
        reason = told.decode("utf-8", "replace").strip().removeprefix("error: ")
        ls.log(f"The platform's list of indicators is as old as before. {reason}")


def _may_have_key() -> bool:
    """Whether it is worth the attempt: a key is given, or there is a place that may hold one."""
    if os.environ.get(_KEY_VARIABLE, "").strip():
        return True
    from signal_dsl.heytraders.credentials import file

    return os.path.exists(file.path()) or find_spec("keyring") is not None
