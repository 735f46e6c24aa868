"""Decisions that depend on what was traded before, and trades that depend on the decisions: worked out in turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from signal_dsl.sandbox.broker import Book, Market, Session, Terms
from signal_dsl.sandbox.evaluator import Program, State

# Moments for which decisions are made in one go, at least. As long as nothing is traded, the next go is twice as long.
_STRETCH = 64
# Moments after which progress is told where all decisions are made beforehand: each time costs as much as some trades.
_PART = 25_000


def carry_out(
    program: Program, markets: Sequence[Market], terms: Terms, progress: Callable[[float], None] | None = None
) -> Book:
    """Trade a program's decisions in the markets, whose own `decisions` are not looked at.

    Where decisions depend on the account's state, they are made for some bars ahead as if nothing were traded in them.
    The first trade shows how far that was true: from there on they are made anew. `progress` is told how much of the
    time is over, from 0 to 1.
    """
    if not program.uses_state:
        session = Session([replace(one, decisions=program.decisions(one.bars)) for one in markets], terms)
        while session.at < session.last and session.ruined_at is None:
            session.run(min(session.at + _PART, session.last))
            if progress:
                progress(session.at / session.last)
        return session.finish()
    flat = [State.flat(len(one.bars), terms.initial_cash) for one in markets]
    first = [program.decisions(one.bars, state) for one, state in zip(markets, flat, strict=True)]
    session = Session([replace(one, decisions=made) for one, made in zip(markets, first, strict=True)], terms)
    states = _States(session)
    stretch = _STRETCH
    while session.at < session.last and session.ruined_at is None:
        begin = session.at
        until = min(begin + stretch, session.last)
        _decide(program, session, states, until)
        changed = session.run(until, once=True)
        stretch = max(_STRETCH, 2 * (session.at - begin)) if changed else 2 * stretch
        if progress:
            progress(session.at / session.last)
    _decide(program, session, states, session.last + 1)
    return session.finish()


def _decide(program: Program, session: Session, states: _States, until: int) -> None:
    """Make all decisions from the last moment that is over to before `until`, as if the account stayed as it is."""
    states.hold(session.at, until)
    for desk, state in zip(session.desks, states.of, strict=True):
        since, stop = desk.bar_from(session.at), desk.bar_from(until)
        if since < stop:
            made = program.decisions(desk.bars, state, since=since, until=stop)
            for order, decision in zip(desk.orders, made, strict=True):
                order.revise(decision, since, stop)


class _States:
    """What the account held at each moment's close: for good where that is over, after it as if nothing were traded."""

    def __init__(self, session: Session) -> None:
        self._session = session
        length = session.last + 1
        self._equity, self._cash = np.zeros(length), np.zeros(length)
        # A ticker whose bars are the account's moments shares its arrays.
        self.of = [
            State(
                position=np.zeros(desk.length),
                entry_price=np.zeros(desk.length),
                bars_in_position=np.zeros(desk.length),
                unrealized_pnl=np.zeros(desk.length),
                equity=self._equity if desk.moments is None else np.zeros(desk.length),
                cash=self._cash if desk.moments is None else np.zeros(desk.length),
            )
            for desk in session.desks
        ]
        self._closes = [desk.spread(desk.bars.close) for desk in session.desks]

    def hold(self, start: int, stop: int) -> None:
        """The account as it is, from the moment `start` to before `stop`."""
        account = self._session.account
        cash, equity = self._cash[start:stop], self._equity[start:stop]
        cash[:] = equity[:] = account.cash
        for desk in account.open:
            assert desk.position
            equity += desk.position.value(self._closes[desk.number][start:stop])  # type: ignore[arg-type]
        for desk, state in zip(self._session.desks, self.of, strict=True):
            bars = slice(desk.bar_from(start), desk.bar_from(stop))
            position = desk.position
            if position is None:
                state.position[bars] = state.bars_in_position[bars] = state.unrealized_pnl[bars] = 0.0
                state.entry_price[bars] = np.nan
            else:
                state.position[bars] = position.signed
                state.entry_price[bars] = position.price
                state.bars_in_position[bars] = np.arange(bars.start, bars.stop) - position.start
                state.unrealized_pnl[bars] = position.signed * (desk.bars.close[bars] - position.price)
            if desk.moments is not None:
                state.equity[bars] = self._equity[desk.moments[bars]]
                state.cash[bars] = self._cash[desk.moments[bars]]
