"""What the account did: closed trades, positions still open, orders that were refused."""

from __future__ import annotations

from typing import NamedTuple

# Why a trade ended.
EXIT = "exit"
REVERSE = "reverse"
LIQUIDATION = "liquidation"

# Why an order was refused.
NO_SHORT = "only perpetual contracts can be sold short"
BAD_WEIGHT = "the weight is not a number above 0 and at most 1"
OVER = "with the open positions, the weights would come to more than 1"
BOTH_SIDES = "another signal has just entered the other side"
NO_CASH = "no cash is free"
RUINED = "nothing is left in the account"


class Trade(NamedTuple):
    """A closed trade. Times are seconds since 1970: the open of the bar in which it filled.

    size        units of the base currency, always positive
    put_in      margin and entry fee, in the quote currency: the weight's part of equity
    fees        of entry and exit together
    pnl         after fees; `pnl_pct` is percent of `put_in`
    bars        that it was held through
    reason      EXIT, REVERSE or LIQUIDATION
    entry_line, exit_line   the lines of the signals that opened and closed it; None for a liquidation
    """

    ticker: str
    side: str
    size: float
    entry_time: int
    entry_price: float
    exit_time: int
    exit_price: float
    weight: float
    put_in: float
    fees: float
    pnl: float
    pnl_pct: float
    bars: int
    reason: str
    entry_line: int
    exit_line: int | None


class OpenPosition(NamedTuple):
    """A position that was still open at the end, marked to the last close; no fee of closing it is counted."""

    ticker: str
    side: str
    size: float
    entry_time: int
    entry_price: float
    last_price: float
    weight: float
    put_in: float
    fees: float
    unrealized_pnl: float
    bars: int
    entry_line: int


class RefusedOrders(NamedTuple):
    """Orders of one signal that were refused for one reason: how many, and when the first and last would have filled.

    Times are seconds since 1970.
    """

    line: int
    ticker: str
    side: str
    reason: str
    orders: int
    first: int
    last: int
