"""Decisions as orders: at which bars each would fill, which can never do so, and what came of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from signal_dsl.sandbox.bars import Booleans, Floats, Integers
from signal_dsl.sandbox.broker.elements import elements
from signal_dsl.sandbox.broker.terms import LONG, SHORT, SIDES, Market
from signal_dsl.sandbox.broker.trades import BAD_WEIGHT, NO_SHORT, RefusedOrders
from signal_dsl.sandbox.evaluator import Decision

_SIDES = {"LONG": LONG, "SHORT": SHORT, None: 0}


class Tally(NamedTuple):
    """Orders refused for one reason: how many, and the bars at which the first and the last would have filled."""

    number: int
    first: int
    last: int


class Orders:
    """All orders of one signal in one ticker. Decided at bar t, an order fills at the open of bar t + 1.

    side        LONG, SHORT, or 0 for an exit from both
    first       the first bar that counts: after warm-up, and not before `analysis_start`
    held        whether the condition held, by bar, from `first` on
    good        whether an order was given that is good in itself, by the bar of the decision
    weight      by the bar of the decision; None for an exit
    fills       the bars at which good orders would fill, as far as these are looked at
    filled      orders that opened or closed a position
    refused     by reason
    """

    def __init__(self, decision: Decision, start: int, market: Market) -> None:
        self.decision = decision
        self.side = _SIDES[decision.side]
        self.line = decision.line
        self.is_entry = decision.kind == "entry"
        self.filled = 0
        self.refused: dict[str, Tally] = {}
        self._start = start
        # Whether the arrays are this object's, to be written to.
        self._is_own = False
        self._never = self.is_entry and self.side == SHORT and not market.can_short
        self.first = max(start, decision.valid_from)
        self.held = decision.condition
        if self.held[: self.first].any():
            self.held = self.held.copy()
            self.held[: self.first] = False
        self.good = self._good(self.held, decision.weight)
        self.weight = decision.weight
        self._view()

    def _good(self, held: Booleans, weight: Floats | None) -> Booleans:
        """Where a condition that held makes an order that can fill."""
        if self._never:
            return np.zeros_like(held)
        if weight is None or (fits := (weight > 0) & (weight <= 1)).all():
            return held
        return held & fits

    def _view(self) -> None:
        self.gives = elements(self.good)
        self.asks = None if self.weight is None else elements(self.weight)
        self.fills: Integers = np.zeros(0, np.int64)

    def revise(self, decision: Decision, start: int, stop: int) -> None:
        """Take the decisions at bars from `start` to before `stop` from `decision`; the others stay."""
        if not self._is_own:
            self.held, self.good = self.held.copy(), self.good.copy()
            self.weight = None if self.weight is None else self.weight.copy()
            self._is_own = True
            self._view()
        start = max(start, self._start)
        held = decision.condition[start:stop]
        weight = None if decision.weight is None else decision.weight[start:stop]
        self.held[start:stop] = held
        self.good[start:stop] = self._good(held, weight)
        if self.weight is not None:
            self.weight[start:stop] = weight

    def look(self, start: int, stop: int) -> None:
        """Look at the orders that are given at bars from `start` to before `stop`; none fills behind the last bar."""
        self.fills = np.flatnonzero(self.good[start : min(stop, len(self.good) - 1)]) + (start + 1)

    @property
    def least(self) -> float:
        """The least weight of the orders that are looked at; 1 where there is none."""
        if self.weight is None or not len(self.fills):
            return 1.0
        least: float = self.weight[self.fills - 1].min()
        return least

    def refuse(self, reason: str, count: int, first: int, last: int) -> None:
        """Count orders that were refused, of which the first would have filled at bar `first`."""
        before = self.refused.get(reason)
        self.refused[reason] = Tally(before.number + count, before.first, last) if before else Tally(count, first, last)

    def refuse_between(self, reason: str, start: int, stop: int) -> None:
        """Count all orders that are looked at as refused that would fill at bars from `start` to before `stop`."""
        low, high = np.searchsorted(self.fills, (start, stop))
        if low < high:
            self.refuse(reason, int(high - low), int(self.fills[low]), int(self.fills[high - 1]))

    def finish(self) -> None:
        """Count the orders that were never good."""
        if self.held is not self.good:
            bad = np.flatnonzero((self.held & ~self.good)[:-1]) + 1
            if len(bad):
                self.refuse(NO_SHORT if self._never else BAD_WEIGHT, len(bad), int(bad[0]), int(bad[-1]))

    def refusals(self, times: Integers) -> list[RefusedOrders]:
        """What was refused, with the bars' times."""
        name = SIDES.get(self.side, "")
        return [
            RefusedOrders(self.line, self.decision.ticker, name, why, count, int(times[first]), int(times[last]))
            for why, (count, first, last) in self.refused.items()
        ]
