"""Decisions that depend on the account are those that the account, as it then was, leads to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.analysis import analyze
from signal_dsl.markets import PERPETUAL as PERPETUAL_MARKET
from signal_dsl.sandbox.broker import CROSS, ISOLATED, Market, Terms, trade
from signal_dsl.sandbox.evaluator import Program
from signal_dsl.sandbox.feedback import carry_out
from tests.amounts import slow_cases
from tests.generators import BARS
from tests.judge.markets import judged
from tests.judge.scripts import PERPETUAL, whole


@settings(max_examples=3 * slow_cases())
@given(
    whole(5, tickers=PERPETUAL, state=0.5, unbounded=0.1, weights=0.3, signals=(1, 6)),
    st.sampled_from([ISOLATED, CROSS]),
    st.sampled_from([1.0, 3.0, 50.0]),
    st.booleans(),
)
def test_decisions_and_trades_agree(script, mode, leverage, has_gaps):
    """What is decided at a bar hangs on the account up to it, and the account on what was decided before: so there is
    one solution, and whatever fits together is it."""
    program = Program(analyze(script.text))
    terms = Terms(mode=mode, leverage=leverage)
    bars = [judged(BARS, ticker, 30 + place) for place, ticker in enumerate(script.tickers)]
    if has_gaps:
        bars = [one.part(slice(7 * place, BARS - 5 * place)) for place, one in enumerate(bars)]
    markets = [Market(one, (), PERPETUAL_MARKET) for one in bars]
    book = carry_out(program, markets, terms)
    decided = [program.decisions(one, book.state(place)) for place, one in enumerate(bars)]
    again = trade([replace(one, decisions=made) for one, made in zip(markets, decided, strict=True)], terms)
    assert again.trades == book.trades
    assert again.refusals == book.refusals
    np.testing.assert_array_equal(again.equity, book.equity)
    np.testing.assert_array_equal(again.cash, book.cash)
    for one, other in zip(again.orders, book.orders, strict=True):
        assert (one.filled, one.refused) == (other.filled, other.refused)
        np.testing.assert_array_equal(one.held, other.held)
