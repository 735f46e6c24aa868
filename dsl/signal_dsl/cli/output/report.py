"""What a run of `lint` found, for any of the output formats."""

from __future__ import annotations

from signal_dsl.diagnostics import SEVERITIES
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.source import Source


@record
class Found:
    """A finding, and the text that its offsets count in."""

    diagnostic: Diagnostic
    source: Source


class Report:
    """The findings in order. `files` counts the scripts that were checked, those without a finding included."""

    def __init__(self) -> None:
        self.files = 0
        self.found: list[Found] = []

    def add(self, diagnostics: Iterable[Diagnostic], source: Source) -> None:
        self.found += [Found(diagnostic, source) for diagnostic in diagnostics]

    def counts(self) -> dict[str, int]:
        """The number of findings of each severity, the gravest first."""
        counts = dict.fromkeys(SEVERITIES, 0)
        for one in self.found:
            counts[one.diagnostic.severity] += 1
        return counts

    def statistics(self) -> list[tuple[int, Diagnostic]]:
        """How often each rule found something, the most frequent first, with an example."""
        counts: dict[str, int] = {}
        examples: dict[str, Diagnostic] = {}
        for one in self.found:
            code = one.diagnostic.code
            counts[code] = counts.get(code, 0) + 1
            examples.setdefault(code, one.diagnostic)
        return [(counts[code], examples[code]) for code in sorted(counts, key=lambda code: (-counts[code], code))]
