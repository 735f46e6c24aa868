"""Whether a script means the same where something has another name, at the cost of the statements that changed."""

from __future__ import annotations

from signal_dsl.analysis.analyze import found_out
from signal_dsl.analysis.facts import NOT_KNOWN, Binding
from signal_dsl.records import replace
from signal_dsl.syntax import Parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.analysis.script import Facts


def means_the_same(facts: Facts, text: str, old: str, new: str) -> bool:
    """Whether `text`, in which `new` stands for `old`, means what the script does that the facts are of.

    That is so where each statement has the same value and range, assigns the same, and its names stand for the same.
    A statement that is as it was, and has neither name in it, means the same where those before it do: it is passed
    over.
    """
    parser = Parser()
    parser.remember(facts.script)
    statements = parser.parse(text).statements
    if len(statements) != len(facts.statements):
        return False
    names = _Names()
    numbers = {binding: number for number, binding in enumerate(facts.bindings)}
    for before, (start, parsed) in zip(facts.statements, statements, strict=True):
        after = before
        if parsed is not before.parsed or _mentions(before, old, new):
            after = found_out(start, parsed, names, facts.catalog)
            if _known(before) != _known(after) or _named(before, numbers, {old: new}) != _named(
                after, names.numbers, {}
            ):
                return False
        names.add(after.bindings)
    return True


class _Names:
    """What names stand for, statement by statement."""

    def __init__(self) -> None:
        # Each assignment by its place among all.
        self.numbers: dict[Binding, int] = {}
        self._count = 0
        self._bound: dict[str, tuple[int, Binding]] = {}

    def add(self, bindings: list[Binding]) -> None:
        """The next statement assigns these."""
        for binding in bindings:
            self._bound[binding.name] = self._count, binding
            self._count += 1

    def get(self, name: str) -> Binding | None:
        """The assignment that a name stands for: one that is alike, for its uses are not to be counted."""
        found = self._bound.get(name)
        if found is None:
            return None
        number, binding = found
        alike = replace(binding, uses=[])
        self.numbers[alike] = number
        return alike


def _mentions(statement: StatementFacts, *words: str) -> bool:
    """Whether a statement reads or assigns one of these names."""
    return any(name.name in words for name in statement.names) or any(one.name in words for one in statement.bindings)


def _known(statement: StatementFacts) -> tuple[object, ...]:
    """All that others take over from a statement's value."""
    fact = statement.fact
    value = repr(fact.value) if fact.value is not NOT_KNOWN else None
    bounds = [repr(bound) for bound in (fact.low, fact.high)]
    outputs = [output.name for output in fact.outputs]
    return fact.type, fact.series, fact.lookback, fact.settling, value, bounds, outputs, statement.faulty


def _named(statement: StatementFacts, numbers: dict[Binding, int], renamed: dict[str, str]) -> list[object]:
    """What a statement assigns, and what its names stand for, in the order of the text."""
    found: list[object] = [renamed.get(binding.name, binding.name) for binding in statement.bindings]
    for name, meaning in sorted(statement.names.items(), key=lambda item: item[0].start):
        if isinstance(meaning, Binding):
            found.append(numbers[meaning])
        else:
            found.append(meaning.name if meaning is not None else f"? {renamed.get(name.name, name.name)}")
    return found
