"""Files that only their owner may read, and that are there in full or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from signal_dsl.errors import SignalDslError


class StorageError(SignalDslError):
    """Something cannot be kept on this machine: the disk is full, or the folder is not ours to write."""


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, for the user alone. Raises OSError."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def replace(path: Path, content: Iterable[bytes]) -> None:
    """Put pieces of content into the file at `path`, with mode 0600 from the beginning.

    After an OSError the file is as it was.
    """
    make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    opened = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(opened, "wb") as file:
            file.writelines(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def reason(error: OSError) -> str:
    """What went wrong, to stand after a colon."""
    told = error.strerror or str(error)
    return told[:1].lower() + told[1:]
