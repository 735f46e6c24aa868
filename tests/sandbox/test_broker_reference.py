"""The fast broker does what the plain one does, trade for trade, bar for bar, refusal for refusal."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from signal_dsl.sandbox.broker import Session, trade
from tests.sandbox.broker_cases import sessions
from tests.sandbox.broker_reference import Reference, refusals

SCALE = settings().max_examples
WORDS = ("ticker", "side", "entry_time", "exit_time", "reason", "entry_line", "exit_line")
NUMBERS = ("size", "entry_price", "exit_price", "fees", "pnl")


@settings(max_examples=10 * SCALE)
@given(sessions())
def test_fast_equals_plain(session):
    markets, terms = session
    book = trade(markets, terms)
    in_parts = Session(markets, terms)
    for part in range(1, 8):
        in_parts.run(in_parts.last * part // 7)
    parts = in_parts.finish()
    assert (parts.trades, parts.refusals) == (book.trades, book.refusals)
    np.testing.assert_array_equal(parts.equity, book.equity)
    plain = Reference(markets, terms).run()
    key = lambda one: (one["entry_time"], one["ticker"], one["exit_time"])  # noqa: E731
    fast_trades = sorted((one._asdict() for one in book.trades), key=key)
    plain_trades = sorted(plain.trades, key=key)
    assert [[one[name] for name in WORDS] for one in fast_trades] == [
        [one[name] for name in WORDS] for one in plain_trades
    ]
    for fast, slow in zip(fast_trades, plain_trades, strict=True):
        for name in NUMBERS:
            assert fast[name] == pytest.approx(slow[name], rel=1e-6, abs=1e-9 * terms.initial_cash), name
    assert book.time.tolist() == plain.timeline
    np.testing.assert_allclose(book.cash, plain.cash_by, rtol=1e-7, atol=1e-8 * terms.initial_cash)
    np.testing.assert_allclose(book.equity, plain.equity_by, rtol=1e-7, atol=1e-8 * terms.initial_cash)
    refused = {(one.line, one.ticker, one.reason): (one.orders, one.first, one.last) for one in book.refusals}
    assert refused == refusals(plain)
