"""The catalog that names are looked up in: the client's choice, or the one in force, which `lint` uses, too."""

from __future__ import annotations

import os

from signal_dsl.catalog import Catalog, builtin, load, synced
from signal_dsl.errors import CatalogError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Catalogs:
    """Catalogs by file. Asking for one costs a look at the file's date; nothing here touches the network.

    `tell` is called once with what is wrong with a file.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._chosen: dict[str, tuple[object, Catalog]] = {}

    def current(self, path: str = "") -> tuple[Catalog, str]:
        """The catalog, and the day on which it was fetched from the platform, empty for any other.

        `path` is the file that the client has chosen, empty for none.
        """
        if path:
            return self._file(path), ""
        catalog, provenance = synced.current()
        for warning in catalog.warnings:
            self._tell(warning)
        return catalog, provenance.fetched_at[:10]

    def _file(self, path: str) -> Catalog:
        try:
            stamp: object = os.stat(path).st_mtime_ns
        except (OSError, ValueError):
            stamp = None
        known = self._chosen.get(path)
        if known is None or known[0] != stamp:
            try:
                catalog = load(path)
                for warning in catalog.warnings:
                    self._tell(warning)
            except CatalogError as error:
                self._tell(f"{error} The built-in catalog is used.")
                catalog = builtin()
            known = self._chosen[path] = (stamp, catalog)
        return known[1]
