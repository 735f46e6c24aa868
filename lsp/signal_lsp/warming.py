"""Loads what the first requests will need, one file at a time in a quiet moment, so that none of them waits for it."""

from __future__ import annotations

import asyncio
from importlib import import_module

from signal_lsp.features import FEATURES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Seconds after the start; by then the first document has its diagnostics.
_SOON = 1.0
# What the language's own files load when they first need it.
_LATE = ("difflib", "signal_dsl.syntax.recovery", "signal_dsl.ide.completion.expressions", "signal_dsl.rules.silences")


def start() -> None:
    """Begin soon."""
    files = dict.fromkeys(name.partition(":")[0] for name in FEATURES.values())
    names = iter([*_LATE, *(f"signal_lsp.features.{file}" for file in files)])
    asyncio.get_running_loop().call_later(_SOON, _next, names)


def _next(names: Iterator[str]) -> None:
    name = next(names, None)
    if name is not None:
        import_module(name)
        asyncio.get_running_loop().call_later(0.01, _next, names)
