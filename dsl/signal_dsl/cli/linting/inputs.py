"""The files besides a script that its findings depend on, read as bytes: that is quicker than to understand them."""

from __future__ import annotations

import os
import stat

from signal_dsl.cli.linting.digest import digest
from signal_dsl.settings.find import FILES, SIGN

# What stands for a file that cannot be read, or that can be read only once, such as a pipe.
UNKNOWN = "?"


class Inputs:
    """Reads each file once, and tells later whether one has changed since."""

    def __init__(self) -> None:
        # By path: the hash, and what changes whenever the file is written.
        self._files: dict[str, tuple[str, object]] = {}
        self._folders: dict[str, str] = {}

    def file(self, path: str, sign: bytes = b"") -> str:
        """The hash of a file; `UNKNOWN` where it has none, and empty where there is no file that holds `sign`."""
        if path not in self._files:
            self._files[path] = _read(path, sign)
        return self._files[path][0]

    def configs(self, folder: str) -> str:
        """What tells which configuration holds in `folder` (absolute): a line that is the same for the same files.

        It names all files from which `settings.find_config` chooses, and is empty where there are none. It is `UNKNOWN`
        where it does not tell, because one of them cannot be read.
        """
        passed: list[tuple[str, str]] = []
        at = folder
        while (told := self._folders.get(at)) is None:
            own, is_last = self._own(at)
            passed.append((at, own))
            parent = os.path.dirname(at)
            if is_last or parent == at:
                told = ""
                break
            at = parent
        for at, own in reversed(passed):
            told = self._folders[at] = UNKNOWN if UNKNOWN in (own, told) else own + told
        return told

    def unchanged(self) -> bool:
        """Whether all of it is still as it was, so that what was found in between was found with it."""
        return all(_read(path, SIGN.get(os.path.basename(path), b"")) == read for path, read in self._files.items())

    def _own(self, folder: str) -> tuple[str, bool]:
        """What the files in a folder add, and whether those above it do not matter."""
        told = ""
        for name in FILES:
            path = os.path.join(folder, name)
            found = self.file(path, SIGN.get(name, b""))
            if found == UNKNOWN:
                if os.path.isfile(path):
                    return UNKNOWN, True
            elif found:
                told += f"{path!a} {found} "
                if name not in SIGN:
                    return told, True
        return told, False


def _read(path: str, sign: bytes) -> tuple[str, object]:
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            return UNKNOWN, None
        with open(path, "rb", buffering=0) as file:
            data = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return "", None
    except (OSError, ValueError):
        return UNKNOWN, None
    return (digest(data), (found.st_mtime_ns, found.st_ino)) if sign in data else ("", None)
