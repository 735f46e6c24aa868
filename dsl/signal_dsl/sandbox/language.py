"""The language as the sandbox has it: the built-in catalog, which is all there is here."""

from __future__ import annotations

from functools import cache

from signal_dsl.catalog import Catalog, builtin


@cache
def catalog() -> Catalog:
    """The built-in catalog, of which the sandbox knows what it is on the platform only a belief: a name that it lacks
    does not exist."""
    known = builtin()
    return Catalog(
        {one.name: one for one in known.functions()},
        {one.name: one for one in known.variables()},
        known.formulas,
        known.ma_types,
        provenance="live",
        authoritative=True,
    )
