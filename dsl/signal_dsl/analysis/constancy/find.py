"""The conditions that are true at every bar, or at none, each told of once, where it comes about."""

from __future__ import annotations

from signal_dsl.analysis.constancy.glance import Glance
from signal_dsl.analysis.facts import BOOLEAN
from signal_dsl.records import record
from signal_dsl.syntax.nodes import Call, Comparison, Conditional, Logical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis.constancy.judge import Judge
    from signal_dsl.analysis.constancy.search import Goal
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.analysis.script import Facts
    from signal_dsl.catalog import Catalog
    from signal_dsl.syntax.nodes import Node


@record
class Constant:
    """A condition that is `always` true, or never.

    `parts` are those of its parts, each as it is or turned round, that together make it so; one where it is a single
    comparison or call.
    """

    node: Node
    home: StatementFacts
    always: bool
    parts: tuple[Goal, ...]


class Constancy:
    """Finds what is constant in one statement, from its facts and those of the statements that its names stand for.

    What was found in these must be known by then: go through a script from its first statement on. Where a statement
    keeps its facts while the script is edited, what was found in it still holds.
    """

    def __init__(self, home: StatementFacts, catalog: Catalog) -> None:
        self.home = home
        self._catalog = catalog
        self._judge: Judge | None = None

    @property
    def judge(self) -> Judge:
        """What takes the closer look; not made before something is worth one."""
        if self._judge is None:
            from signal_dsl.analysis.constancy.judge import Judge

            self._judge = Judge(self._catalog)
        return self._judge

    def constants(self) -> list[Constant]:
        """The statement's constant conditions, smaller ones first."""
        home = self.home
        if home.parsed.faults:
            return []
        home.constant = ()
        nodes, facts = home.nodes, home.facts
        singles: list[Node] = list(nodes[Comparison]) if Comparison in nodes else []
        if Call in nodes:
            singles += [node for node in nodes[Call] if facts[node].type == BOOLEAN]
        joined: list[Node] = list(nodes[Logical]) if Logical in nodes else []
        if Conditional in nodes:
            joined += [node for node in nodes[Conditional] if facts[node].type == BOOLEAN]
            joined.sort(key=lambda node: node.end - node.start)
        if not singles and not joined and home.fact.type != BOOLEAN:
            return []
        suspects = Glance(home).suspects([*singles, *joined])
        if not suspects:
            return []
        found: list[Constant] = []
        for node in singles:
            if node in suspects:
                found += self.judge.single(node, home)
        for node in joined:
            if node in suspects:
                found += self.judge.joined(node, home)
        if found:
            home.constant = {one.node for one in found}
        return found


def constants(facts: Facts) -> Iterator[Constant]:
    """The constant conditions of a script, each told of once."""
    for home in facts.statements:
        yield from Constancy(home, facts.catalog).constants()
