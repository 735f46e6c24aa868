"""Which files git would ignore, by the patterns of .gitignore files."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Gitignore:
    """The rules of one .gitignore, which hold for what lies below its folder."""

    def __init__(self, folder: str, text: str) -> None:
        self.folder = folder
        self._spec = _spec(text.removeprefix("\ufeff").splitlines())

    def ignores(self, path: str, is_folder: bool) -> bool | None:
        """Whether to ignore `path` (relative to the folder, with `/`); None where no pattern says."""
        return self._spec.check_file(path + "/" if is_folder else path).include


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


def ignored(gitignores: list[Gitignore], path: str, is_folder: bool) -> bool:
    """Whether to ignore `path` (absolute): the innermost .gitignore that says something decides."""
    for gitignore in reversed(gitignores):
        relative = path[len(gitignore.folder.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
        says = gitignore.ignores(relative, is_folder)
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
