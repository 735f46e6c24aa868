"""The table `[api]`: how the platform is reached. The key to it is a secret and has no place in these files."""

from __future__ import annotations

from signal_dsl.settings.checks import Problem
from signal_dsl.settings.model import ApiSettings
from signal_dsl.settings.tables import Table

API_KEYS = ("url", "auth-header", "timeout")


def read_api(table: Table) -> ApiSettings:
    """The settings of the platform's API."""
    good: dict[str, object] = {}
    for key in table.known(API_KEYS, "setting of the API"):
        value = table.values[key]
        if key == "timeout":
            number = not isinstance(value, bool) and isinstance(value, (int, float)) and 0 < value <= 86400
            told, fits = "a number of seconds above 0", number
        elif key == "url":
            fits = isinstance(value, str) and value.startswith(("https://", "http://")) and not value.endswith("//")
            told = "an address that begins with `https://`"
        else:
            # The key goes into it, so no project may choose a header that others read.
            name = value.lower() if isinstance(value, str) and value.isascii() else ""
            fits = name.replace("-", "").isalnum() and (name == "authorization" or name.startswith("x-"))
            told = "the name of a header, `Authorization` or one that begins with `X-`, such as `X-API-Key`"
        if fits:
            good[key.replace("-", "_")] = value
        else:
            table.fault(Problem(f"`{key}` must be {told}."), key)
    return ApiSettings(**good)  # type: ignore[arg-type]
