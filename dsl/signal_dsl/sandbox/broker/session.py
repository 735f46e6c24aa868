"""The simulation: orders fill and positions are liquidated, moment by moment, where anything can change at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from heapq import heappop, heappush

import numpy as np

from signal_dsl.sandbox.broker.account import Account
from signal_dsl.sandbox.broker.book import Book
from signal_dsl.sandbox.broker.cross import CrossMargin, Strike
from signal_dsl.sandbox.broker.desk import Desk
from signal_dsl.sandbox.broker.orders import Orders
from signal_dsl.sandbox.broker.terms import Market, Terms
from signal_dsl.sandbox.broker.trades import BOTH_SIDES, EXIT, NO_CASH, OVER, REVERSE, RUINED

# What can happen at one moment, in this order.
AT_OPEN, FILLS, WITHIN = 0, 1, 2
# Weights are added up in floating point: 0.7 + 0.2 + 0.1 is not more than 1.
TOLERANCE = 1e-9


def trade(markets: Sequence[Market], terms: Terms) -> Book:
    """Carry out what was decided in all markets on one account."""
    session = Session(markets, terms)
    session.run(session.last)
    return session.finish()


class Session:
    """The account's life, from moment to moment.

    At one moment, in this order: positions whose market opens beyond their liquidation price are liquidated; exits
    fill, ticker by ticker; entries fill, in the script's order; positions are liquidated that the bar's low or high
    reaches.

    An exit that finds no position, and an entry on a side that is held, do nothing. An entry on the other side closes
    and opens anew. A refused order changes nothing; only where such a closing leaves no cash free, it stands.

    `at` is the last moment that is over, `last` the last of all.
    """

    def __init__(self, markets: Sequence[Market], terms: Terms) -> None:
        times = [market.bars.time for market in markets]
        same = all(one is times[0] or np.array_equal(one, times[0]) for one in times)
        timeline = times[0] if same else reduce(np.union1d, times)
        self.desks = [Desk(number, market, terms, timeline) for number, market in enumerate(markets)]
        self.account = Account(terms, timeline)
        self.at, self.last = 0, len(timeline) - 1
        # From this moment on nothing is left; None while there is.
        self.ruined_at: int | None = None
        self._cross = CrossMargin(self.desks, self.account) if terms.is_cross else None
        # (moment, AT_OPEN | FILLS | WITHIN, desk, bar): the next thing that happens to each desk, at most one.
        self._coming: list[tuple[int, int, int, int]] = []
        self._parked: list[Desk] = []

    def run(self, until: int, *, once: bool = False) -> bool:
        """All that happens after `at`, up to the moment `until`; with `once` no further than something has changed.

        All decisions before `until` must have been made. Returns whether anything changed in the account.
        """
        coming, cross, account = self._coming, self._cross, self.account
        coming.clear()
        for desk in self.desks:
            desk.look(self.at, until)
            self._schedule(desk, desk.bar_by(self.at))
        before = account.changes
        while coming and self.ruined_at is None:
            moment, phase, number, bar = coming[0]
            if once and account.changes != before and moment > self.at:
                break
            if cross and (strike := cross.strikes_until(moment)):
                self._lose_all(strike)
                break
            self.at = moment
            if phase == FILLS:
                self._fill(moment)
            else:
                heappop(coming)
                self._liquidate(self.desks[number], bar, moment, phase == AT_OPEN)
        changed = account.changes != before
        if not (once and changed):
            self.at = until
        if cross and self.ruined_at is None and (strike := cross.strikes_until(self.at + 1)):
            self._lose_all(strike)
        for desk in self._parked:
            self._refuse(desk, OVER, desk.parked, desk.bar_from(self.at + 1))
            desk.parked = None
        self._parked.clear()
        return account.changes != before

    def finish(self) -> Book:
        """The books. All decisions must have been made, also where nothing was left to carry them out with."""
        for desk in self.desks:
            if self.ruined_at is not None:
                desk.look(0, self.last)
                self._refuse(desk, RUINED, desk.bar_from(self.ruined_at), desk.length)
            for order in desk.orders:
                order.finish()
        return Book(self.account, self.desks)

    def _schedule(self, desk: Desk, bar: int) -> None:
        """Find what happens to a desk next, after all that did at the open of `bar`."""
        position = desk.position
        then = desk.next_after(bar)
        if position is None:
            if then < desk.stop and desk.refused_at == bar and self._is_over(desk, _least(desk)):
                desk.parked = bar + 1
                self._parked.append(desk)
                return
        elif self._cross is None and position.liquidation:
            hit = desk.touched(position.liquidation, bar, then)
            if hit is not None:
                at_open = hit > bar and desk.is_beyond(hit)
                heappush(self._coming, (desk.moment(hit), AT_OPEN if at_open else WITHIN, desk.number, hit))
                return
        if then < desk.stop:
            heappush(self._coming, (desk.moment(then), FILLS, desk.number, then))

    def _due(self, moment: int) -> list[tuple[Desk, int]]:
        """The desks that have an order at `moment`, and its bar."""
        coming, found = self._coming, []
        while coming and coming[0][0] == moment and coming[0][1] == FILLS:
            _, _, number, bar = heappop(coming)
            found.append((self.desks[number], bar))
        return found

    def _fill(self, moment: int) -> None:
        """All orders that fill at one moment."""
        account = self.account
        group = self._due(moment)
        if self._cross is None:
            for desk, bar in group:
                if desk.position and desk.position.liquidation and desk.is_beyond(bar):
                    self._liquidate(desk, bar, moment, True, is_due=True)
            if account.is_empty:
                self._end(moment)
                return
        if self._parked and any(desk.position for desk, _ in group):
            self._wake(moment)
        group += self._due(moment)
        for desk, bar in group:
            if desk.position:
                self._leave(desk, bar)
        entries = [(order, desk, bar) for desk, bar in group for order in desk.entries if order.gives[bar - 1]]
        if len(group) > 1:
            entries.sort(key=lambda entry: (entry[0].line, entry[1].number))
        for order, desk, bar in entries:
            self._enter(desk, bar, moment, order)
        for desk, bar in group:
            self._schedule(desk, bar)
        account.note(moment)
        if account.is_empty:
            self._end(moment + 1)

    def _leave(self, desk: Desk, bar: int) -> None:
        """The first exit in the script that fits closes the position."""
        for order in desk.exits:
            assert desk.position
            if order.gives[bar - 1] and order.side in (0, desk.position.side):
                self.account.leave(desk, bar, EXIT, order.line)
                order.filled += 1
                return

    def _enter(self, desk: Desk, bar: int, moment: int, order: Orders) -> None:
        position = desk.position
        if position and position.side == order.side:
            return
        assert order.asks
        weight = order.asks[bar - 1]
        if position and position.start == bar:
            order.refuse(BOTH_SIDES, 1, bar, bar)
        elif self._is_over(desk, weight):
            order.refuse(OVER, 1, bar, bar)
            desk.refused_at = bar
        else:
            if position:
                self.account.leave(desk, bar, REVERSE, order.line)
            if self.account.enter(desk, bar, moment, order.side, weight, order.line):
                order.filled += 1
            else:
                order.refuse(NO_CASH, 1, bar, bar)

    def _is_over(self, desk: Desk, weight: float) -> bool:
        return weight + self.account.taken(besides=desk) > 1 + TOLERANCE

    def _liquidate(self, desk: Desk, bar: int, moment: int, at_open: bool, is_due: bool = False) -> None:
        """A position's own margin is lost; `is_due`: the desk's orders of this moment are still to be filled."""
        self.account.liquidate(desk, bar, at_open)
        self.account.note(moment)
        rest = moment if at_open else moment + 1
        self._wake(rest)
        if is_due:
            return
        self._schedule(desk, bar - 1 if at_open else bar)
        if self.account.is_empty:
            self._end(rest)

    def _wake(self, moment: int) -> None:
        """Weights may have come free: parked desks have their turn again, from `moment` on."""
        for desk in self._parked:
            assert desk.parked is not None
            then = desk.next_entry_from(max(desk.bar_from(moment), desk.parked))
            self._refuse(desk, OVER, desk.parked, then)
            desk.parked = None
            if then < desk.stop:
                heappush(self._coming, (desk.moment(then), FILLS, desk.number, then))
        self._parked.clear()

    def _refuse(self, desk: Desk, reason: str, start: int | None, stop: int) -> None:
        """All entries are refused that would fill at bars from `start` to before `stop`."""
        for order in desk.entries:
            order.refuse_between(reason, start or 0, stop)

    def _lose_all(self, strike: Strike) -> None:
        """Cross margin is used up."""
        assert self._cross
        moment = self.at = strike.moment
        self.account.lose_all(moment, {desk: self._cross.worst(desk, strike) for desk in self.account.open})
        self.account.note(moment)
        self._end(moment if strike.at_open else moment + 1)

    def _end(self, moment: int) -> None:
        """Nothing is left: what would fill at `moment` or later is refused."""
        self._wake(moment)
        self.ruined_at = moment


def _least(desk: Desk) -> float:
    return min((order.least for order in desk.entries), default=1.0)
