"""Entries of the catalog as JSON."""

from __future__ import annotations

import json

from signal_dsl.catalog.describe import as_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.catalog import Function, Variable


def listing(entries: Iterable[Function | Variable]) -> str:
    """A list with an object for each entry, each on a line."""
    return "[\n" + ",\n".join([json.dumps(as_json(entry)) for entry in entries]) + "\n]\n"


def page(entry: Function | Variable) -> str:
    """One entry as an object."""
    return json.dumps(as_json(entry), indent=2) + "\n"
