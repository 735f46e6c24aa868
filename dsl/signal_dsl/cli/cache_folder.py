"""Where what is only kept for speed lies on this machine."""

from __future__ import annotations

import os
import sys

VARIABLE = "SIGNAL_DSL_CACHE_DIR"
_NAME = "signal-dsl"


def cache_folder() -> str:
    """The folder, which may not exist yet; empty where there is none to have.

    `SIGNAL_DSL_CACHE_DIR` names it, or else it is what the platform says. That is the folder that platformdirs gives,
    to which a test holds it; importing that takes longer than a thousand scripts whose findings are known.
    """
    named = os.environ.get(VARIABLE)
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
