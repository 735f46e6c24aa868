"""What the lookback of a script rests on, with places: its signals' conditions or, without any, its statements."""

from __future__ import annotations

from signal_dsl.analysis.facts import Binding
from signal_dsl.records import record
from signal_dsl.syntax.nodes import Argument, AugmentedAssignment, children

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import Fact, StatementFacts
    from signal_dsl.syntax.nodes import Node


SIGNAL = "The signal in line"


@record
class Decisive:
    """An expression that decides when the script has a value: the condition of the `signal`, or of a line `of` it."""

    of: Node
    node: Node
    home: StatementFacts
    fact: Fact
    kind: str

    def what(self, facts: Facts) -> str:
        """What it is, for the beginning of a sentence."""
        if self.kind == SIGNAL and len(facts.signals) == 1:
            return "The signal"
        return f"{self.kind} {facts.line(self.of, self.home)}"


def decisive(facts: Facts) -> list[Decisive]:
    """All expressions that decide, in order; statements with a syntax error left out."""
    return facts.once(_decisive)


def _decisive(facts: Facts) -> list[Decisive]:
    if facts.signals:
        sound = [signal for signal in facts.signals if not signal.home.parsed.faults]
        return [Decisive(signal.node, signal.condition, signal.home, signal.fact, SIGNAL) for signal in sound]
    return [
        Decisive(home.tree, home.tree.value, home, home.fact, "Line")
        for home in facts.statements
        if home.tree is not None and not home.parsed.faults
    ]


def settles_last(of: Decisive) -> tuple[Node, StatementFacts]:
    """Of the chain that takes longest to settle the expression that adds the most bars."""
    node, home, settling = of.node, of.home, of.fact.settling or 0
    most, blamed = 0, (node, home)
    while settling:
        part, place, rest = node, home, 0
        for one, where, fact in _parts(node, home):
            if (fact.settling or 0) > rest:
                part, place, rest = one, where, fact.settling or 0
        if settling - rest > most:
            most, blamed = settling - rest, (node, home)
        node, home, settling = part, place, rest
    return blamed


def _parts(node: Node, home: StatementFacts) -> Iterator[tuple[Node, StatementFacts, Fact]]:
    """The expressions that one is made of, also behind a name."""
    binding = home.names.get(node)  # type: ignore[call-overload]
    if isinstance(binding, Binding) and binding.home.tree is not None:
        tree, home = binding.home.tree, binding.home
        yield tree.value, home, home.facts[tree.value]
        if isinstance(tree, AugmentedAssignment):
            for name, meaning in home.names.items():
                if isinstance(meaning, Binding) and name.start == tree.target.start:
                    yield name, home, meaning.fact
    for child in children(node):
        part = child.value if isinstance(child, Argument) else child
        if part in home.facts:
            yield part, home, home.facts[part]
