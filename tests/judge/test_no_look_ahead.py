"""Nothing that comes after a bar changes what is decided at it, or what the account is worth at its close."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.analysis import analyze
from signal_dsl.markets import PERPETUAL as PERPETUAL_MARKET
from signal_dsl.sandbox.broker import CROSS, ISOLATED, Market, Terms
from signal_dsl.sandbox.evaluator import Program
from signal_dsl.sandbox.feedback import carry_out
from tests.amounts import slow_cases
from tests.generators import BARS
from tests.judge.markets import changed_after, judged, judged_state
from tests.judge.scripts import PERPETUAL, SPOT, whole

MANY = settings(max_examples=10 * slow_cases())


@MANY
@given(whole(state=0.1, unbounded=0.3, weights=0.2, signals=(1, 3)), st.integers(0, BARS - 2), st.integers(0, 20))
def test_a_decision_knows_nothing_of_later_bars(script, moment, seed):
    bars = judged(BARS, SPOT[0])
    program = Program(analyze(script.text))
    state = judged_state(BARS)
    before = program.decisions(bars, state)
    after = program.decisions(changed_after(bars, moment, seed), state)
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(one.condition[: moment + 1], other.condition[: moment + 1])
        if one.weight is not None:
            np.testing.assert_array_equal(one.weight[: moment + 1], other.weight[: moment + 1])


@settings(max_examples=2 * slow_cases())
@given(
    whole(5, tickers=PERPETUAL[:2], state=0.3, unbounded=0.1, weights=0.2, signals=(1, 5)),
    st.integers(0, BARS - 2),
    st.integers(0, 20),
    st.sampled_from([ISOLATED, CROSS]),
    st.sampled_from([1.0, 5.0, 50.0]),
)
def test_an_account_knows_nothing_of_later_bars(script, moment, seed, mode, leverage):
    program = Program(analyze(script.text))
    terms = Terms(mode=mode, leverage=leverage)
    bars = [judged(BARS, ticker, 30 + place) for place, ticker in enumerate(script.tickers)]
    books = [
        carry_out(program, [Market(one, (), PERPETUAL_MARKET) for one in some], terms)
        for some in (bars, [changed_after(one, moment, seed) for one in bars])
    ]
    for name in ("cash", "equity", "positions"):
        one, other = (getattr(book, name)[: moment + 1] for book in books)
        np.testing.assert_array_equal(one, other)
    until = int(bars[0].time[moment])
    one, other = ([trade for trade in book.trades if trade.exit_time <= until] for book in books)
    assert one == other
