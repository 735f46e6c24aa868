"""Made-up markets: the same whenever and however they are asked for, and of the kind that markets are."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.sandbox.bars import COLUMNS
from signal_dsl.sandbox.data import Synthetic
from signal_dsl.sandbox.data.resample import resampled
from signal_dsl.sandbox.refusal import RefusalError
from signal_dsl.timeframe import TIMEFRAMES, bars_between

TICKERS = (
    "BINANCE:BTC/USDT",
    "BINANCE:PEPE/USDT",
    "UPBIT:BTC/KRW",
    "BINANCEFUTURESUSD:ETH/USDT:USDT",
)


@pytest.mark.parametrize("ticker", TICKERS)
@pytest.mark.parametrize("timeframe", TIMEFRAMES)
def test_bars_are_bars(ticker, timeframe):
    start, end = date(2023, 1, 2), date(2023, 4, 3)
    bars = Synthetic().load(ticker, timeframe, start, end).bars
    assert len(bars) == bars_between(start, end, timeframe) > 0
    assert (np.diff(bars.time) > 0).all()
    assert (bars.low <= np.minimum(bars.open, bars.close)).all()
    assert (bars.high >= np.maximum(bars.open, bars.close)).all()
    assert (bars.low > 0).all()
    assert (bars.volume >= 0).all()
    assert all(np.isfinite(getattr(bars, name)).all() for name in COLUMNS)
    if "FUTURES" in ticker:
        assert set(bars.extra) == {"funding_rate", "open_interest"}
        assert np.abs(bars.extra["funding_rate"]).max() < 0.01


@given(
    st.sampled_from(TICKERS),
    st.sampled_from(
        [("1m", "15m"), ("15m", "1h"), ("1h", "4h"), ("1h", "1d"), ("1d", "1w"), ("15m", "1M"), ("30m", "1d")]
    ),
    st.integers(0, 15_000),
)
def test_timeframes_add_up(ticker, pair, first):
    small, large = pair
    start = date(1972, 1, 1) + timedelta(days=first)
    end = start + timedelta(days=70)
    market = Synthetic()
    made = resampled(market.load(ticker, small, start, end).bars, large)
    own = market.load(ticker, large, start, end).bars
    inside = np.isin(own.time, made.time)
    assert inside.sum() >= len(own) - 1
    both = np.isin(made.time, own.time)
    for name in ("time", *COLUMNS):
        np.testing.assert_array_equal(getattr(made, name)[both], getattr(own, name)[inside], err_msg=name)


@given(st.sampled_from(TICKERS), st.integers(0, 20_000), st.integers(1, 40), st.integers(0, 50))
def test_the_same_in_any_range(ticker, first, length, before):
    start = date(1971, 1, 1) + timedelta(days=first)
    end = start + timedelta(days=length)
    part = Synthetic().load(ticker, "1h", start, end).bars
    whole = Synthetic().load(ticker, "1h", start - timedelta(days=before), end + timedelta(days=before)).bars
    whole = whole.part(slice(24 * before, 24 * (before + length)))
    for name in ("time", *COLUMNS):
        np.testing.assert_array_equal(getattr(part, name), getattr(whole, name))


def test_what_markets_are_like():
    """What anyone who trades would know: volatility, fat tails, quiet and wild times, coins that move as one."""
    start, end = date(2018, 1, 1), date(2024, 1, 1)
    moves = {}
    for coin in ("BTC", "ETH", "SOL", "DOGE"):
        bars = Synthetic().load(f"BINANCE:{coin}/USDT", "1d", start, end).bars
        moves[coin] = np.diff(np.log(bars.close))
        yearly = moves[coin].std() * np.sqrt(365)
        assert 0.3 < yearly < 1.5
        kurtosis = ((moves[coin] - moves[coin].mean()) ** 4).mean() / moves[coin].var() ** 2
        assert kurtosis > 4
        # Wild days follow wild days.
        size = np.abs(moves[coin])
        assert np.corrcoef(size[1:], size[:-1])[0, 1] > 0.05
        # Moves themselves can hardly be foretold.
        assert abs(np.corrcoef(moves[coin][1:], moves[coin][:-1])[0, 1]) < 0.1
    assert 0.3 < np.corrcoef(moves["BTC"], moves["ETH"])[0, 1] < 0.95
    hours = Synthetic().load("BINANCE:BTC/USDT", "1h", start, end).bars
    swing = np.log(hours.high / hours.low)
    assert np.corrcoef(swing, hours.volume)[0, 1] > 0.3
    of_the_day = [hours.volume[hour::24].mean() for hour in range(24)]
    assert max(of_the_day) > 1.5 * min(of_the_day)


def test_the_same_coin_costs_the_same_everywhere():
    start, end = date(2024, 1, 1), date(2024, 2, 1)
    one = Synthetic().load("BINANCE:ETH/USDT", "1d", start, end).bars.close
    other = Synthetic().load("GATE:ETH/USDT", "1d", start, end).bars.close
    np.testing.assert_allclose(one, other, rtol=1e-9)


def test_no_such_exchange():
    for ticker in ("NOWHERE:BTC/USDT", "BINANCE", "BINANCE:"):
        with pytest.raises(RefusalError, match="There is no market"):
            Synthetic().load(ticker, "1h", date(2024, 1, 1), date(2024, 1, 2))


def test_predictions_are_not_made_up():
    with pytest.raises(RefusalError, match="does not make up prediction markets"):
        Synthetic().load("POLYMARKET:713210456792522", "1h", date(2024, 1, 1), date(2024, 1, 2))
