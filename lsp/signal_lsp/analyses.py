"""What is known of a document's text, worked out when it is first asked for and at most once a version."""

from __future__ import annotations

from functools import cached_property

from signal_dsl.errors import SettingsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl import editing
    from signal_dsl.analysis import Facts
    from signal_dsl.catalog import Catalog
    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.ide.snapshot import Snapshot
    from signal_dsl.settings.config import Config
    from signal_dsl.source import Source
    from signal_lsp.folders import Folders
    from signal_lsp.positions import Positions


class Analysis:
    """The facts and findings of a text; good until the next one of the same document.

    `stamp` counts changes of settings and catalogs. A configuration that cannot be used is told, and then the text is
    looked at without it.
    """

    def __init__(
        self,
        reader: editing.Document,
        source: Source,
        positions: Positions,
        stamp: int,
        folders: Folders,
        synced: str = "",
    ) -> None:
        self.source = source
        self.positions = positions
        self.stamp = stamp
        self._reader = reader
        self._catalog = reader.catalog
        self._folders = folders
        self._synced = synced

    def holds(self, source: Source, stamp: int, catalog: Catalog) -> bool:
        """Whether it is of this text, and of what is in force by now."""
        return self.source is source and self.stamp == stamp and self._catalog is catalog

    @cached_property
    def facts(self) -> Facts:
        """The facts of the text."""
        try:
            return self._reader.read(self.source)
        except SettingsError as error:
            return self._without_file(error)

    @cached_property
    def findings(self) -> list[Diagnostic]:
        """The findings of the text, those that `lint` has."""
        assert self.facts
        try:
            return self._reader.findings()
        except SettingsError as error:
            self.facts = self._without_file(error)
            return self._reader.findings()

    @cached_property
    def snapshot(self) -> Snapshot:
        """What the features look at."""
        from signal_dsl.ide.snapshot import Snapshot

        return Snapshot(self.facts, lambda: self.findings, synced=self._synced)

    @cached_property
    def config_findings(self) -> list[Diagnostic]:
        """The findings of the configuration file, by its path."""
        assert self.facts
        return self._reader.config_findings()

    @cached_property
    def config(self) -> Config | None:
        """The configuration file that rules the document."""
        return self._reader.by_place.config(self._reader.place) if self._reader.place else None

    def _without_file(self, error: SettingsError) -> Facts:
        self._folders.tell_once(str(error))
        self._reader.place = ""
        return self._reader.read(self.source)
