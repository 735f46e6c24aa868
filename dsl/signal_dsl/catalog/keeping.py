"""The text of the file in which a fetched list is kept, already merged with the built-in catalog.

It is JSON with one entry a line, as builtin.json is, so that it is read as quickly: linting must not wait for a merge.
The answer as it came is in it, too, for a version of this package whose built-in catalog is another one.
"""

from __future__ import annotations

import json
from zlib import crc32

from signal_dsl.catalog import builtin, synced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.catalog.catalog import Catalog


def kept_text(answer: object, provenance: synced.Provenance, merged: Catalog) -> str:
    """What `synced.current` reads: the list in `answer`, and what became of it."""
    head = {
        "version": synced.VERSION,
        "origin": provenance.origin,
        "fetched_at": provenance.fetched_at,
        "made_for": synced.made_for(),
        "authoritative": merged.authoritative,
        "answer": answer,
    }
    sections: dict[str, dict[str, object]] = {
        "kept": head,
        "functions": {one.name: _plain(one, "name") for one in merged.functions()},
        "variables": {one.name: _plain(one, "name") for one in merged.variables()},
        "formulas": {one.name: _plain(one, "name") for one in builtin().formulas.values()},
    }
    blocks = []
    for name, entries in sections.items():
        lines = [f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in entries.items()]
        blocks.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
    rest = ",\n".join(blocks) + "\n}\n"
    return f'{{"sum": {crc32(rest.encode("ascii"))},\n{rest}'


def _plain(value: object, left_out: str = "") -> object:
    """A record as `Catalog` reads it: its fields without those that have their defaults."""
    names: tuple[str, ...] | None = getattr(type(value), "__fields__", None)
    if names is None:
        return [_plain(one) for one in value] if isinstance(value, tuple) else value
    return {
        name: _plain(field)
        for name in names
        if name != left_out and ((field := getattr(value, name)) != getattr(type(value), name, _plain))
    }
