"""The page's program and style sheet, which are built from vscode-extension/src/result and shared with the editor."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def script() -> str:
    return _read("_page.js")


@cache
def style() -> str:
    return _read("_page.css")


def _read(name: str) -> str:
    return files("signal_dsl.report").joinpath(name).read_text(encoding="utf-8")
