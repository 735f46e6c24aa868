"""Ids of jobs, results and strategies: what can be one, as a part of an address or a file's name."""

from __future__ import annotations

from urllib.parse import quote

from signal_dsl.errors import UsageError

_LONGEST = 200
_NEVER = frozenset('/\\?#%" ')


def is_id(text: str) -> bool:
    """Whether a text can be an id: a word of printable characters that leads nowhere else, as `../x` would."""
    return bool(text.strip(".")) and len(text) <= _LONGEST and text.isprintable() and not _NEVER & set(text)


def part(id: str) -> str:
    """An id as a part of a path. Raises UsageError where it cannot be one."""
    if not is_id(id):
        raise UsageError(f"`{id[:40]}` is no id.", "`signal-dsl jobs` lists those of what was started here.")
    return quote(id, safe="")
