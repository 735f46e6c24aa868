"""Which files git would ignore.

Importing pathspec takes longer than linting a script, and nearly every folder lies in a repository. So the patterns are
read here, as gitignore(5) tells and git reads them.
"""

from __future__ import annotations

import os
import re

from signal_dsl.records import record

_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": " \\t-\\r",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}
_TOKEN = re.compile(
    r"\A(?:\*\*/)+|/\*\*/(?:\*\*/)*|/\*\*\Z|\*+|\?|\\.|\[[!^]?+\]?+(?:\[:[a-z]*:\]|\\.|[^\]\\])*+\]|.", re.DOTALL
)
_IN_BRACKET = re.compile(r"\[:([a-z]*):\]|(\\?.)(?:-(\\?.))?", re.DOTALL)
_NEVER = r"(?!)"


@record
class _Pattern:
    """A line of a .gitignore: the names (`anchored`: the paths) that it matches, literally or as an expression."""

    text: str
    expression: re.Pattern[str] | None
    anchored: bool
    only_folders: bool
    ignores: bool


class Gitignore:
    """The rules of one .gitignore, which hold for what lies below its folder."""

    def __init__(self, folder: str, text: str) -> None:
        self.folder = folder
        patterns = [_pattern(line.removesuffix("\r")) for line in text.removeprefix("\ufeff").split("\n")]
        # The last that matches decides.
        self._patterns = [pattern for pattern in reversed(patterns) if pattern]

    def ignores(self, path: str, is_folder: bool) -> bool | None:
        """Whether to ignore `path` (relative to the folder, with `/`); None where no pattern says."""
        name = path[path.rfind("/") + 1 :]
        for pattern in self._patterns:
            if pattern.only_folders and not is_folder:
                continue
            subject = path if pattern.anchored else name
            if subject == pattern.text if pattern.expression is None else pattern.expression.fullmatch(subject):
                return pattern.ignores
        return None


def read_gitignore(folder: str) -> Gitignore | None:
    """The .gitignore of a folder; None where there is none that can be read."""
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="surrogateescape", newline="\n") as file:
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


def _pattern(line: str) -> _Pattern | None:
    while line.endswith(" ") and not line.endswith("\\ "):
        line = line[:-1]
    if not line or line[0] == "#":
        return None
    ignores = line[0] != "!"
    text = line if ignores else line[1:]
    only_folders = text.endswith("/")
    text = text.removesuffix("/")
    if not text:
        return None
    anchored = "/" in text
    text = text.removeprefix("/")
    special = any(char in text for char in "*?[\\")
    return _Pattern(text, re.compile(_expression(text)) if special else None, anchored, only_folders, ignores)


def _expression(text: str) -> str:
    """The regular expression for a pattern with wildcards."""
    parts = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token.startswith("**/"):
            parts.append("(?:.*/)?")
        elif token.startswith("/**/"):
            parts.append("/(?:.*/)?")
        elif token == "/**":
            parts.append("/.+")
        elif token[0] == "*":
            parts.append("[^/]*")
        elif token == "?":
            parts.append("[^/]")
        elif token[0] == "[":
            parts.append(_bracket(token[1:-1]) if len(token) > 1 else _NEVER)
        elif token == "\\":
            parts.append(_NEVER)
        else:
            parts.append(re.escape(token[-1]))
    return "(?s:" + "".join(parts) + ")"


def _bracket(inside: str) -> str:
    """The expression for `[inside]`, which never matches a slash."""
    negated = inside[0] in "!^"
    parts = []
    for match in _IN_BRACKET.finditer(inside, int(negated)):
        name, low, high = match.groups()
        if name is None:
            parts.append(re.escape(low[-1]))
            if high and low[-1] <= high[-1]:  # in a range from high to low there is only its beginning
                parts.append("-" + re.escape(high[-1]))
        elif name in _CLASSES:
            parts.append(_CLASSES[name])
        else:
            return _NEVER
    return f"(?!/)[{'^' if negated else ''}{''.join(parts)}]"
