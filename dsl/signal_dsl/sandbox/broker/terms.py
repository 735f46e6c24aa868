"""What is traded, and on which terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from signal_dsl.markets import PERPETUAL
from signal_dsl.sandbox.bars import Bars
from signal_dsl.sandbox.evaluator import Decision

LONG, SHORT = 1, -1
SIDES = {LONG: "LONG", SHORT: "SHORT"}

ISOLATED = "isolated"
CROSS = "cross"

# The part of a position's value below which its margin must not fall, or it is liquidated. Exchanges ask for 0.4 to 1 %
# of small positions.
MAINTENANCE = 0.005


@dataclass(frozen=True)
class Terms:
    """What holds for the whole account.

    initial_cash    in the quote currency
    trading_fee     fraction of the traded value, taken at each fill
    slippage        fraction of the price by which each fill is worse than the bar's open
    leverage        1 to 100; perpetual markets only, others trade at 1
    mode            ISOLATED: a position can lose its own margin at most; CROSS: all of the account stands for each
    analysis_start  seconds since 1970; what was decided at bars that open before it does not trade
    """

    initial_cash: float = 10_000.0
    trading_fee: float = 0.0005
    slippage: float = 0.0005
    leverage: float = 1.0
    mode: str = ISOLATED
    analysis_start: int | None = None

    @property
    def is_cross(self) -> bool:
        return self.mode == CROSS


@dataclass(frozen=True, eq=False)
class Market:
    """One ticker: its bars, what was decided on them in the script's order, and its market type."""

    bars: Bars
    decisions: Sequence[Decision]
    kind: str

    @property
    def can_short(self) -> bool:
        """Only a perpetual contract can be sold without being owned."""
        return self.kind == PERPETUAL

    def leverage(self, terms: Terms) -> float:
        return terms.leverage if self.kind == PERPETUAL else 1.0
