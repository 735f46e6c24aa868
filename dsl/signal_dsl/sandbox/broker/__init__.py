"""What becomes of decisions: orders that fill at the next bar's open, positions, and the account's books.

    book = trade([Market(bars, decisions, PERPETUAL)], Terms(initial_cash=10_000, leverage=3))

An event-driven simulation: it visits only bars at which something can change, found by NumPy in the decisions' arrays;
the account's value at the bars in between is computed afterwards, all at once.
"""

from signal_dsl.sandbox.broker.book import Book
from signal_dsl.sandbox.broker.session import Session, trade
from signal_dsl.sandbox.broker.terms import CROSS, ISOLATED, LONG, SHORT, Market, Terms
from signal_dsl.sandbox.broker.trades import OpenPosition, RefusedOrders, Trade

__all__ = [
    "CROSS",
    "ISOLATED",
    "LONG",
    "SHORT",
    "Book",
    "Market",
    "OpenPosition",
    "RefusedOrders",
    "Session",
    "Terms",
    "Trade",
    "trade",
]
