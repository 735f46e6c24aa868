"""One process at a time: for what two runs would otherwise undo for each other."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from time import monotonic, sleep

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Seconds. Who waits for longer goes ahead, and is told that the lock is not his.
_PATIENCE = 2.0
_PAUSE = 0.005


@contextmanager
def locked(path: str, patience: float = _PATIENCE) -> Iterator[bool]:
    """Hold the lock that the file at `path` stands for. It ends with the process, whatever becomes of that.

    Whether it is held: after `patience` seconds one goes ahead without. Raises `OSError` where the file cannot be made.
    """
    opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = monotonic() + patience
        while not (held := _try(opened)) and monotonic() < deadline:
            sleep(_PAUSE)
        yield held
    finally:
        os.close(opened)


def _try(opened: int) -> bool:
    """Take the lock, unless another process has it. A file system without locks counts as taken."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        pass
    return True
