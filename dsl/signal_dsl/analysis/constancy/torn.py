"""A second quick look at conditions that are joined: what is free to be as it is wanted is left out.

An `or` with one part that nothing is at odds with can always be true. With it goes whatever was at odds with its other
parts alone, and mostly nothing is left.
"""

from __future__ import annotations

from signal_dsl.analysis.constancy.glance import Glance
from signal_dsl.analysis.facts import BOOLEAN, Binding
from signal_dsl.syntax.nodes import Assignment, Logical, Name, Unary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import StatementFacts, Wanted
    from signal_dsl.syntax.nodes import Node

    # A condition in its statement, and whether it is to be true.
    Goal = tuple[Node, StatementFacts, bool]

# So many conditions are taken apart; of more it is taken for granted that they are torn.
_MOST_PARTS = 100


def is_torn(node: Logical, glance: Glance) -> bool:
    """Whether an `and` may never be true, or an `or` always, by their parts, as far as a quick look tells."""
    return _Look(glance).is_torn((node, glance.home, node.operator == "and"))


class _Look:
    def __init__(self, glance: Glance) -> None:
        self._glances = {glance.home: glance}

    def is_torn(self, goal: Goal) -> bool:
        """Whether some of what a goal needs is still at odds when all that is free is left out."""
        needs: list[list[Wanted]] = []  # for each, the ways to fulfil it
        waiting = [goal]
        while waiting:
            node, home, holds = self._behind(waiting.pop())
            if not isinstance(node, Logical):
                needs.append([self._wanted(node, home, holds)])
            elif (node.operator == "and") is holds:
                waiting += [(part, home, holds) for part in node.operands]
            else:
                needs.append([self._wanted(part, home, holds) for part in node.operands])
            if len(needs) > _MOST_PARTS:
                return True
        while needs:
            higher = {key for ways in needs for up, _ in ways for key in up}
            torn = {key for ways in needs for _, down in ways for key in down if key in higher}
            left = [
                ways for ways in needs if not any(torn.isdisjoint(up) and torn.isdisjoint(down) for up, down in ways)
            ]
            if len(left) == len(needs):
                return True
            needs = left
        return False

    def _behind(self, goal: Goal) -> Goal:
        """What stands behind `not` and names."""
        node, home, holds = goal
        while True:
            if isinstance(node, Unary) and node.operator == "not":
                node, holds = node.operand, not holds
                continue
            meaning = home.names.get(node) if isinstance(node, Name) else None
            if not isinstance(meaning, Binding) or meaning.home.parsed.faults or meaning.home.fact.type != BOOLEAN:
                return node, home, holds
            tree = meaning.home.tree
            if not isinstance(tree, Assignment) or len(tree.targets) != 1:
                return node, home, holds
            node, home = tree.value, meaning.home

    def _wanted(self, node: Node, home: StatementFacts, holds: bool) -> Wanted:
        if home not in self._glances:
            self._glances[home] = Glance(home)
        up, down = self._glances[home].of(node)
        return (up, down) if holds else (down, up)
