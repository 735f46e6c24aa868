"""Answers of the platform that were saved in a file: JSON, in the platform's envelope or bare."""

from __future__ import annotations

from signal_dsl.errors import CatalogError

_LARGEST = 50_000_000  # bytes; real lists have some 100 kB


def read(path: str, what: str, endpoint: str) -> object:
    """The JSON in the file at `path`: `what` it should be, and the `endpoint` whose answer it is.

    Raises CatalogError where it cannot be read or is not JSON.
    """
    import json

    remedy = _remedy(endpoint)
    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        told = f"The {what} `{path}` cannot be read: {reason[:1].lower()}{reason[1:]}."
        raise CatalogError(told, "Check the path.") from None
    if len(content) > _LARGEST:
        raise CatalogError(f"The {what} `{path}` is larger than 50 MB.", remedy)
    if not content.strip():
        raise CatalogError(f"The {what} `{path}` is empty.", remedy)
    try:
        text = content.decode(json.detect_encoding(content)).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise CatalogError(f"The {what} `{path}` is not text.", remedy) from None
    if text.lstrip().startswith("<"):
        raise CatalogError(f"The {what} `{path}` holds a web page, not JSON.", remedy)
    try:
        data: object = json.loads(text)
    except json.JSONDecodeError as error:
        raise CatalogError(f"The {what} `{path}` is not JSON: line {error.lineno}, {error.msg}.", remedy) from None
    except RecursionError:
        raise CatalogError(f"The {what} `{path}` is nested too deeply.", remedy) from None
    except ValueError as error:  # a number with thousands of digits
        raise CatalogError(f"The {what} `{path}` is not JSON: {error}.", remedy) from None
    return data


def accepted(data: object, what: str, endpoint: str) -> object:
    """`data`, unless it is an answer by which the platform refuses, which raises CatalogError."""
    if isinstance(data, dict) and data.get("success") is False:
        error = data.get("error")
        texts = [error.get(key) for key in ("message", "code")] if isinstance(error, dict) else []
        told = next((text.strip() for text in texts if isinstance(text, str) and text.strip()), "no reason given")
        raise CatalogError(f"The {what} is an error answer of the platform: {told.rstrip('.')}.", _remedy(endpoint))
    return data


def _remedy(endpoint: str) -> str:
    return f"Save the platform's answer to `{endpoint}` again, as it came."
