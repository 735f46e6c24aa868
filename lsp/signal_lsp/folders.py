"""The folders that are open, and the settings that hold in each: those of its files, and what the client chose."""

from __future__ import annotations

import os

from pygls.uris import to_fs_path

from signal_dsl.errors import CatalogError, UsageError
from signal_dsl.markets import load
from signal_dsl.records import replace
from signal_dsl.rules import selected
from signal_dsl.settings import LintSettings
from signal_dsl.settings.places import SettingsByPlace
from signal_lsp.preferences import Preferences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from signal_dsl.markets import Markets

# What a document that was never saved is called by a client, and where it would lie.
_UNSAVED_URI = "untitled:"
_UNSAVED = "untitled.signal"


class Folders:
    """Open folders, the client's preferences for each, and their configuration files.

    `tell` is called with a sentence about a setting that cannot be used, once for each until `forget`.
    """

    def __init__(self, uris: list[str], tell: Callable[[str], None]) -> None:
        self.uris = list(uris)
        self._tell = tell
        self._told: set[str] = set()
        self._by_place: dict[tuple[LintSettings, str], SettingsByPlace] = {}
        self._common = Preferences()
        self._special: dict[str, Preferences] = {}

    def prefer(self, common: Preferences, special: dict[str, Preferences]) -> None:
        """Take over what the client prefers: everywhere, and in single folders by their URI."""
        self._common = self._usable(common)
        self._special = {uri: self._usable(preferences) for uri, preferences in special.items()}

    def forget(self) -> None:
        """Read files again: one may have changed, come or gone."""
        self._by_place = {}
        self._told = set()

    @property
    def common(self) -> Preferences:
        """The client's preferences where nothing special holds."""
        return self._common

    def preferences(self, uri: str) -> Preferences:
        """The client's preferences for a document."""
        return self._special.get(self.folder(uri), self._common)

    def folder(self, uri: str) -> str:
        """The innermost open folder that a document lies in; empty where it lies in none."""
        return max((one for one in self.uris if uri.startswith(one.rstrip("/") + "/")), key=len, default="")

    def place(self, uri: str) -> str:
        """The absolute path of a document; of an unsaved one, where it would lie.

        Empty where no folder is open, and for a document on no disk: no settings are near it that could be read.
        """
        if uri.startswith("file:"):
            path = to_fs_path(uri)
            return os.path.abspath(path) if path else ""
        if not uri.startswith(_UNSAVED_URI) and uri:
            return ""
        folder = next((path for one in self.uris if (path := to_fs_path(one))), None)
        return os.path.join(os.path.abspath(folder), _UNSAVED) if folder else ""

    def script(self, uri: str) -> str | None:
        """What the results of a document are known by: its path, its URI where it is on no disk, or None before it is
        saved."""
        if uri.startswith(_UNSAVED_URI):
            return None
        return self.place(uri) if uri.startswith("file:") else uri

    def by_place(self, uri: str) -> SettingsByPlace:
        """The settings by place that hold for a document."""
        preferences = self.preferences(uri)
        lint = LintSettings(preferences.select, preferences.extend_select, preferences.ignore)
        key = lint, preferences.markets
        found = self._by_place.get(key)
        if found is None:
            found = self._by_place[key] = SettingsByPlace(None, lint, self._markets(preferences.markets))
        return found

    def tell_once(self, message: str) -> None:
        """Tell something to mend, if it was not told before."""
        if message not in self._told:
            self._told.add(message)
            self._tell(message)

    def _markets(self, path: str) -> Markets | None:
        """The exchanges in the file that the client has chosen; None for those that are documented."""
        if not path:
            return None
        try:
            markets = load(path)
        except CatalogError as error:
            self.tell_once(f"{error} The documented exchanges are used.")
            return None
        for warning in markets.warnings:
            self.tell_once(warning)
        return markets

    def _usable(self, preferences: Preferences) -> Preferences:
        """The preferences without a choice of rules that do not exist."""
        try:
            selected(LintSettings(preferences.select, preferences.extend_select, preferences.ignore))
        except UsageError as error:
            self.tell_once(f"The editor's settings choose no rules now. {error}")
            return replace(preferences, select=None, extend_select=(), ignore=())
        return preferences
