"""The values of a program's nodes over the bars of one market."""

from __future__ import annotations

from collections import Counter

import numpy as np

from signal_dsl.sandbox.bars import Bars
from signal_dsl.sandbox.evaluator.decisions import State
from signal_dsl.sandbox.evaluator.graph import Graph, Node, Output, Stretch
from signal_dsl.sandbox.evaluator.series import Series


class Frame:
    """Computes `wanted` over `bars`: what does not depend on the account's state only once.

    Of what is computed on the way only that is kept which is needed again.
    """

    def __init__(self, graph: Graph, wanted: list[Output], bars: Bars) -> None:
        self.bars = bars
        self.wanted = wanted
        nodes = graph.needed(wanted)
        self.stateful = [node for node in nodes if node.stateful]
        self._stateless = [node for node in nodes if not node.stateful]
        self._kept = {one.node for one in wanted} | {one.node for node in self.stateful for one in node.inputs}
        self._values: dict[Node, tuple[Series, ...]] | None = None
        self._reach = _reach(self.stateful)

    def compute(self, state: State | None, start: int = 0, stop: int | None = None) -> list[Series]:
        """The series of each that is wanted: what depends on the state over the bars from `start` to `stop` alone."""
        bars = len(self.bars)
        stop = bars if stop is None else stop
        with np.errstate(all="ignore"):
            if self._values is None:
                whole = Stretch(self.bars, None, 0, bars)
                self._values = _computed(self._stateless, whole, {}, self._kept)
            values = self._values
            first = 0
            if self.stateful:
                first = 0 if self._reach is None else max(start - self._reach, 0)
                known = {node: _part(series, first, stop) for node, series in values.items()}
                values = values | _computed(self.stateful, Stretch(self.bars, state, first, stop), known, self._kept)
        found = [values[one.node][one.number] for one in self.wanted]
        return [
            one.part(start - first, stop - first) if wanted.node.stateful else one
            for wanted, one in zip(self.wanted, found, strict=True)
        ]


def _computed(
    nodes: list[Node], stretch: Stretch, known: dict[Node, tuple[Series, ...]], kept: set[Node]
) -> dict[Node, tuple[Series, ...]]:
    """The series of those `nodes` that are `kept`; others are let go of when nothing needs them any more."""
    uses = Counter(one.node for node in nodes for one in node.inputs)
    values = dict(known)
    for node in nodes:
        values[node] = node.kernel(stretch, *[values[one.node][one.number] for one in node.inputs])
        for one in node.inputs:
            uses[one.node] -= 1
            if not uses[one.node] and one.node not in kept:
                del values[one.node]
    return {node: values[node] for node in nodes if node in kept}


def _part(series: tuple[Series, ...], start: int, stop: int) -> tuple[Series, ...]:
    return tuple([one.part(start, stop) for one in series])


def _reach(nodes: list[Node]) -> int | None:
    """How many bars before a bar decide, with that one, all that is computed at it; None where all of them do."""
    far: dict[Node, int] = {}
    for node in nodes:
        if node.reach is None:
            return None
        far[node] = node.reach + max((far.get(one.node, 0) for one in node.inputs), default=0)
    return max(far.values(), default=0)
