"""From the paths on the command line to the scripts behind them."""

from __future__ import annotations

import os

from signal_dsl.cli.terminal import reason
from signal_dsl.errors import SourceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from signal_dsl.cli.gitignore import Gitignore

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


def find_scripts(paths: Iterable[str]) -> Iterator[str | SourceError]:
    """The scripts that `paths` mean, each once, in an order that depends on names alone.

    A file is taken whatever it is called, and so is `-`, standard input. In a folder it is the files that end in
    `.signal`, also in the folders below, but not what git ignores. What cannot be read is an error in its place.
    """
    seen = set()
    for path in paths:
        for found in _walk(path) if path != STDIN and os.path.isdir(path) else (path,):
            if isinstance(found, SourceError):
                yield found
                continue
            place = found if found == STDIN else os.path.abspath(found)
            if place not in seen:
                seen.add(place)
                yield found


def _walk(top: str) -> Iterator[str | SourceError]:
    """The scripts of a folder. Links to folders are not followed, so there can be no loop."""
    from signal_dsl.cli.gitignore import gitignores_above, ignored, read_gitignore

    shown = top.rstrip(os.sep) or os.sep
    absolute = os.path.abspath(top)
    above = gitignores_above(absolute)
    if ignored(above, absolute, True):
        above = []  # whoever names an ignored folder means it
    # A stack of what is still to be done: the path as it is shown and in full; for a folder the rules that hold there.
    todo: list[tuple[str, str, list[Gitignore] | None]] = [("" if shown == os.curdir else shown, absolute, above)]
    while todo:
        shown, path, rules = todo.pop()
        if rules is None:
            yield shown if _can_be_read(path) else _unreadable(shown, "it is not a file")
            continue
        try:
            with os.scandir(path) as scan:
                entries = sorted(scan, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield _unreadable(shown or top, reason(error))
            continue
        if own := read_gitignore(path):
            rules = [*rules, own]
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            wanted = entry.name not in _SKIPPED if is_folder else entry.name.endswith(ENDING)
            if not wanted or ignored(rules, entry.path, is_folder) or (not is_folder and os.path.isdir(entry.path)):
                continue
            todo.append((os.path.join(shown, entry.name), entry.path, rules if is_folder else None))


def _unreadable(path: str, why: str) -> SourceError:
    return SourceError(f"{path} cannot be read: {why}.", path=path)


def _can_be_read(path: str) -> bool:
    """Whether opening `path` gives a file, or at least a reason; a pipe would wait for somebody to write to it."""
    return os.path.isfile(path) or not os.path.exists(path)
