"""The API key of all tests, and the search for it in what a test run has written.

Every test runs with this key in its environment, so whatever writes down more than it should is found, whether the test
thinks of keys or not. The one place where a key may stand is the file of credentials, which nobody else may read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

KEY = "ht_test_5b0e6a91d27c4f38"
# An address at which nobody answers: no test reaches the platform by accident.
NOWHERE = "http://127.0.0.1:9/api/v1"
_NEEDLES = (KEY.encode(), KEY.encode("utf-16-le"))
_CHUNK = 1 << 20


def places(folders: Iterable[Path]) -> Iterator[str]:
    """The files below `folders` that hold the key, credentials that only their owner may read left out."""
    for folder in folders:
        for top, _, names in os.walk(folder):
            for name in names:
                path = Path(top, name)
                if _holds(path) and not _is_credentials(path):
                    yield str(path)


def told(text: str) -> bool:
    """Whether a text gives the key away."""
    return KEY in text


def _holds(path: Path) -> bool:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        with open(path, "rb") as file:
            before = b""
            while chunk := file.read(_CHUNK):
                data = before + chunk
                if any(needle in data for needle in _NEEDLES):
                    return True
                before = data[-2 * len(KEY) :]
    except OSError:
        return False
    return False


def _is_credentials(path: Path) -> bool:
    return path.name == "credentials.json" and (os.name == "nt" or path.stat().st_mode & 0o077 == 0)
