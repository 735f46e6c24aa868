"""One ticker in a session: its prices, its orders, and the position that it holds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from signal_dsl.sandbox.bars import Booleans, Floats, Integers
from signal_dsl.sandbox.broker.elements import elements
from signal_dsl.sandbox.broker.orders import Orders
from signal_dsl.sandbox.broker.position import Position
from signal_dsl.sandbox.broker.terms import LONG, SHORT, Market, Terms


class Desk:
    """A ticker that is traded.

    Its bars count from 0, and so do the moments of the account's timeline, which are the bars of all tickers together:
    `moments` turns a bar into a moment, `bars_at` a moment into the ticker's last bar by then (-1: none yet). Both are
    None where the two are the same.
    """

    def __init__(self, number: int, market: Market, terms: Terms, timeline: Integers) -> None:
        bars = market.bars
        self.number = number
        self.market = market
        self.bars = bars
        self.length = len(bars)
        self.leverage = market.leverage(terms)
        self.moments: Integers | None = None
        self.bars_at: Integers | None = None
        if len(timeline) != len(bars):
            self.moments = np.searchsorted(timeline, bars.time)
            self.bars_at = np.searchsorted(bars.time, timeline, side="right") - 1
        self.open = elements(bars.open)
        self.mark = self.open if self.bars_at is None else elements(self.spread(bars.open))
        start = 0 if terms.analysis_start is None else int(np.searchsorted(bars.time, terms.analysis_start))
        self.orders = [Orders(decision, start, market) for decision in market.decisions]
        self.entries: list[Orders] = []
        self.exits: list[Orders] = []
        self.position: Position | None = None
        # Positions that were held: from which moment, to before which.
        self.held: list[tuple[int, int, Position]] = []
        # The bar from which every entry is refused for its weight, as long as no weight comes free; None: not so.
        self.parked: int | None = None
        # The bar at which an entry was last refused for its weight.
        self.refused_at = -1

    def spread(self, values: Floats) -> Floats:
        """A column over the timeline: its own value where there is a bar, the last close where there is none."""
        if self.bars_at is None or self.moments is None:
            return np.ascontiguousarray(values)
        everywhere = self.bars.close[self.bars_at]
        everywhere[self.moments] = values
        return everywhere

    def moment(self, bar: int) -> int:
        return bar if self.moments is None else int(self.moments[bar])

    def bar_from(self, moment: int) -> int:
        """The first bar at `moment` or later; the number of bars where there is none."""
        return min(moment, self.length) if self.moments is None else int(np.searchsorted(self.moments, moment))

    def bar_by(self, moment: int) -> int:
        """The last bar at `moment` or before; -1 where there is none."""
        return moment if self.bars_at is None else int(self.bars_at[moment])

    def look(self, moment: int, until: int) -> None:
        """Look at the orders that fill after `moment`, up to `until`; what they can change depends on the side held."""
        start, stop = max(self.bar_by(moment), 0), self.bar_from(until)
        self.stop = self.bar_from(until + 1)
        for order in self.orders:
            order.look(start, stop)
        self.entries = [one for one in self.orders if one.is_entry and len(one.fills)]
        self.exits = [one for one in self.orders if not one.is_entry and len(one.fills)]
        enters = {side: _any(start, stop, self.entries, (side,)) for side in (LONG, SHORT)}
        exits = {side: _any(start, stop, self.exits, (side, 0)) for side in (LONG, SHORT)}
        self._changes = {
            0: _bars(start, enters[LONG], enters[SHORT]),
            LONG: _bars(start, exits[LONG], enters[SHORT]),
            SHORT: _bars(start, exits[SHORT], enters[LONG]),
        }

    def next_after(self, bar: int) -> int:
        """The next bar after `bar` at which an order can change something; `stop` where there is none."""
        changes = self._changes[self.position.side if self.position else 0]
        place = bisect_right(changes, bar)
        return changes[place] if place < len(changes) else self.stop

    def next_entry_from(self, bar: int) -> int:
        """The first bar from `bar` on at which an entry would fill; `stop` where there is none."""
        changes = self._changes[0]
        place = bisect_left(changes, bar)
        return changes[place] if place < len(changes) else self.stop

    def is_beyond(self, bar: int) -> bool:
        """Whether a bar opens beyond the price at which the position is liquidated."""
        assert self.position
        price = self.position.liquidation
        return bool(self.open[bar] <= price if self.position.side == LONG else self.open[bar] >= price)

    def touched(self, price: float, start: int, stop: int) -> int | None:
        """The first bar from `start` to before `stop` in which the position's market went to `price` against it."""
        assert self.position
        if self.position.side == LONG:
            hits = self.bars.low[start:stop] <= price
        else:
            hits = self.bars.high[start:stop] >= price
        place = int(hits.argmax()) if len(hits) else 0
        return start + place if len(hits) and hits[place] else None


def _any(start: int, stop: int, these: list[Orders], sides: tuple[int, ...]) -> Booleans | None:
    """By bar from `start` to `stop`: whether an order of those that concern `sides` would fill; None where never."""
    found = None
    for one in these:
        if one.side in sides:
            if found is None:
                found = np.zeros(stop - start + 1, np.bool_)
            found[one.fills - start] = True
    return found


def _bars(start: int, one: Booleans | None, other: Booleans | None) -> Sequence[int]:
    """The bars at which one of the two says so; both begin at the bar `start`."""
    both = one | other if one is not None and other is not None else other if one is None else one
    return () if both is None else elements(np.flatnonzero(both) + start)
