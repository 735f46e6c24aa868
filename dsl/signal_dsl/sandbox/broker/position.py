"""An open position."""

from __future__ import annotations

from signal_dsl.sandbox.broker.terms import LONG, MAINTENANCE


class Position:
    """A position in one ticker.

    side        LONG or SHORT
    signed      units of the base currency, negative for SHORT
    start       the bar, counted in the ticker's own bars, at whose open it filled
    price       of the fill, slippage included
    margin      what is set aside for it: its value at the fill divided by the leverage
    fee         paid at the fill
    weight      that the order asked for
    line        of the signal
    liquidation the price at which its own margin is down to the maintenance margin; 0 where none is that low
    """

    __slots__ = ("fee", "line", "liquidation", "margin", "price", "side", "signed", "start", "weight")

    def __init__(
        self, side: int, size: float, start: int, price: float, margin: float, fee: float, weight: float, line: int
    ) -> None:
        self.side = side
        self.signed = side * size
        self.start = start
        self.price = price
        self.margin = margin
        self.fee = fee
        self.weight = weight
        self.line = line
        self.liquidation = self._liquidation()

    def value(self, mark: float) -> float:
        """Margin and unrealised profit or loss at the price `mark`: what it adds to the account's equity."""
        return self.margin + self.signed * (mark - self.price)

    @property
    def put_in(self) -> float:
        return self.margin + self.fee

    def _liquidation(self) -> float:
        """margin + signed (P - price) = MAINTENANCE |signed| P, solved for P; a LONG without leverage has none."""
        size = abs(self.signed)
        if self.side == LONG:
            lowest = self.price - self.margin / size
            return lowest / (1 - MAINTENANCE) if lowest > 1e-9 * self.price else 0.0
        return (self.price + self.margin / size) / (1 + MAINTENANCE)


def opened(
    side: int, put_in: float, weight: float, price: float, start: int, line: int, leverage: float, fee: float
) -> Position:
    """The position that `put_in` pays for: margin and fee together, so that a weight of 1 can be paid for.

    value / leverage + value × fee = put_in
    """
    value = put_in / (1 / leverage + fee)
    return Position(side, value / price, start, price, value / leverage, value * fee, weight, line)
