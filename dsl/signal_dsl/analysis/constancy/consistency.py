"""Whether comparisons of terms can all hold at one bar.

Terms and numbers are the nodes of a graph whose edges say "never above". Where a cycle goes through an edge that says
"always below", or joins two that must differ, no values fit. Only what follows is used: where nothing is found wrong,
there may still be something.
"""

from __future__ import annotations

import math

from signal_dsl.analysis.constancy.relations import relations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.constancy.intervals import Range
    from signal_dsl.analysis.constancy.ranges import Ranges
    from signal_dsl.analysis.constancy.terms import Operand, Term, Terms

# `left sign right`; sign is < <= == or !=.
Constraint = tuple[str, "Operand", "Operand"]


def contradict(constraints: list[Constraint], terms: Terms, ranges: Ranges) -> bool:
    """Whether no values of the terms, in their ranges, fulfil all constraints."""
    graph = _Graph()
    involved: dict[Term, None] = {}
    for sign, left, right in constraints:
        if sign == "!=":
            graph.different.append((left, right))
        else:
            graph.edge(left, right, sign == "<")
            if sign == "==":
                graph.edge(right, left, False)
        for operand in (left, right):
            if not isinstance(operand, float):
                involved[operand] = None
    for low, high, strict in relations(list(involved), terms, ranges):
        graph.edge(low, high, strict)
    for node in list(graph.edges):
        if not isinstance(node, float) and not _bounded(node, ranges.of(node), graph, constraints):
            return True
    graph.numbers()
    return graph.has_contradiction()


def _bounded(term: Term, of: Range, graph: _Graph, constraints: list[Constraint]) -> bool:
    """Add what is known of a term's values. False where no value is left."""
    low, high = of.low, of.high
    if of.values or of.whole:
        direct = [one for one in constraints if (one[1] is term) != (one[2] is term)]
        against = [one for one in direct if isinstance(one[1], float) or isinstance(one[2], float)]
        if of.values:
            left = [value for value in of.values if all(_holds(one, term, value) for one in against)]
            if not left:
                return False
            low, high = min(left), max(left)
        elif not _whole(term, against, graph):
            return False
    if low is not None:
        graph.edge(float(low), term, False)
    if high is not None:
        graph.edge(term, float(high), False)
    if of.positive:
        graph.edge(0.0, term, True)
    return True


def _holds(constraint: Constraint, term: Term, value: float) -> bool:
    sign, left, right = constraint
    a = value if left is term else left
    b = value if right is term else right
    assert isinstance(a, (int, float))
    assert isinstance(b, (int, float))
    return a < b if sign == "<" else a <= b if sign == "<=" else a == b if sign == "==" else a != b


def _whole(term: Term, against: list[Constraint], graph: _Graph) -> bool:
    """Add the bounds of a term that has no fraction. False where it would need one."""
    for sign, left, right in against:
        if sign == "!=":
            continue
        if left is term:
            assert isinstance(right, float)
            if sign == "==" and not right.is_integer():
                return False
            graph.edge(term, float(math.ceil(right) - 1 if sign == "<" else math.floor(right)), False)
        else:
            assert isinstance(left, float)
            graph.edge(float(math.floor(left) + 1 if sign == "<" else math.ceil(left)), term, False)
    return True


class _Graph:
    """Operands, and edges from each to those that it is never above."""

    def __init__(self) -> None:
        self.edges: dict[Operand, list[tuple[Operand, bool]]] = {}
        self.different: list[tuple[Operand, Operand]] = []

    def edge(self, low: Operand, high: Operand, strict: bool) -> None:
        """`low <= high`, or, strictly, `low < high`."""
        self.edges.setdefault(low, []).append((high, strict))
        self.edges.setdefault(high, [])

    def numbers(self) -> None:
        """The order of the numbers themselves."""
        numbers = sorted(node for node in self.edges if isinstance(node, float))
        for place in range(1, len(numbers)):
            self.edge(numbers[place - 1], numbers[place], True)

    def has_contradiction(self) -> bool:
        """Whether something is below itself, or equals what it must differ from."""
        component = self._components()
        for low, edges in self.edges.items():
            for high, strict in edges:
                if strict and component[low] == component[high]:
                    return True
        return any(
            a is b or a == b or (a in component and component[a] == component.get(b, -1)) for a, b in self.different
        )

    def _components(self) -> dict[Operand, int]:
        """The strongly connected component of each node (Kosaraju)."""
        order: list[Operand] = []
        seen: set[Operand] = set()
        for start in self.edges:
            if start not in seen:
                seen.add(start)
                stack = [(start, iter(self.edges[start]))]
                while stack:
                    node, rest = stack[-1]
                    for after, _ in rest:
                        if after not in seen:
                            seen.add(after)
                            stack.append((after, iter(self.edges[after])))
                            break
                    else:
                        stack.pop()
                        order.append(node)
        backwards: dict[Operand, list[Operand]] = {node: [] for node in self.edges}
        for low, edges in self.edges.items():
            for high, _ in edges:
                backwards[high].append(low)
        component: dict[Operand, int] = {}
        for number, start in enumerate(reversed(order)):
            waiting = [start]
            while waiting:
                node = waiting.pop()
                if node not in component:
                    component[node] = number
                    waiting += backwards[node]
        return component
