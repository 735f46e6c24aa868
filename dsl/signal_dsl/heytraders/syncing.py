"""Fetches the platform's list of indicators to where `signal_dsl.catalog.synced` finds it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from signal_dsl.catalog import Catalog, builtin, synced
from signal_dsl.catalog.catalog import LIVE
from signal_dsl.catalog.keeping import kept_text
from signal_dsl.catalog.live import decode
from signal_dsl.catalog.live.merge import merge
from signal_dsl.errors import CatalogError
from signal_dsl.folders import catalog_file
from signal_dsl.heytraders import storage
from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.storage import StorageError
from signal_dsl.heytraders.waiting import clock


def sync(client: Client, origin: str = "") -> tuple[Catalog, synced.Provenance]:
    """Fetch the list, keep it, and give the catalog that is in force from now on.

    `origin` says where it is from, if that is not the client's address.
    Its `warnings` tell what was not understood. Raises children of HeyTradersError, CatalogError where nothing was
    understood (then the one before stays), and StorageError.
    """
    answer = client.meta.indicators()
    catalog = merge(builtin(), decode(answer, builtin()))
    if catalog.provenance != LIVE:
        told = "The platform's list of indicators was not understood, so the catalog stays as it is."
        raise CatalogError(told, "Please report it, with the answer to `GET /meta/indicators`.")
    provenance = synced.Provenance(origin or client.address.origin, clock())
    place = catalog_file()
    if not place:
        raise StorageError("There is no folder to keep the list in.", "Name one in `SIGNAL_DSL_CACHE_DIR`.")
    try:
        storage.replace(Path(place), [kept_text(answer, provenance, catalog).encode("ascii")])
    except OSError as error:
        told = f"The list cannot be kept in {place}: {storage.reason(error)}."
        raise StorageError(told, "Make room, or name another folder in `SIGNAL_DSL_CACHE_DIR`.") from None
    return catalog, provenance


def forget() -> bool:
    """Go back to the built-in catalog; whether there was a list."""
    with suppress(OSError, ValueError):
        os.unlink(catalog_file())
        return True
    return False
