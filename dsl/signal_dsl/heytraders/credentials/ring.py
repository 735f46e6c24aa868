"""Keys in the keyring of the operating system, if the extra `keyring` is installed and there is one that is safe.

A keyring may be locked, out of reach or broken in many ways; then it is as good as none.
"""

from __future__ import annotations

import json
from typing import Any

from signal_dsl.heytraders.credentials.credential import Credential

_SERVICE = "signal-dsl"
# What keyring calls a backend that is fit for use; others keep nothing, or keep it readable.
_RECOMMENDED = 1


def usable() -> bool:
    """Whether there is one."""
    return _ring() is not None


def get(origin: str) -> Credential | None:
    """The key for an origin."""
    ring = _ring()
    try:
        text = ring.get_password(_SERVICE, origin) if ring is not None else None
        return Credential.of(json.loads(text)) if text else None
    except Exception:  # whatever a backend raises
        return None


def put(origin: str, credential: Credential) -> bool:
    """Keep a key; whether that was done, which is looked up."""
    ring = _ring()
    if ring is None:
        return False
    try:
        ring.set_password(_SERVICE, origin, json.dumps(credential.to_json()))
    except Exception:
        return False
    return get(origin) == credential


def remove(origin: str) -> bool:
    """Keep no key; whether there was one."""
    ring = _ring()
    if ring is None or get(origin) is None:
        return False
    try:
        ring.delete_password(_SERVICE, origin)
    except Exception:
        return False
    return True


def _ring() -> Any:
    """The keyring, None where there is none."""
    try:
        import keyring

        found = keyring.get_keyring()
        return found if float(found.priority) >= _RECOMMENDED else None
    except Exception:
        return None
