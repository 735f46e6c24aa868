"""Which files git would ignore, by the patterns of .gitignore files."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from pathspec import GitIgnoreSpec

    class Memory(Protocol):
        """Remembers texts under keys."""

        def get(self, key: str) -> str | None: ...

        def put(self, key: str, text: str) -> None: ...


class Gitignore:
    """The rules of one .gitignore, which hold for what lies below its folder."""

    def __init__(self, folder: str, text: str) -> None:
        self.folder = folder
        self.text = text
        self._spec: GitIgnoreSpec | None = None

    def ignores(self, path: str, is_folder: bool) -> bool | None:
        """Whether to ignore `path` (relative to the folder, with `/`); None where no pattern says."""
        if self._spec is None:
            self._spec = _spec(self.text.removeprefix("\ufeff").splitlines())
        return self._spec.check_file(path + "/" if is_folder else path).include

    def relative(self, path: str) -> str:
        """The path below its folder, with `/`, of what lies at `path`."""
        return path[len(self.folder.rstrip(os.sep)) + 1 :].replace(os.sep, "/")


def read_gitignore(folder: str) -> Gitignore | None:
    """The .gitignore of a folder; None where there is none that can be read."""
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="surrogateescape") as file:
            return Gitignore(folder, file.read())
    except OSError:
        return None


def gitignores_above(folder: str) -> list[Gitignore]:
    """Those of the folders above `folder` (an absolute path) in the same repository, the outermost first."""
    found = []
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return []  # no repository
        folder = parent
        if gitignore := read_gitignore(folder):
            found.append(gitignore)
    return found[::-1]


def ignored(
    gitignores: Sequence[Gitignore], folder: str, entries: Sequence[tuple[str, bool]], memory: Memory | None = None
) -> list[bool]:
    """Whether to ignore each of `entries` (name, is folder) of `folder` (absolute).

    The innermost .gitignore that says something decides. With a `memory` the patterns need not be read again for a
    folder that looks as it did.
    """
    if not gitignores or not entries:
        return [False] * len(entries)
    if memory is None:
        return [_ignored(gitignores, os.path.join(folder, name), is_folder) for name, is_folder in entries]
    from signal_dsl.cli.linting.digest import digest

    rules = [(gitignore.relative(folder), gitignore.text) for gitignore in gitignores]
    key = digest(ascii((rules, entries)).encode())
    known = memory.get(key)
    if known is not None and len(known) == len(entries):
        return [sign == "1" for sign in known]
    found = ignored(gitignores, folder, entries)
    memory.put(key, "".join(["1" if one else "0" for one in found]))
    return found


def _ignored(gitignores: Sequence[Gitignore], path: str, is_folder: bool) -> bool:
    for gitignore in reversed(gitignores):
        says = gitignore.ignores(gitignore.relative(path), is_folder)
        if says is not None:
            return says
    return False


def _spec(lines: list[str]) -> GitIgnoreSpec:
    import re
    import warnings

    from pathspec import GitIgnoreSpec  # takes longer to import than a script to lint, so only where there are patterns

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of `re`, about brackets within brackets
        try:
            return GitIgnoreSpec.from_lines(lines)
        except (ValueError, re.error):
            # Git passes over a line that is no pattern.
            return GitIgnoreSpec.from_lines([line for line in lines if _is_pattern(line)])


def _is_pattern(line: str) -> bool:
    import re

    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True
