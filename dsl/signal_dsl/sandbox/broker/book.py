"""The account's books, bar by bar, worked out from its trades."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from signal_dsl.sandbox.bars import Booleans, Floats, Integers
from signal_dsl.sandbox.broker.account import Account
from signal_dsl.sandbox.broker.desk import Desk
from signal_dsl.sandbox.broker.orders import Orders
from signal_dsl.sandbox.broker.terms import SIDES
from signal_dsl.sandbox.broker.trades import OpenPosition, RefusedOrders, Trade
from signal_dsl.sandbox.evaluator import State


class Holdings:
    """What one ticker's desk held at the close of each of the account's moments.

    signed      units of the base currency, negative for SHORT, 0 for none
    price       of the fill, 0 without a position
    unrealized  profit or loss at the ticker's last close
    value       margin and unrealised profit or loss
    """

    def __init__(self, desk: Desk, length: int) -> None:
        held = list(desk.held)
        if desk.position is not None:
            held.append((desk.moment(desk.position.start), length, desk.position))
        # Flat and held spells in turn, beginning and ending with a flat one.
        edges = [0]
        for start, stop, _ in held:
            edges += (start, stop)
        edges.append(length)
        self._spells = np.diff(edges)
        self._positions = [position for _, _, position in held]
        self.signed = self._spread([position.signed for position in self._positions])
        self.price = self._spread([position.price for position in self._positions])
        self.unrealized = self.signed * (desk.spread(desk.bars.close) - self.price)
        self.value = self._spread([position.margin for position in self._positions]) + self.unrealized

    def _spread(self, values: list[float]) -> Floats:
        """One value for each position, put at the moments that it was held through; 0 elsewhere."""
        in_turn = np.zeros(len(self._spells))
        in_turn[1::2] = values
        return np.repeat(in_turn, self._spells)

    def bars(self, desk: Desk) -> Floats:
        """The ticker's bars since the one in which the position filled, by moment; 0 without a position."""
        start = self._spread([float(position.start) for position in self._positions])
        by = np.arange(len(start)) if desk.bars_at is None else desk.bars_at
        return np.where(self.signed != 0, by - start, 0.0)


class Book:
    """What came of a session.

    time        the account's moments: all bars of all tickers, in seconds since 1970
    trades      closed, in the order of their closing
    cash, positions, equity   at the close of each moment; equity is the other two together
    orders      of each signal in each ticker, with what became of them
    """

    def __init__(self, account: Account, desks: list[Desk]) -> None:
        self.terms = account.terms
        self.time: Integers = account.timeline
        self.trades: list[Trade] = account.trades
        self._desks = desks
        self._holdings = [Holdings(desk, len(account.timeline)) for desk in desks]
        length = len(self.time)
        moments = np.array([0] + [moment for moment, _ in account.noted] + [length])
        amounts = np.array([account.terms.initial_cash] + [cash for _, cash in account.noted])
        self.cash: Floats = np.repeat(amounts, np.diff(moments))
        self.positions: Floats = np.zeros(length)
        for holdings in self._holdings:
            self.positions += holdings.value
        self.equity: Floats = self.cash + self.positions

    @cached_property
    def exposed(self) -> Booleans:
        """Whether any position was open, by moment."""
        found = np.zeros(len(self.time), np.bool_)
        for holdings in self._holdings:
            found |= holdings.signed != 0
        return found

    @property
    def orders(self) -> list[Orders]:
        """Of all tickers, in the script's order."""
        return sorted((one for desk in self._desks for one in desk.orders), key=lambda one: one.line)

    @property
    def refusals(self) -> list[RefusedOrders]:
        return [refusal for desk in self._desks for one in desk.orders for refusal in one.refusals(desk.bars.time)]

    @property
    def open(self) -> list[OpenPosition]:
        """Positions that were open at the end."""
        return [found for desk in self._desks if (found := _still_open(desk))]

    def state(self, number: int) -> State:
        """What scripts may ask of the account, at the close of each bar of the market with that number."""
        desk, holdings = self._desks[number], self._holdings[number]
        columns = {
            "position": holdings.signed,
            "entry_price": np.where(holdings.signed != 0, holdings.price, np.nan),
            "bars_in_position": holdings.bars(desk),
            "unrealized_pnl": holdings.unrealized,
            "equity": self.equity,
            "cash": self.cash,
        }
        if desk.moments is not None:
            columns = {name: values[desk.moments] for name, values in columns.items()}
        return State(**columns)


def _still_open(desk: Desk) -> OpenPosition | None:
    position = desk.position
    if position is None:
        return None
    last = float(desk.bars.close[-1])
    return OpenPosition(
        desk.bars.ticker,
        SIDES[position.side],
        abs(position.signed),
        int(desk.bars.time[position.start]),
        position.price,
        last,
        position.weight,
        position.put_in,
        position.fee,
        position.signed * (last - position.price),
        len(desk.bars) - position.start,
        position.line,
    )
