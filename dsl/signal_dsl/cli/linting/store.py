"""The file in which findings are kept from one run to the next.

A run reads it once, and writes it once if there is something to add. Whatever is wrong with it, it is as good as empty:
the first line holds a hash of the rest. It is replaced at once, so no run ever sees half of it, and what another run
has added meanwhile stays.

    signal-dsl lint 1 HASH
    CONTEXT                 what all of these findings depend on; a file of another context is none
    =DAY KEY KEY KEY        scripts without findings, by the day when they were last asked for
    !DAY KEY TEXT           one with findings
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from time import time

from signal_dsl.cli.linting.digest import digest
from signal_dsl.cli.terminal import reason

_MAGIC = "signal-dsl lint 1"
_DAY_SECONDS = 86_400
# What nobody has asked for during so many days goes, and what is over these numbers, the oldest first.
_MOST_DAYS = 30
_MOST_ENTRIES = 100_000
_MOST_CHARACTERS = 32_000_000
_MOST_FILES = 64
_LOCK = "lock"
_BINARY = getattr(os, "O_BINARY", 0)  # of Windows alone


class Store:
    """Texts under keys (of hexadecimal digits). A text is one line of ASCII; the empty one is stored best.

    `context` is one line of ASCII, too. `fault` says what kept it from being read or written, empty for nothing. No
    method raises anything, or says anything.
    """

    def __init__(self, folder: str, context: str) -> None:
        self.folder = folder
        self.path = os.path.join(folder, digest(context.encode()))
        self.fault = ""
        self._context = context
        self._today = int(time() // _DAY_SECONDS)
        self._changed = False
        self._texts, self._days = self._read()

    def get(self, key: str) -> str | None:
        """The text under a key; None where there is none."""
        text = self._texts.get(key)
        if text is not None and self._days[key] != self._today:
            self._days[key] = self._today
            self._changed = True
        return text

    def put(self, key: str, text: str) -> None:
        """Remember a text."""
        self._texts[key] = text
        self._days[key] = self._today
        self._changed = True

    def save(self) -> None:
        """Write it, if there is something that the file does not say."""
        if not self._changed:
            return
        try:
            os.makedirs(self.folder, mode=0o700, exist_ok=True)
            from signal_dsl.locking import locked

            with locked(os.path.join(self.folder, _LOCK)):
                first = not os.path.exists(self.path)
                self._write()
            if first:
                _sweep(self.folder, time())
        except OSError as error:
            self.fault = f"{self.folder} cannot be written: {reason(error)}"
        self._changed = False

    def _read(self) -> tuple[dict[str, str], dict[str, int]]:
        """What the file holds, and when it was last asked for; nothing where it is not as it was written."""
        texts: dict[str, str] = {}
        days: dict[str, int] = {}
        try:
            data = _bytes(self.path)
            head, _, rest = data.partition(b"\n")
            if head != f"{_MAGIC} {digest(rest)}".encode():
                raise ValueError("is damaged")
            context, *lines = rest.decode("ascii").split("\n")
            if context != self._context:
                raise ValueError("is of another run")
            for line in lines:
                day, _, entry = line[1:].partition(" ")
                if line[0] == "=":
                    keys = entry.split(" ")
                    texts.update(dict.fromkeys(keys, ""))
                    days.update(dict.fromkeys(keys, int(day)))
                else:
                    key, _, text = entry.partition(" ")
                    texts[key] = text
                    days[key] = int(day)
        except FileNotFoundError:
            pass
        except OSError as error:
            self.fault = f"{self.path} cannot be read: {reason(error)}"
        except (ValueError, IndexError):
            self.fault = f"{self.path} is damaged, and not used"
            return {}, {}
        return texts, days

    def _write(self) -> None:
        """Put a new file into the place of the old one. Raises `OSError`."""
        texts, days = self._read()  # others may have written it since
        for key, text in self._texts.items():
            texts[key] = text
            days[key] = max(self._days[key], days.get(key, 0))
        lines = self._lines(texts, days)
        rest = "\n".join([self._context, *lines]).encode("ascii")
        temporary = f"{self.path}.{os.getpid()}.tmp"
        try:
            opened = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
            with open(opened, "wb") as file:
                file.write(f"{_MAGIC} {digest(rest)}\n".encode())
                file.write(rest)
            os.replace(temporary, self.path)
        except BaseException:
            _remove(temporary)
            raise

    def _lines(self, texts: dict[str, str], days: dict[str, int]) -> list[str]:
        """What is worth keeping, as the lines of the file."""
        newest = sorted(texts, key=lambda key: (-days[key], key))
        lines = []
        clean: dict[int, list[str]] = {}
        room = _MOST_CHARACTERS
        for key in newest[:_MOST_ENTRIES]:
            day, text = days[key], texts[key]
            room -= len(text) + len(key)
            if day < self._today - _MOST_DAYS or room < 0:
                break
            if text:
                lines.append(f"!{day} {key} {text}")
            else:
                clean.setdefault(day, []).append(key)
        return [*(f"={day} {' '.join(keys)}" for day, keys in clean.items()), *lines]


def _bytes(path: str) -> bytes:
    """What a file holds. Raises `OSError`; a pipe is not waited for, and a huge file is not ours."""
    found = os.stat(path)
    if not stat.S_ISREG(found.st_mode) or found.st_size > 2 * _MOST_CHARACTERS:
        raise ValueError("is no cache")
    with open(path, "rb", buffering=0) as file:
        return file.read()


def _sweep(folder: str, now: float) -> None:
    """Remove the files of runs that nobody repeats: of other versions, of other settings. Raises `OSError`."""
    with os.scandir(folder) as scan:
        files = sorted([(entry.stat().st_mtime, entry.path) for entry in scan if entry.name != _LOCK], reverse=True)
    for number, (time_changed, path) in enumerate(files):
        days = (now - time_changed) / _DAY_SECONDS
        if number >= _MOST_FILES or days > _MOST_DAYS or (path.endswith(".tmp") and days > 1):
            _remove(path)


def _remove(path: str) -> None:
    with suppress(OSError):  # somebody else did, or nobody can
        os.unlink(path)
