"""The findings of a document that is edited: what has not changed is not looked through again."""

from __future__ import annotations

from bisect import bisect_right

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.markets import Markets
    from signal_dsl.rules.base import Finding, Rule

    # Where a statement began when it was looked through, and what was found in it.
    Known = tuple[int, list[tuple[Rule, Finding]]]


class _Notes:
    """The key of notes at statements, and the statements that have none yet."""

    def __init__(self) -> None:
        self.new: list[StatementFacts] = []

    def look_at(self, statement: StatementFacts) -> None:
        """Take down a statement that was not looked through."""
        if self not in statement.notes:
            self.new.append(statement)

    def found_in(self, statement: StatementFacts) -> StatementFacts | None:
        """A statement in which something was found."""
        return statement if statement.notes[self] is not None else None


class Checker:
    """Remembers what the local rules found in each statement, for as long as the analysis remembers the statement."""

    def __init__(self) -> None:
        self._rules: tuple[Rule, ...] = ()
        self._markets: Markets | None = None
        # What was found is noted at the statement under this key; another one makes all notes void.
        self._notes = _Notes()

    def find(self, rules: Sequence[Rule], facts: Facts) -> Iterator[tuple[Rule, Finding]]:
        """What the rules find, each with the rule."""
        local = tuple([rule for rule in rules if rule.local])
        if local != self._rules or facts.markets is not self._markets:
            self._rules, self._markets = local, facts.markets
            self._notes = _Notes()
        notes = self._notes
        facts.gather(notes.look_at)
        if notes.new:
            self._look_through(sorted(notes.new, key=lambda statement: statement.start), facts)
            notes.new.clear()
        for statement in facts.gather(notes.found_in):
            known: Known = statement.notes[notes]  # type: ignore[assignment]
            start, found = known
            for rule, finding in found:
                if finding.again is not None:
                    finding = replace(finding, message=finding.again(facts))
                yield rule, _moved(finding, statement.start - start)
        for rule in rules:
            if not rule.local:
                for finding in rule.check(facts):
                    yield rule, finding

    def _look_through(self, statements: list[StatementFacts], facts: Facts) -> None:
        """Let the local rules look for something in statements that they have not seen before."""
        view = facts.only(statements)
        starts = [statement.start for statement in statements]
        found: dict[int, list[tuple[Rule, Finding]]] = {}
        for rule in self._rules:
            for finding in rule.check(view):
                found.setdefault(bisect_right(starts, finding.start) - 1, []).append((rule, finding))
        for place, statement in enumerate(statements):
            statement.notes[self._notes] = (statement.start, found[place]) if place in found else None


def _moved(finding: Finding, by: int) -> Finding:
    """A finding in a statement that begins `by` characters later by now."""
    if not by:
        return finding
    fixes = [
        Fix(fix.title, tuple([Edit(one.start + by, one.end + by, one.text) for one in fix.edits]), fix.safe)
        for fix in finding.fixes
    ]
    return replace(finding, start=finding.start + by, end=finding.end + by, fixes=tuple(fixes))
