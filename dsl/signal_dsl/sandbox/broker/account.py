"""The money: cash, open positions, closed trades."""

from __future__ import annotations

from signal_dsl.sandbox.bars import Integers
from signal_dsl.sandbox.broker.desk import Desk
from signal_dsl.sandbox.broker.elements import elements
from signal_dsl.sandbox.broker.position import Position, opened
from signal_dsl.sandbox.broker.terms import LONG, SIDES, Terms
from signal_dsl.sandbox.broker.trades import LIQUIDATION, Trade

# What is below this part of the initial cash is nothing.
DUST = 1e-9


class Account:
    """One account, shared by all tickers. Equity is `cash` plus the value of each open position at all times.

    `noted` pairs moments with the cash from then on; `changes` counts positions opened and closed.
    """

    def __init__(self, terms: Terms, timeline: Integers) -> None:
        self.terms = terms
        self.timeline = timeline
        self.times = elements(timeline)
        self.cash = terms.initial_cash
        self.open: list[Desk] = []
        self.trades: list[Trade] = []
        self.noted: list[tuple[int, float]] = []
        self.changes = 0

    @property
    def is_empty(self) -> bool:
        return not self.open and self.cash <= DUST * self.terms.initial_cash

    def note(self, moment: int) -> None:
        self.noted.append((moment, self.cash))

    def equity(self, moment: int) -> float:
        """Cash and positions at the open of `moment`; a ticker without a bar there counts at its last close."""
        total = self.cash
        floor = not self.terms.is_cross
        for desk in self.open:
            position: Position = desk.position  # type: ignore[assignment]
            value = position.margin + position.signed * (desk.mark[moment] - position.price)
            total += 0.0 if floor and value < 0 else value
        return total

    def free(self, equity: float) -> float:
        """Cash that an order may use. With cross margin, unrealised losses need their cover."""
        if not self.terms.is_cross:
            return self.cash
        return min(self.cash, equity - sum(desk.position.margin for desk in self.open if desk.position))

    def taken(self, besides: Desk | None = None) -> float:
        """The weights of the open positions together."""
        total = 0.0
        for desk in self.open:
            if desk is not besides:
                total += desk.position.weight  # type: ignore[union-attr]
        return total

    def enter(self, desk: Desk, bar: int, moment: int, side: int, weight: float, line: int) -> bool:
        """Open a position with `weight` of the equity, or with what cash is free if that is less; False: with none."""
        equity = self.equity(moment)
        put_in = min(weight * equity, self.free(equity))
        if put_in <= DUST * self.terms.initial_cash:
            return False
        price = desk.open[bar] * (1 + side * self.terms.slippage)
        desk.position = opened(side, put_in, weight, price, bar, line, desk.leverage, self.terms.trading_fee)
        self.changes += 1
        self.cash -= put_in
        self.open.append(desk)
        return True

    def leave(self, desk: Desk, bar: int, reason: str, line: int | None) -> None:
        """Close a position at a bar's open. The market can take its margin at most, and with cross margin all cash."""
        position: Position = desk.position  # type: ignore[assignment]
        price = desk.open[bar] * (1 - position.side * self.terms.slippage)
        back = position.margin + position.signed * (price - position.price)
        fee = abs(position.signed) * price * self.terms.trading_fee
        alone = len(self.open) == 1
        least = 0.0 if not self.terms.is_cross else -self.cash if alone else -float("inf")
        back = max(back, least)
        fee = min(fee, back - least)
        self._close(desk, desk.moment(bar), price, back - fee, fee, reason, line)

    def liquidate(self, desk: Desk, bar: int, at_open: bool) -> None:
        """The position's margin is lost, no more and no less."""
        position: Position = desk.position  # type: ignore[assignment]
        worst, price = float(desk.open[bar]), position.liquidation
        if not at_open:
            worst = min(worst, price) if position.side == LONG else max(worst, price)
        self._close(desk, desk.moment(bar), worst, 0.0, 0.0, LIQUIDATION, None)

    def lose_all(self, moment: int, prices: dict[Desk, float]) -> None:
        """Cross margin is gone: each position ends at its price, and the cash goes with them, by their margins."""
        margins = sum(desk.position.margin for desk in self.open if desk.position)
        cash = self.cash
        for desk in tuple(self.open):
            assert desk.position
            self._close(desk, moment, prices[desk], -cash * desk.position.margin / margins, 0.0, LIQUIDATION, None)
        self.cash = 0.0

    def _close(
        self, desk: Desk, moment: int, price: float, back: float, fee: float, reason: str, line: int | None
    ) -> None:
        """`back` returns to the cash, after the `fee`."""
        position: Position = desk.position  # type: ignore[assignment]
        self.changes += 1
        self.cash += back
        self.open.remove(desk)
        desk.position = None
        start = position.start
        desk.held.append((desk.moment(start), moment, position))
        put_in = position.margin + position.fee
        pnl = back - put_in
        self.trades.append(
            Trade(
                desk.bars.ticker,
                SIDES[position.side],
                abs(position.signed),
                self.times[desk.moment(start)],
                position.price,
                self.times[moment],
                price,
                position.weight,
                put_in,
                position.fee + fee,
                pnl,
                100 * pnl / put_in,
                desk.bar_from(moment) - start,
                reason,
                position.line,
                line,
            )
        )
