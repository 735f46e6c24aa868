"""Live catalogs: the list of indicators, operators and variables that the platform gives.

Its schema is not public, so reading is tolerant. Understood are bare names, signatures, objects that describe
themselves, all of them in lists, by name or in groups, with or without the platform's envelope. What is not understood
is skipped and counted.
"""

from __future__ import annotations

from signal_dsl import saved
from signal_dsl.catalog.live.model import LiveCatalog
from signal_dsl.catalog.live.reader import Reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.catalog.catalog import Catalog

_WHAT = ("catalog", "GET /meta/indicators")


def read(path: str) -> object:
    """The JSON in the file at `path`. Raises CatalogError where it cannot be read or is not JSON."""
    return saved.read(path, *_WHAT)


def decode(data: object, base: Catalog) -> LiveCatalog:
    """What `data` says, as far as it can be understood; `base` tells which names are known.

    Raises CatalogError where it is an answer by which the platform refuses.
    """
    reader = Reader(base)
    reader.walk(saved.accepted(data, *_WHAT), "", "", 0)
    warnings = []
    if reader.skipped:
        entries = "1 entry" if reader.skipped == 1 else f"{reader.skipped} entries"
        warnings.append(f"Skipped {entries} of the live catalog that could not be understood.")
    if reader.announced > reader.seen:
        warnings.append(f"The live catalog holds {reader.seen} of the {reader.announced} entries that it announces.")
    return LiveCatalog(reader.functions, reader.variables, reader.operators, not warnings, tuple(warnings))
