"""Replacing what stands in a file, so that whatever happens, the old text or the new one is there in full."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from signal_dsl.cli.terminal import reason
from signal_dsl.errors import SignalDslError
from signal_dsl.source import Source, read_source

_BINARY = getattr(os, "O_BINARY", 0)  # of Windows alone


class File:
    """A file that is read now and may be rewritten later. Raises `SignalDslError` where it cannot be read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._found = self._status()
        if self._found and not stat.S_ISREG(self._found.st_mode):
            raise SignalDslError(f"{path} cannot be rewritten: it is not a file.", "Pipe it in, and name it `-`.")
        self.source: Source = read_source(path)

    def rewrite(self, text: str) -> None:
        """Put `text` into the file; its mode stays, and a link to it stays a link.

        Raises `SignalDslError` where that cannot be done, or where somebody else has changed the file since it was
        read; then the file is as it was.
        """
        target = os.path.realpath(self.path)
        temporary = _beside(target)
        try:
            found = os.stat(target)
            # Even where we could: who takes the right to write away from everybody wants it to stay as it is.
            if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
                raise PermissionError(None, "it is read-only")
            opened = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
            try:
                with open(opened, "wb") as file:
                    file.write(text.encode("utf-8"))
                    file.flush()
                    os.fsync(opened)
                _give(temporary, found)
                if _changed(self._found, self._status()):
                    raise SignalDslError(f"{self.path} was changed meanwhile, so it stays as it is.", "Try again.")
                os.replace(temporary, target)
            except BaseException:
                os.unlink(temporary)
                raise
        except OSError as error:
            raise SignalDslError(f"{self.path} cannot be written: {reason(error)}.", "It stays as it is.") from None

    def _status(self) -> os.stat_result | None:
        try:
            return os.stat(self.path)
        except (OSError, ValueError):
            return None  # reading it tells why


def create(path: str, text: str) -> None:
    """Put `text` into a new file. Raises `SignalDslError` where that cannot be done, or where there is one."""
    temporary = _beside(path)
    try:
        with open(temporary, "xb") as file:
            try:
                file.write(text.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
                if os.path.lexists(path):
                    raise FileExistsError(None, "somebody else has written it meanwhile")
            except BaseException:
                file.close()
                os.unlink(temporary)
                raise
        os.replace(temporary, path)
    except OSError as error:
        raise SignalDslError(f"{path} cannot be written: {reason(error)}.", "Name another file.") from None


def _beside(path: str) -> str:
    """A new name in a file's folder: only within a file system can one file take the place of another at once."""
    return os.path.join(os.path.dirname(path), f".signal-dsl-{os.getpid()}.tmp")


def _give(path: str, like: os.stat_result) -> None:
    """Give a file the owner (if we may) and the mode of another."""
    if os.name == "posix" and (os.geteuid(), os.getegid()) != (like.st_uid, like.st_gid):
        with suppress(PermissionError):
            os.chown(path, like.st_uid, like.st_gid)
    os.chmod(path, stat.S_IMODE(like.st_mode))


def _changed(before: os.stat_result | None, now: os.stat_result | None) -> bool:
    if before is None or now is None:
        return True
    return (before.st_ino, before.st_size, before.st_mtime_ns) != (now.st_ino, now.st_size, now.st_mtime_ns)
