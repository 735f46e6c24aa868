"""A script that is edited: its facts and findings after each change, at the cost of the change.

document = Document(SettingsByPlace(), catalog, "scripts/trend.signal")
facts = document.read(text)            # all that hover, completion … are asked of
for found in document.findings(): ...  # what `signal-dsl lint` would find in this text at this place
"""

from __future__ import annotations

from signal_dsl.analysis import Memory, analyze
from signal_dsl.rules import check
from signal_dsl.rules.checker import Checker
from signal_dsl.rules.config import config_findings, verify_rules
from signal_dsl.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis import Facts
    from signal_dsl.catalog import Catalog
    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.settings.config import Config
    from signal_dsl.settings.places import SettingsByPlace


class Document:
    """One script while it is edited. It lints exactly as the command line does (a test holds the two together).

    `by_place` knows the settings of all documents of a program, and their markets; after a change of a configuration
    file call its `forget` and `read` the documents again. `catalog` is what names are looked up in
    (`signal_dsl.catalog.synced.current` gives the one in force), None for the built-in one; it may be exchanged between
    two readings. `place` is the absolute path, empty for a script that lies
    nowhere yet. `name` is the file in the findings. A document is used by one thread at a time.
    """

    def __init__(
        self, by_place: SettingsByPlace, catalog: Catalog | None = None, place: str = "", name: str = "<script>"
    ) -> None:
        self.by_place = by_place
        self.catalog = catalog
        self.place = place
        self.name = name
        self._memory = Memory()
        self._checker = Checker()
        self._facts: Facts | None = None

    def read(self, text: str | Source) -> Facts:
        """The facts of the document, which has this text now. They are good until the next reading.

        Raises `SettingsError` where the configuration file cannot be read.
        """
        source = text if isinstance(text, Source) else Source(text, self.name)
        settings = self.by_place.settings(source.text, self.place)
        markets = self.by_place.markets
        self._facts = analyze(source, catalog=self.catalog, settings=settings, markets=markets, memory=self._memory)
        return self._facts

    def findings(self) -> list[Diagnostic]:
        """The findings in the text that was read last, in the order of their places.

        Raises `SettingsError` where the configuration file chooses a rule that does not exist.
        """
        assert self._facts is not None, "nothing was read yet"
        verify_rules(self._facts.settings, self._config())
        return check(self._facts, self._checker)

    def config_findings(self) -> list[Diagnostic]:
        """The findings in the configuration file that rules the document, by its path: they belong to that file."""
        assert self._facts is not None, "nothing was read yet"
        return config_findings(self._config(), self._facts.settings, self.by_place.markets)

    def _config(self) -> Config | None:
        return self.by_place.config(self.place) if self.place else None
