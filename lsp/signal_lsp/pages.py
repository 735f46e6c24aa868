"""Rules' pages as files, so that any editor can open them, also without a network."""

from __future__ import annotations

import os
import tempfile

from pygls.uris import from_fs_path

from signal_dsl import __version__
from signal_dsl.folders import cache_folder
from signal_dsl.ide.hover_comments import rule_page


def rule_uri(code: str) -> str | None:
    """The URI of a rule's page, which is written if it is not there; None where there is no such rule, or no room."""
    text = rule_page(code)
    folder = os.path.join(cache_folder() or tempfile.gettempdir(), "pages", __version__)
    path = os.path.join(folder, f"{code}.md")
    if not text:
        return None
    try:
        if not os.path.exists(path):
            os.makedirs(folder, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=folder, delete=False, encoding="utf-8") as file:
                file.write(text)
            os.replace(file.name, path)
    except OSError:
        return None
    uri: str | None = from_fs_path(path)
    return uri
