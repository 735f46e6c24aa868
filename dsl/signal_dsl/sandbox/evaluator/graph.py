"""What is to be computed: nodes that know their inputs, each different computation once.

A node is made after its inputs, so the order in which nodes were made is one in which they can be computed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from signal_dsl.sandbox.bars import Bars
from signal_dsl.sandbox.evaluator.decisions import State
from signal_dsl.sandbox.evaluator.series import Series


@dataclass(frozen=True, slots=True)
class Stretch:
    """The bars `start` to `stop` (not counted) of `bars`, which are computed in one go."""

    bars: Bars
    state: State | None
    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start


# Computes the outputs of a node from the series of its inputs.
Kernel = Callable[..., tuple[Series, ...]]
# As `Node.reach`: all bars before it.
EVERYTHING = None


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One computation.

    place    its place among the nodes of its graph
    reach    how many bars before a bar decide, together with that one, what comes out at it; EVERYTHING where all do
    stateful whether what comes out depends on the account's state
    line     the script's line that it stands in first
    """

    place: int
    kernel: Kernel
    inputs: tuple[Output, ...]
    reach: int | None
    stateful: bool
    line: int


@dataclass(frozen=True, slots=True)
class Output:
    """One output of a node: of a condition where `boolean`.

    `anything`: it is refused when it is needed, and nobody knows of what kind it would be.
    """

    node: Node
    number: int = 0
    boolean: bool = False
    anything: bool = False


class Graph:
    """The nodes of a program, in an order in which they can be computed."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._known: dict[tuple[object, ...], Node] = {}

    def node(
        self,
        key: tuple[object, ...],
        kernel: Kernel,
        inputs: tuple[Output, ...] = (),
        *,
        line: int,
        reach: int | None = 0,
        stateful: bool = False,
    ) -> Node:
        """The node that computes `key` (what, and with which parameters) of `inputs`; made if there is none yet."""
        # By type, too: 1, 1.0 and True are equal, but not the same to compute with.
        known = (*key, *map(type, key), *((one.node.place, one.number) for one in inputs))
        node = self._known.get(known)
        if node is None:
            stateful = stateful or any(one.node.stateful for one in inputs)
            node = self._known[known] = Node(len(self.nodes), kernel, inputs, reach, stateful, line)
            self.nodes.append(node)
        return node

    def needed(self, wanted: list[Output]) -> list[Node]:
        """The nodes that `wanted` is computed from, in order."""
        marked = {one.node.place for one in wanted}
        for node in reversed(self.nodes):
            if node.place in marked:
                marked.update(one.node.place for one in node.inputs)
        return [node for node in self.nodes if node.place in marked]
