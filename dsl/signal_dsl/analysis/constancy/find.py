"""The conditions of a script that are true at every bar, or at none, each told of once, where it comes about."""

from __future__ import annotations

from signal_dsl.analysis.constancy.glance import Glance
from signal_dsl.analysis.facts import BOOLEAN
from signal_dsl.records import record
from signal_dsl.syntax.nodes import Call, Comparison, Conditional, Logical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis.analyze import Facts
    from signal_dsl.analysis.constancy.judge import Judge
    from signal_dsl.analysis.constancy.search import Goal
    from signal_dsl.analysis.facts import StatementFacts
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
    """Finds what is constant in one script."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.glance = Glance()
        self._judge: Judge | None = None

    @property
    def judge(self) -> Judge:
        """What takes the closer look; not made before something is worth one."""
        if self._judge is None:
            from signal_dsl.analysis.constancy.judge import Judge

            self._judge = Judge(self.facts.catalog)
        return self._judge

    def constants(self) -> Iterator[Constant]:
        """All constant conditions, those of a statement before those that are made of them."""
        glance = self.glance
        for home in self.facts.statements:
            if home.parsed.faults:
                continue
            nodes = home.nodes
            singles: list[Node] = [*nodes.get(Comparison, ())]
            singles += [node for node in nodes.get(Call, ()) if home.facts[node].type == BOOLEAN]
            for node in singles:
                if glance.suspects(node, home):
                    yield from self.judge.single(node, home)
            joined: list[Node] = [*nodes.get(Logical, ())]
            if Conditional in nodes:
                joined += [node for node in nodes[Conditional] if home.facts[node].type == BOOLEAN]
                joined.sort(key=lambda node: node.end - node.start)
            for node in joined:
                if glance.suspects(node, home):
                    yield from self.judge.joined(node, home)
