"""What functions and variables exist: built-in data, live data, their merge.

    builtin() -> Catalog          what this package knows by itself
    load(path) -> Catalog         a file with the platform's list, merged with it
    synced.current()              the catalog in force: the platform's list as it was last fetched, or the built-in one

Only what `lint` needs is imported here; live catalogs and descriptions are loaded when they are asked for.
"""

from __future__ import annotations

import os

from signal_dsl.catalog.catalog import BUILT_IN, LIVE, Catalog
from signal_dsl.catalog.model import Constraint, Formula, Function, Output, Parameter, Variable

__all__ = [
    "BUILT_IN",
    "LIVE",
    "Catalog",
    "Constraint",
    "Formula",
    "Function",
    "Output",
    "Parameter",
    "Variable",
    "builtin",
    "load",
]

PATH = os.path.join(os.path.dirname(__file__), "builtin.json")
_builtin: Catalog | None = None


def builtin() -> Catalog:
    """The built-in catalog; made once in a process."""
    global _builtin
    if _builtin is None:
        with open(PATH, encoding="utf-8") as file:
            found = sections(file.read())
        ma_types = {name: int(number) for name, number in found["ma_types"].items()}
        _builtin = Catalog(found["functions"], found["variables"], found["formulas"], ma_types)
    return _builtin


def load(path: str) -> Catalog:
    """The catalog in the file at `path`, as the platform gave it, merged with the built-in one.

    Raises CatalogError where the file cannot be read or is not JSON. What is JSON but cannot be understood leaves the
    built-in catalog in force; `warnings` of the result say so.
    """
    from signal_dsl.catalog.live import decode, read
    from signal_dsl.catalog.live.merge import merge

    return merge(builtin(), decode(read(path), builtin()))


def sections(text: str) -> dict[str, dict[str, str]]:
    """The sections of builtin.json, or of a file in its form, with the JSON text of each entry.

    That is JSON with one entry a line, and the lines are told apart without decoding them, which takes a sixth of
    the time.
    """
    sections: dict[str, dict[str, str]] = {}
    section: dict[str, str] = {}
    for line in text.split("\n"):
        name, _, entry = line.partition('": ')
        if entry == "{":
            section = sections[name[1:]] = {}
        elif entry:
            section[name[1:]] = entry.rstrip(",")
    return sections
