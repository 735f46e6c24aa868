"""The catalog that is in force: the platform's list as it was last fetched, over the built-in one; or that alone.

`signal-dsl indicators sync` fetches the list into the cache folder. The command line, the linter and the language
server all ask `current`, so they never disagree. Nothing here touches the network.
"""

from __future__ import annotations

import os

from signal_dsl.catalog import PATH, builtin, sections
from signal_dsl.catalog.catalog import LIVE, Catalog
from signal_dsl.errors import CatalogError
from signal_dsl.folders import catalog_file
from signal_dsl.records import record

VERSION = 1
# The origin of a list that is not the platform's own.
SANDBOX = "the sandbox"
_DAMAGED = "The platform's list of indicators in the cache is damaged, so the built-in catalog holds. "
_AGAIN = "`signal-dsl indicators sync` fetches it again."


@record
class Provenance:
    """Where the names that scripts use are looked up.

    `origin` is the address that the list was fetched from, empty for the built-in catalog; `fetched_at` when, in
    ISO 8601, UTC.
    """

    origin: str = ""
    fetched_at: str = ""

    @property
    def is_synced(self) -> bool:
        """Whether it is the platform's list."""
        return bool(self.origin)

    def age(self) -> float:
        """Seconds since it was fetched, 0 for the built-in catalog or where the clock was turned back."""
        from datetime import UTC, datetime

        if not self.fetched_at:
            return 0.0
        return max(0.0, datetime.now(UTC).timestamp() - datetime.fromisoformat(self.fetched_at).timestamp())

    def __str__(self) -> str:
        """For people: what it is, how old, and from where."""
        if not self.origin:
            return "the built-in catalog"
        if self.origin == SANDBOX:
            return f"the sandbox's list, fetched {_ago(self.age())}"
        return f"the platform's list, fetched {_ago(self.age())} from {self.origin}"


# The last that was read: path, what changes whenever it is written, and what came of it.
_known: tuple[str, object, Catalog, Provenance] | None = None


def current() -> tuple[Catalog, Provenance]:
    """The catalog in force, and where it is from. Costs one look at a file where nothing has changed; raises nothing.

    A list that is damaged is passed over; the catalog's `warnings` then say so.
    """
    global _known
    place = catalog_file()
    try:
        found = os.stat(place)
    except (OSError, ValueError):
        return builtin(), Provenance()
    stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
    if _known is None or _known[:2] != (place, stamp):
        _known = (place, stamp, *_read(place))
    return _known[2], _known[3]


def made_for() -> str:
    """What tells the built-in catalog from that of another version of this package."""
    from zlib import crc32

    with open(PATH, "rb") as file:
        return f"{crc32(file.read()):08x}"


def _read(place: str) -> tuple[Catalog, Provenance]:
    from zlib import crc32  # a library of its own to load, which nobody needs who has fetched no list

    try:
        with open(place, encoding="ascii") as file:
            first, _, rest = file.read().partition("\n")
        if first != f'{{"sum": {crc32(rest.encode("ascii"))},':
            raise ValueError("not as it was written")
        found = sections(rest)
        kept = {name: found["kept"][name] for name in ("version", "origin", "fetched_at", "made_for", "authoritative")}
        if int(kept["version"]) != VERSION:
            raise ValueError("of another version")
        provenance = Provenance(kept["origin"].strip('"'), kept["fetched_at"].strip('"'))
        if len(provenance.fetched_at) != len("2026-11-28T12:00:00Z"):
            raise ValueError("without a date")
        if kept["made_for"].strip('"') != made_for():
            return _merged(found["kept"]["answer"]), provenance
    except (CatalogError, OSError, LookupError, ValueError, RecursionError):
        return builtin().with_warnings((_DAMAGED + _AGAIN,)), Provenance()
    catalog = Catalog(
        found["functions"],
        found["variables"],
        found["formulas"],
        builtin().ma_types,
        provenance=LIVE,
        authoritative=kept["authoritative"] == "true",
    )
    return catalog, provenance


def _merged(answer: str) -> Catalog:
    """The list, over a built-in catalog that is not the one that it was fetched for. What is off was told then."""
    import json

    from signal_dsl.catalog.live import decode
    from signal_dsl.catalog.live.merge import merge

    return merge(builtin(), decode(json.loads(answer), builtin())).with_warnings(())


def _ago(seconds: float) -> str:
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        count = int(seconds // size)
        if count:
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
