"""What is known of a document's text, worked out when it is first asked for and at most once a version."""

from __future__ import annotations

from functools import cached_property

from signal_dsl.analysis import analyze
from signal_dsl.rules import check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis import Facts
    from signal_dsl.catalog import Catalog
    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.markets import Markets
    from signal_dsl.settings import Settings
    from signal_dsl.settings.config import Config
    from signal_lsp.documents import Document


class Analysis:
    """The facts and findings of a document as it was when this was made; good until the next one of that document.

    `stamp` counts changes of settings and catalogs.
    """

    def __init__(
        self,
        document: Document,
        stamp: int,
        config: Config | None,
        settings: Settings,
        catalog: Catalog,
        markets: Markets | None,
    ) -> None:
        self.source = document.source
        self.positions = document.positions
        self.stamp = stamp
        self.config = config
        self.settings = settings
        self.markets = markets
        self._catalog = catalog
        self._memory = document.memory
        self._checker = document.checker

    @cached_property
    def facts(self) -> Facts:
        """The facts of the text."""
        return analyze(
            self.source, catalog=self._catalog, settings=self.settings, markets=self.markets, memory=self._memory
        )

    @cached_property
    def findings(self) -> list[Diagnostic]:
        """The findings of the text, those that `lint` has."""
        return check(self.facts, self._checker)
