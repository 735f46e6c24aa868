"""Where this program keeps things on this machine."""

from __future__ import annotations

import os
import sys

CACHE_VARIABLE = "SIGNAL_DSL_CACHE_DIR"
CONFIG_VARIABLE = "SIGNAL_DSL_CONFIG_DIR"
STATE_VARIABLE = "SIGNAL_DSL_STATE_DIR"
_NAME = "signal-dsl"


def cache_folder() -> str:
    """The folder of what can be had again; it may not exist yet. Empty where there is none to have.

    `SIGNAL_DSL_CACHE_DIR` names it, or else it is what the platform says. That is the folder that platformdirs gives,
    to which a test holds it; importing that takes longer than a thousand scripts whose findings are known.
    """
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return os.path.abspath(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
        parts: tuple[str, ...] = (_NAME, _NAME, "Cache")
    elif sys.platform == "darwin":
        base, parts = os.path.expanduser("~/Library/Caches"), (_NAME,)
    else:
        base, parts = os.environ.get("XDG_CACHE_HOME", "").strip(), (_NAME,)
        if not os.path.isabs(base):  # the specification says to pass over others
            base = os.path.expanduser("~/.cache")
    return os.path.join(base, *parts) if os.path.isabs(base) else ""


def catalog_file() -> str:
    """Where the platform's list of indicators lies that was fetched last, or would; empty for nowhere.

    `signal_dsl.catalog.synced` reads it. That it stands here spares those who only want to know whether it has changed
    the import of the catalog.
    """
    folder = cache_folder()
    return os.path.join(folder, "catalog", "indicators.json") if folder else ""


def config_folder() -> str:
    """The folder of the user's keys, which `SIGNAL_DSL_CONFIG_DIR` names, or else the platform; it may not exist."""
    if named := os.environ.get(CONFIG_VARIABLE):
        return os.path.abspath(named)
    from platformdirs import user_config_dir

    return user_config_dir(_NAME)


def state_folder() -> str:
    """The folder of jobs and results, which `SIGNAL_DSL_STATE_DIR` names, or else the platform; it may not exist."""
    if named := os.environ.get(STATE_VARIABLE):
        return os.path.abspath(named)
    from platformdirs import user_state_dir

    return user_state_dir(_NAME)
