"""The folders that are open, and the settings that hold for each document."""

from __future__ import annotations

import os

from pygls.uris import to_fs_path

from signal_dsl.errors import SettingsError, UsageError
from signal_dsl.records import replace
from signal_dsl.rules import selected
from signal_dsl.settings import LintSettings, find_config, merge, script_block
from signal_lsp.preferences import Preferences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from signal_dsl.markets import Markets
    from signal_dsl.settings import Settings
    from signal_dsl.settings.config import Config
    from signal_lsp.documents import Document


class Folders:
    """Open folders with the client's preferences for each, and the configuration files in them.

    `tell` is called with a sentence about a configuration that cannot be used, once for each.
    """

    def __init__(self, uris: list[str], preferences: Preferences, tell: Callable[[str], None]) -> None:
        self.uris = list(uris)
        self.preferences = preferences
        # The preferences of single folders, where the client tells them apart.
        self.of_folder: dict[str, Preferences] = {}
        self._tell = tell
        self._told: set[str] = set()
        self._configs: dict[str, Config | None] = {}

    def forget(self) -> None:
        """Read configuration files again: they may have changed."""
        self._configs = {}
        self._told = set()

    def of(self, uri: str) -> Preferences:
        """The client's preferences for a document."""
        folder = self.folder(uri)
        return self.of_folder.get(folder, self.preferences) if folder else self.preferences

    def folder(self, uri: str) -> str:
        """The innermost open folder that a document lies in; empty where it lies in none."""
        return max((one for one in self.uris if uri.startswith(one.rstrip("/") + "/")), key=len, default="")

    def config(self, document: Document) -> Config | None:
        """The configuration file that rules a document; one that was never saved is ruled by the first folder's."""
        if document.path:
            directory = os.path.dirname(os.path.abspath(document.path))
        else:
            directory = next((path for uri in self.uris if (path := to_fs_path(uri))), "") or ""
        if not directory:
            return None
        try:
            return find_config(directory, self._configs)
        except SettingsError as error:
            self._once(str(error))
            self._configs[os.path.abspath(directory)] = None  # until something changes
            return None

    def settings(self, document: Document, config: Config | None, markets: Markets | None) -> Settings:
        """The settings that hold for a document, as `lint` would have them with the preferences as its options."""
        preferences = self.of(document.uri)
        lint = LintSettings(preferences.select, preferences.extend_select, preferences.ignore)
        block = script_block(document.text)
        path = os.path.abspath(document.path) if document.path else ""
        settings = merge(None, block, config, lint, path, markets)
        try:
            selected(settings.lint)
        except UsageError as error:
            self._once(f"Of the editor's or the folder's settings of rules, none is in force. {error}")
            ruling = replace(config, lint=LintSettings()) if config is not None else None
            settings = merge(None, block, ruling, None, path, markets)
        return settings

    def _once(self, message: str) -> None:
        if message not in self._told:
            self._told.add(message)
            self._tell(message)
