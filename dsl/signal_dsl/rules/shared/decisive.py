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


@record
class Decisive:
    """An expression that decides when the script has a value. `what` it is, for the beginning of a sentence."""

    what: str
    node: Node
    home: StatementFacts
    fact: Fact


def decisive(facts: Facts) -> Iterator[Decisive]:
    """All expressions that decide, in order; statements with a syntax error left out."""
    signals = facts.signals
    for signal in signals:
        if not signal.home.parsed.faults:
            line = facts.line(signal.node, signal.home) if len(signals) > 1 else 0
            what = f"The signal in line {line}" if line else "The signal"
            yield Decisive(what, signal.condition, signal.home, signal.fact)
    if not signals:
        for home in facts.statements:
            if home.tree is not None and not home.parsed.faults:
                yield Decisive(f"Line {facts.line(home.tree, home)}", home.tree.value, home, home.fact)


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
