"""What a run of `lint` came to, for any of the output formats."""

from __future__ import annotations

from signal_dsl.diagnostics import SEVERITIES
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.cli.linting.outcome import Outcome
    from signal_dsl.cli.project import Failure
    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.source import Source


@record
class Found:
    """A finding, the text that its offsets count in, and whether it makes the run fail."""

    diagnostic: Diagnostic
    source: Source
    grave: bool


class Report:
    """The findings in order.

    `checked` are the names of the scripts that were checked, those without a finding included. `grave` tells whether
    there was a finding at or above what makes the run fail. `mended` are the findings that were fixed. `failures` tell
    what could not be checked.
    """

    def __init__(self) -> None:
        self.checked: list[str] = []
        self.grave = False
        self.found: list[Found] = []
        self.mended: list[Diagnostic] = []
        self.failures: list[Failure] = []
        self._told: set[tuple[str, int, str]] = set()

    @property
    def files(self) -> int:
        """The number of scripts that were checked."""
        return len(self.checked)

    def add(self, outcome: Outcome) -> None:
        """Add what linting a script came to; a finding in a configuration file only if no other script had it."""
        self.checked.append(outcome.source.name)
        self.mended += outcome.mended
        if outcome.config is not None:
            for one in outcome.config_found:
                place = (one.file, one.start, one.message)
                if place not in self._told:
                    self._told.add(place)
                    self._add((one,), outcome.config, outcome.fail_on)
        self._add(outcome.found, outcome.source, outcome.fail_on)

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

    def _add(self, diagnostics: Iterable[Diagnostic], source: Source, fail_on: str) -> None:
        failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        for one in diagnostics:
            grave = one.severity in failing
            self.found.append(Found(one, source, grave))
            self.grave = self.grave or grave
