"""What all findings of a run depend on, besides the scripts and their configuration files."""

from __future__ import annotations

import os
import sys

import signal_dsl
from signal_dsl._version import __version__
from signal_dsl.cli.linting.digest import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def identity(choices: Iterable[object]) -> str:
    """One line of ASCII that differs where this program, or one of the user's `choices` for this run does.

    The name of the current folder is in it, so that each project has a cache of its own; not its path, because that is
    another one on each machine of a build farm.
    """
    project = os.path.basename(os.getcwd())
    return ascii((__version__, sys.version_info[:3], _fingerprint(), project, *choices))


def _fingerprint() -> str:
    """A hash over the dates and sizes of this package's files: who works on a rule wants its new findings at once."""
    lines = []
    todo = [os.path.dirname(signal_dsl.__file__)]
    try:
        while todo:
            with os.scandir(todo.pop()) as scan:
                for entry in scan:
                    if entry.is_dir(follow_symlinks=False):
                        if entry.name != "__pycache__":
                            todo.append(entry.path)
                    else:
                        found = entry.stat()
                        lines.append(f"{entry.path} {found.st_mtime_ns} {found.st_size}")
    except OSError:
        return ""  # it lies in an archive, whose version has to do
    lines.sort()
    return digest("\n".join(lines).encode("utf-8", "surrogateescape"))
