"""Live catalogs: the list of indicators, operators and variables that the platform gives.

Its schema is not public, so reading is tolerant. Understood are bare names, signatures, objects that describe
themselves, all of them in lists, by name or in groups, with or without the platform's envelope. What is not understood
is skipped and counted.
"""

from __future__ import annotations

from signal_dsl.catalog.live.model import LiveCatalog
from signal_dsl.catalog.live.reader import Reader
from signal_dsl.catalog.live.values import text_at
from signal_dsl.errors import CatalogError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.catalog.catalog import Catalog

_REMEDY = "Save the platform's answer to `GET /meta/indicators` again, as it came."
_LARGEST = 50_000_000  # bytes; a real list has some 100 kB


def read(path: str) -> object:
    """The JSON in the file at `path`. Raises CatalogError where it cannot be read or is not JSON."""
    import json

    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CatalogError(f"The catalog `{path}` cannot be read: {reason}.", "Check the path.") from None
    if len(content) > _LARGEST:
        raise CatalogError(f"The catalog `{path}` is larger than 50 MB.", _REMEDY)
    if not content.strip():
        raise CatalogError(f"The catalog `{path}` is empty.", _REMEDY)
    try:
        text = content.decode(json.detect_encoding(content)).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise CatalogError(f"The catalog `{path}` is not text.", _REMEDY) from None
    if text.lstrip().startswith("<"):
        raise CatalogError(f"The catalog `{path}` holds a web page, not JSON.", _REMEDY)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise CatalogError(f"The catalog `{path}` is not JSON: line {error.lineno}, {error.msg}.", _REMEDY) from None
    except RecursionError:
        raise CatalogError(f"The catalog `{path}` is nested too deeply.", _REMEDY) from None
    except ValueError as error:  # a number with thousands of digits
        raise CatalogError(f"The catalog `{path}` is not JSON: {error}.", _REMEDY) from None


def decode(data: object, base: Catalog) -> LiveCatalog:
    """What `data` says, as far as it can be understood; `base` tells which names are known.

    Raises CatalogError where it is an answer by which the platform refuses.
    """
    if isinstance(data, dict) and data.get("success") is False:
        fault = data.get("error")
        message = text_at(fault, ("message", "code")) if isinstance(fault, dict) else ""
        raise CatalogError(f"The catalog is an error answer of the platform: {message or 'no reason given'}.", _REMEDY)
    reader = Reader(base)
    reader.walk(data, "", "", 0)
    warnings = []
    if reader.skipped:
        entries = "1 entry" if reader.skipped == 1 else f"{reader.skipped} entries"
        warnings.append(f"Skipped {entries} of the live catalog that could not be understood.")
    if reader.announced > reader.seen:
        warnings.append(f"The live catalog holds {reader.seen} of the {reader.announced} entries that it announces.")
    return LiveCatalog(reader.functions, reader.variables, reader.operators, not warnings, tuple(warnings))
