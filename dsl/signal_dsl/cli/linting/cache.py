"""Outcomes that are known from earlier runs."""

from __future__ import annotations

import os
import stat

from signal_dsl.cli.linting.digest import SIZE, blake2b
from signal_dsl.cli.linting.identity import identity
from signal_dsl.cli.linting.inputs import UNKNOWN, Inputs
from signal_dsl.cli.linting.outcome import Outcome
from signal_dsl.cli.linting.store import Store
from signal_dsl.diagnostics import WARNING
from signal_dsl.folders import cache_folder
from signal_dsl.source import MAX_SIZE, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_BINARY = getattr(os, "O_BINARY", 0)  # of Windows alone
# Bytes; longer scripts take more than one reading.
_MOST_SCRIPTS = 1 << 14


def open_cache(choices: Iterable[tuple[str, ...]], files: Iterable[str]) -> Cache | None:
    """What is known from runs with the same `choices`, options and their values, and the same contents of `files`.

    None where nothing can be known.
    """
    folder = cache_folder()
    inputs = Inputs()
    contents = [inputs.file(os.path.abspath(path)) for path in files]
    if not folder or UNKNOWN in contents:
        return None
    return Cache(Store(os.path.join(folder, "lint"), identity([*choices, *contents])), inputs)


class Cache:
    """Knows scripts by what they say and by the configuration that holds for them, whatever their dates are.

    `inputs` are the files besides the scripts. No method raises anything because of what it reads or writes.
    """

    def __init__(self, store: Store, inputs: Inputs) -> None:
        self.store = store
        self._inputs = inputs
        # By folder, as it stands in paths: in full, what its configuration is known by, and the hash that begins keys.
        self._folders: dict[str, tuple[str, str, blake2b]] = {}

    def get(self, path: str) -> Outcome | None:
        """What linting the script at `path` comes to; None where that is not known."""
        data = _read(path)
        text = None if data is None else self.store.get(self._key(path, data))
        if data is None or text is None:
            return None
        if not text:
            return Outcome(Source("", path), (), WARNING)
        from signal_dsl.cli.linting.entries import outcome

        return outcome(text, Source(data.decode("utf-8"), path))

    def put(self, path: str, outcome: Outcome) -> None:
        """Remember what linting the script at `path` came to."""
        from signal_dsl.cli.linting.entries import entry

        if key := self._key(path, outcome.source.text.encode("utf-8")):
            self.store.put(key, entry(outcome))

    def save(self) -> None:
        """Keep it all for later runs, unless a configuration has changed: then nobody knows with which it was found."""
        if self._inputs.unchanged():
            self.store.save()

    def _key(self, path: str, data: bytes) -> str:
        """What a script is known by; empty where it cannot be."""
        head, name = os.path.split(path)
        known = self._folders.get(head)
        if known is None:
            folder = os.path.abspath(head)
            configs = self._inputs.configs(folder)
            known = self._folders[head] = (folder, configs, blake2b(f"{configs}\n".encode(), digest_size=SIZE))
        folder, configs, begun = known
        if configs == UNKNOWN:
            return ""
        hashed = begun.copy()
        if configs:  # it may speak of paths, and findings may name it
            hashed.update(b"%a\n" % os.path.join(folder, name))
        hashed.update(data)
        return hashed.hexdigest()


def _read(path: str) -> bytes | None:
    """What a file holds; None where it cannot be read, or only once, as a pipe, or is none of ours."""
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_SIZE:
            return None
        opened = os.open(path, os.O_RDONLY | _BINARY)
        try:
            data = os.read(opened, _MOST_SCRIPTS)
            if len(data) == _MOST_SCRIPTS:
                while more := os.read(opened, 1 << 20):
                    data += more
            return data
        finally:
            os.close(opened)
    except (OSError, ValueError):
        return None
