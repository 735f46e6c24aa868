"""From the paths on the command line to the scripts behind them."""

from __future__ import annotations

import os
import sys

from signal_dsl.cli.terminal import reason
from signal_dsl.errors import SourceError
from signal_dsl.source import MAX_SIZE, Source, decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from signal_dsl.cli.gitignore import Gitignore, Memory

ENDING = ".signal"
STDIN = "-"
# Folders of tools, not of people: they may be huge, and not every repository ignores them.
_SKIPPED = {
    ".git",
    ".hg",
    ".svn",
    ".venv",
    "venv",
    ".tox",
    ".nox",
    "node_modules",
    "site-packages",
    "__pycache__",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
}


def find_scripts(paths: Iterable[str], memory: Memory | None = None) -> Iterator[str | SourceError]:
    """The scripts that `paths` mean, each once, in an order that depends on names alone.

    A file is taken whatever it is called, and so is `-`, standard input. In a folder it is the files that end in
    `.signal`, also in the folders below, but not what git ignores. What cannot be read is an error in its place.
    `memory` is for what git ignores.
    """
    seen = set()
    for path in paths:
        if path == STDIN:
            meant: Iterable[tuple[str | SourceError, str]] = [(path, path)]
        else:
            meant = _walk(path, memory) if os.path.isdir(path) else [(path, os.path.abspath(path))]
        for found, place in meant:
            if place not in seen:
                seen.add(place)
                yield found


def read_stdin(name: str) -> Source:
    """The script on standard input, which is to be called `name`. Raises `SourceError`."""
    try:
        return Source(decode(sys.stdin.buffer.read(MAX_SIZE + 1), name), name)
    except (OSError, AttributeError):  # a folder, or closed before the start
        raise SourceError("Standard input cannot be read.", "Pipe a script into it.") from None


def _walk(top: str, memory: Memory | None) -> Iterator[tuple[str | SourceError, str]]:
    """The scripts of a folder, each with its path in full. Links to folders are not followed, so there is no loop."""
    from signal_dsl.cli.gitignore import gitignores_above, ignored, read_gitignore

    shown = top.rstrip(os.sep) or os.sep
    absolute = os.path.abspath(top)
    above = gitignores_above(absolute)
    if any(ignored(above, os.path.dirname(absolute), [(os.path.basename(absolute), True)], memory)):
        above = []  # whoever names an ignored folder means it
    # A stack of what is still to be done: what is told of it and its path in full; for a folder the rules that hold.
    todo: list[tuple[str | SourceError, str, list[Gitignore] | None]] = []
    todo.append(("" if shown == os.curdir else shown, absolute, above))
    while todo:
        found, path, rules = todo.pop()
        if rules is None or isinstance(found, SourceError):
            yield found, path
            continue
        try:
            with os.scandir(path) as scan:
                entries = sorted(scan, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield _unreadable(found or top, reason(error), "Change its permissions, or name another."), path
            continue
        if own := read_gitignore(path):
            rules = [*rules, own]
        wanted = [entry for entry in entries if _is_wanted(entry)]
        # What an entry is asked here it knows from reading the folder; only links and pipes cost another look.
        kinds = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in wanted]
        inside = os.path.join(found, "")
        ignoring = ignored(rules, path, kinds, memory)
        for entry, (name, is_folder), is_ignored in zip(wanted, kinds, ignoring, strict=True):
            if is_ignored or (entry.is_symlink() and os.path.isdir(entry.path)):
                continue
            found = inside + name
            if is_folder or entry.is_file(follow_symlinks=False) or _can_be_read(entry.path):
                todo.append((found, entry.path, rules if is_folder else None))
            else:
                todo.append(
                    (_unreadable(found, "it is not a file", "Take it away, or let git ignore it."), entry.path, None)
                )


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    return entry.name not in _SKIPPED if entry.is_dir(follow_symlinks=False) else entry.name.endswith(ENDING)


def _unreadable(path: str, why: str, remedy: str) -> SourceError:
    return SourceError(f"{path} cannot be read: {why}.", remedy, path)


def _can_be_read(path: str) -> bool:
    """Whether opening `path` gives a file, or at least a reason; a pipe would wait for somebody to write to it."""
    return os.path.isfile(path) or not os.path.exists(path)
