"""Settings: what a backtest is run with, which rules are in force, how the platform is reached.

They come from the command line, from the script's own block, and from the nearest `signal-dsl.toml` or
`pyproject.toml`; the first that says something about a field wins. What is wrong with a setting is a `Fault` with its
place; only what has no place, such as an option or an unreadable file, is raised as `SettingsError`.

Typical use:

    config = find_config(folder, known)
    settings = merge(from_options(timeframe="1d"), script_block(text), config)
"""

from signal_dsl.settings.block import Block, script_block
from signal_dsl.settings.find import find_config, read_config
from signal_dsl.settings.merge import from_options, merge
from signal_dsl.settings.model import (
    COMMAND_LINE,
    PLATFORM_DEFAULTS,
    RUN_KEYS,
    SCRIPT,
    ApiSettings,
    Fault,
    LintSettings,
    Origin,
    Place,
    RunSettings,
    Settings,
)

__all__ = [
    "COMMAND_LINE",
    "PLATFORM_DEFAULTS",
    "RUN_KEYS",
    "SCRIPT",
    "ApiSettings",
    "Block",
    "Fault",
    "LintSettings",
    "Origin",
    "Place",
    "RunSettings",
    "Settings",
    "find_config",
    "from_options",
    "merge",
    "read_config",
    "script_block",
]
