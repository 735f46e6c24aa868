"""Keys in a file that only the user may read."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from signal_dsl.folders import config_folder
from signal_dsl.heytraders import storage
from signal_dsl.heytraders.credentials.credential import Credential
from signal_dsl.heytraders.storage import StorageError
from signal_dsl.locking import locked

_VERSION = 1
_ROOM = 4096  # bytes


def path() -> Path:
    """The file."""
    return Path(config_folder()) / "credentials.json"


def get(origin: str) -> Credential | None:
    """The key for an origin. Raises StorageError where the file is there and cannot be read."""
    return Credential.of(_read().get(origin))


def put(origin: str, credential: Credential) -> None:
    """Keep a key. Raises StorageError."""
    _change(origin, credential.to_json())


def remove(origin: str) -> bool:
    """Keep no key; whether there was one. Raises StorageError."""
    if origin not in _read():
        return False
    _change(origin, None)
    return True


def rehearse() -> None:
    """Write the file as it is, with the room that one key more takes. Raises StorageError where that cannot be done."""
    _change("", {"room": "." * _ROOM})
    _change("", None)


def _change(origin: str, entry: dict[str, object] | None) -> None:
    try:
        storage.make_folder(path().parent)
        with locked(str(path().with_suffix(".lock"))):
            keys = _read()
            keys.pop(origin, None)
            if entry is not None:
                keys[origin] = entry
            content = json.dumps({"version": _VERSION, "keys": keys}, indent=1).encode("ascii")
            storage.replace(path(), [content])
    except OSError as error:
        told = f"No key can be kept in {path()}: {storage.reason(error)}."
        raise StorageError(told, "Make room or mend its folder, or give the key in `HEYTRADERS_API_KEY`.") from None


def _read() -> dict[str, object]:
    try:
        with open(path(), "rb") as file:
            if os.name != "nt" and os.fstat(file.fileno()).st_mode & 0o077:
                with suppress(OSError):  # somebody has opened it to others: it is closed again
                    os.fchmod(file.fileno(), 0o600)
            data = json.load(file)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise StorageError(f"{path()} cannot be read: {storage.reason(error)}.", "Mend its mode or owner.") from None
    except (ValueError, RecursionError):
        raise StorageError(f"{path()} is damaged.", "Delete it, and log in again.") from None
    keys = data.get("keys") if isinstance(data, dict) else None
    return dict(keys) if isinstance(keys, dict) else {}
