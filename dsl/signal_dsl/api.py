"""`lint`, the whole way from a script's text to its findings in one call."""

from __future__ import annotations

from signal_dsl.analysis import analyze
from signal_dsl.rules import check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.catalog import Catalog
    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.markets import Markets
    from signal_dsl.settings import Settings
    from signal_dsl.source import Source


def lint(
    source: str | Source,
    *,
    catalog: Catalog | None = None,
    settings: Settings | None = None,
    markets: Markets | None = None,
) -> list[Diagnostic]:
    """The findings of a script, in the order of their places. A faulty script raises nothing.

    `catalog` is what names are looked up in, by default the built-in one. `settings` are those that hold for the
    script, its own block included (`signal_dsl.settings.merge`); where they are left out, the block is all. `markets`
    are the exchanges there are, by default those that are documented. Neither the network nor the disk is touched.
    Raises `UsageError` where `settings` choose a rule that does not exist.
    """
    return check(analyze(source, catalog=catalog, settings=settings, markets=markets))
