"""Finds the configuration file that rules a folder. The only place of the settings that reads the disk."""

from __future__ import annotations

import os

from signal_dsl.errors import SettingsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.settings.config import Config

OWN_FILE = "signal-dsl.toml"
SHARED_FILE = "pyproject.toml"
# In the order in which they are looked for in a folder.
FILES = (OWN_FILE, SHARED_FILE)
# What a file holds at least, if it says anything about Signal DSL.
SIGN = {SHARED_FILE: b"signal-dsl"}


def find_config(directory: str, known: dict[str, Config | None] | None = None) -> Config | None:
    """The nearest configuration of `directory` or a folder above it; None where there is none.

    In one folder `signal-dsl.toml` goes before `pyproject.toml`. `known` remembers what was found for each folder; hand
    in the same dictionary again for the other folders of a run, and a new one when files may have changed.
    Raises `SettingsError` where a file cannot be read.
    """
    known = {} if known is None else known
    directory = os.path.abspath(directory)
    passed = []
    found = None
    while directory not in known:
        passed.append(directory)
        found = _config_in(directory)
        parent = os.path.dirname(directory)
        if found or parent == directory:
            break
        directory = parent
    else:
        found = known[directory]
    known.update(dict.fromkeys(passed, found))
    return found


def read_config(path: str) -> Config | None:
    """Read one configuration file; None for a `pyproject.toml` that says nothing about Signal DSL.

    Raises `SettingsError` where it cannot be read; what is wrong inside of it are `Config.faults`.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsError(f"{path} cannot be read: {reason[:1].lower()}{reason[1:]}.", "Mend or move it.") from None
    if SIGN.get(os.path.basename(path), b"") not in data:
        return None  # spares the import of a TOML parser
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 text (byte {error.start + 1}).", "Save it as UTF-8.") from None
    from signal_dsl.settings.config import parse_config

    return parse_config(text, path)


def _config_in(directory: str) -> Config | None:
    for name in FILES:
        path = os.path.join(directory, name)
        if os.path.isfile(path) and (config := read_config(path)):
            return config
    return None
