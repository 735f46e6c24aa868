"""What goes into a program besides bars, and what comes out: the account's state, and decisions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from signal_dsl.sandbox.bars import Booleans, Floats


@dataclass(frozen=True, eq=False)
class State:
    """Position and account at each bar's close, as the broker knows them then; one value of each a bar.

    position            units of the base held in this ticker, below 0 for a short; 0 without a position
    entry_price         the mean price at which the position was opened; NaN without a position
    bars_in_position    bars since the one at whose open the position was opened: 0 at that bar; 0 without a position
    unrealized_pnl      profit or loss of the open position at the bar's close, in the quote currency; 0 without one
    equity, cash        of the account that trades this ticker, in the quote currency
    """

    position: Floats
    entry_price: Floats
    bars_in_position: Floats
    unrealized_pnl: Floats
    equity: Floats
    cash: Floats

    @classmethod
    def flat(cls, bars: int, cash: float = 10_000.0) -> State:
        """The state of an account that never trades."""
        nothing = np.zeros(bars)
        money = np.full(bars, float(cash))
        return cls(nothing, np.full(bars, np.nan), nothing, nothing, money, money)


@dataclass(frozen=True, eq=False)
class Decision:
    """When one `emit_signal` acts. The arrays have one element for each bar and are not to be written to.

    line        of the `emit_signal` in the script, from 1
    kind        "entry" or "exit"
    side        "LONG" or "SHORT"; of an exit None where it closes whatever there is
    condition   true at the bars at whose close the action is decided
    valid_from  the first bar at which the condition has a value, the number of bars where none has one; before it
                `condition` is False
    weight      of an entry the fraction of equity to put in; NaN, or outside (0, 1], at bars where a computed weight is
                of no use; None for an exit
    """

    line: int
    kind: str
    ticker: str
    side: str | None
    condition: Booleans
    valid_from: int
    weight: Floats | None
