"""What linting one script comes to."""

from __future__ import annotations

from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.source import Source


@record
class Outcome:
    """The findings in a script, into whose text `source` their offsets count.

    `fail_on` is the mildest severity at which the run fails. `config_found` are findings in the configuration file,
    into whose text `config` they count; scripts that share one have the same. `mended` are the findings that were
    fixed, and `before` was the text until then. What is known from an earlier run has no text if nothing was found.
    """

    source: Source
    found: tuple[Diagnostic, ...]
    fail_on: str
    config: Source | None = None
    config_found: tuple[Diagnostic, ...] = ()
    mended: tuple[Diagnostic, ...] = ()
    before: str = ""
