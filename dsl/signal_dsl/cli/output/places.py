"""The paths of files as the programs behind CI want them: from a folder on, with `/`, or as a URI."""

from __future__ import annotations

import os


def below(folder: str, name: str) -> str | None:
    """The path of the file `name` from `folder` on, with `/`; None where it lies elsewhere."""
    start = os.path.join(os.path.abspath(folder), "")
    path = os.path.abspath(name)
    if not os.path.normcase(path).startswith(os.path.normcase(start)):
        return None
    return path[len(start) :].replace(os.sep, "/")


def in_project(name: str, variable: str) -> str:
    """The path of the file `name` from the project's folder on, which CI tells in an environment variable.

    Without that, or outside of the project, it begins at the current folder.
    """
    project = os.environ.get(variable)
    path = below(project, name) if project else None
    return path or below(os.curdir, name) or name.replace(os.sep, "/")


def relative_uri(path: str) -> str:
    """A path with `/`, as a URI that is relative to a folder's."""
    from urllib.parse import quote

    return quote(os.fsencode(path))


def file_uri(name: str) -> str:
    """The whole URI of the file `name`; that of a folder ends in `/`, as URIs that others are relative to must."""
    from pathlib import Path

    uri = Path(os.path.abspath(name)).as_uri()
    return f"{uri}/" if os.path.isdir(name) and not uri.endswith("/") else uri


def without_surrogates(text: str) -> str:
    """`text` in what any program takes for Unicode: the bytes of a name that is no UTF-8 are escapes."""
    if text.isascii():
        return text
    return "".join([f"\\x{ord(char) - 0xDC00:02x}" if "\udc80" <= char <= "\udcff" else char for char in text])
