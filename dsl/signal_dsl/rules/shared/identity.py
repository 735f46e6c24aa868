"""Which expressions of a script are the same: written alike, also behind names."""

from __future__ import annotations

from signal_dsl.analysis.facts import NOT_KNOWN, Binding
from signal_dsl.syntax.nodes import Assignment, AugmentedAssignment, Name, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import StatementFacts

_PLACES = ("start", "end", "name_start")


def fingerprint(node: Node, home: StatementFacts) -> int:
    """A number that the same expressions have alike, and others hardly ever; kept with the statement."""
    known = home.notes.get(node)
    if known is None:
        known = home.notes[node] = _Fingerprints().of(node, home)
    assert isinstance(known, int)
    return known


class Identity:
    """Numbers expressions, the same ones alike.

    Each form is told by its parts' numbers, so that the work grows with the text alone, however deep names are nested.
    Order counts: `a and b` is not `b and a`.
    """

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}
        self._bindings: dict[Binding, int] = {}

    def of(self, node: Node, home: StatementFacts) -> int:
        """The number of an expression."""
        # Names may stand for names without end: what they are given is numbered first, without recursion.
        pending = self._missing(home)
        while pending:
            binding = pending[-1]
            if self.known(binding) is None:
                more = self._missing(binding.home)
                if more:
                    pending += more
                    continue
                self.remember(binding, self._bound(binding))
            pending.pop()
        return self._expression(node, home)

    def known(self, binding: Binding) -> int | None:
        """The number of what a name was given, if it was asked for before."""
        return self._bindings.get(binding)

    def remember(self, binding: Binding, number: int) -> None:
        """Keep that number."""
        self._bindings[binding] = number

    def number(self, form: object) -> int:
        """The number of a form, which is told by a tuple of names and numbers."""
        return self._numbers.setdefault(form, len(self._numbers))

    def _missing(self, home: StatementFacts) -> list[Binding]:
        """The bindings that a statement reads and that have no number yet."""
        return [one for one in home.names.values() if isinstance(one, Binding) and self.known(one) is None]

    def _named(self, binding: Binding) -> int:
        number = self.known(binding)
        assert number is not None
        return number

    def _bound(self, binding: Binding) -> int:
        """The number of what a name was given."""
        tree, home = binding.home.tree, binding.home
        if tree is None or home.parsed.faults:
            return self.number(binding)
        value = self._expression(tree.value, home)
        if isinstance(tree, AugmentedAssignment):
            before = next((one for name, one in home.names.items() if name.start == tree.target.start), None)
            return self.number((tree.operator, self._named(before) if isinstance(before, Binding) else -1, value))
        if isinstance(tree, Assignment) and len(tree.targets) > 1:
            place = next(place for place, target in enumerate(tree.targets) if target is binding.target)
            return self.number(("part", place, value))
        return value

    def _expression(self, node: Node, home: StatementFacts) -> int:
        fact = home.facts.get(node)
        if fact is not None and fact.value is not NOT_KNOWN:
            return self.number((type(fact.value), repr(fact.value)))
        if isinstance(node, Name):
            meaning = home.names.get(node)
            return self._named(meaning) if isinstance(meaning, Binding) else self.number(("name", node.name))
        parts: list[object] = [type(node)]
        for field in type(node).__fields__:  # type: ignore[attr-defined]
            if field in _PLACES:
                continue
            value = getattr(node, field)
            if isinstance(value, Node):
                value = self._expression(value, home)
            elif isinstance(value, list):
                value = tuple([self._expression(one, home) if isinstance(one, Node) else one for one in value])
            parts.append(value)
        return self.number(tuple(parts))


class _Fingerprints(Identity):
    """As `Identity`, but quick to compare with what was found out earlier; others may meet by chance."""

    def known(self, binding: Binding) -> int | None:
        return binding.home.notes.get(binding)  # type: ignore[return-value]

    def remember(self, binding: Binding, number: int) -> None:
        binding.home.notes[binding] = number

    def number(self, form: object) -> int:
        return hash(form)
