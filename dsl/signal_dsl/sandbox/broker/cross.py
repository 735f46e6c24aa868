"""Cross margin: the whole account stands for its positions, and all of it is lost at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from signal_dsl.sandbox.broker.account import Account
from signal_dsl.sandbox.broker.desk import Desk
from signal_dsl.sandbox.broker.terms import LONG, MAINTENANCE


class Strike(NamedTuple):
    """The account is liquidated: at which moment, and whether already at its open."""

    moment: int
    at_open: bool


class CrossMargin:
    """Watches whether equity is down to the maintenance margin of all positions.

    Within a bar each position is taken at its worst price, LONG at the low and SHORT at the high, as if all came at
    once: nothing is known of their order.
    """

    def __init__(self, desks: list[Desk], account: Account) -> None:
        self.account = account
        # All moments before this one have been looked at.
        self.checked = 0
        # Positions that were fully paid can lose no more.
        self.is_needed = any(desk.leverage > 1 or desk.market.can_short for desk in desks)
        if self.is_needed:
            self.low = [desk.spread(desk.bars.low) for desk in desks]
            self.high = [desk.spread(desk.bars.high) for desk in desks]

    def strikes_until(self, moment: int) -> Strike | None:
        """The first strike before the orders of `moment` fill; `moment` may be the one behind the last."""
        start, stop = self.checked, moment
        self.checked = stop
        if not self.is_needed or not self.account.open:
            return None
        if start < stop:
            left = self._left(start, stop)
            place = int((left <= 0).argmax())
            if left[place] <= 0:
                return Strike(start + place, place > 0 and self._at_open(start + place) <= 0)
        is_there = moment < len(self.account.timeline)
        return Strike(moment, True) if is_there and self._at_open(moment) <= 0 else None

    def _left(self, start: int, stop: int) -> np.ndarray:
        """What is left above the maintenance margin at each moment from `start` to before `stop`, at the worst."""
        left = np.full(stop - start, self.account.cash)
        for desk in self.account.open:
            position = desk.position
            assert position
            worst = self.low[desk.number] if position.side == LONG else self.high[desk.number]
            keep = position.signed - MAINTENANCE * abs(position.signed)
            left += worst[start:stop] * keep + (position.margin - position.signed * position.price)
        return left

    def _at_open(self, moment: int) -> float:
        left = self.account.cash
        for desk in self.account.open:
            position = desk.position
            assert position
            mark = desk.mark[moment]
            left += position.value(mark) - MAINTENANCE * abs(position.signed) * mark
        return left

    def worst(self, desk: Desk, strike: Strike) -> float:
        """The price at which a position ends."""
        assert desk.position
        if strike.at_open:
            return float(desk.mark[strike.moment])
        side = self.low if desk.position.side == LONG else self.high
        return float(side[desk.number][strike.moment])
