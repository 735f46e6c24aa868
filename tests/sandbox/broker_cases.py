"""Made-up markets and decisions for the broker's tests, as wild as it takes to get everything to happen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from signal_dsl.markets import PERPETUAL, SPOT
from signal_dsl.sandbox.bars import Bars
from signal_dsl.sandbox.broker import CROSS, ISOLATED, Market, Terms
from signal_dsl.sandbox.evaluator import Decision

HOUR = 3600
START = 1_704_067_200  # 2024-01-01


def bars_of(ticker: str, rows: list[tuple[float, float, float, float]], times: list[int] | None = None) -> Bars:
    """Bars from (open, high, low, close), one an hour where no times (in hours) are given."""
    columns = np.array(rows, np.float64).reshape(-1, 4).T
    hours = np.arange(len(rows)) if times is None else np.array(times)
    return Bars(ticker, "1h", START + HOUR * hours.astype(np.int64), *columns, volume=np.ones(len(rows)))


def flat_bars(ticker: str, prices: list[float]) -> Bars:
    """Bars that trade at one price each."""
    return bars_of(ticker, [(price, price, price, price) for price in prices])


def entry(line: int, ticker: str, side: str, when: list[int], weight, bars: int, valid_from: int = 0) -> Decision:
    condition = np.zeros(bars, np.bool_)
    condition[when] = True
    return Decision(line, "entry", ticker, side, condition, valid_from, np.full(bars, weight, np.float64))


def exit_(line: int, ticker: str, side: str | None, when: list[int], bars: int, valid_from: int = 0) -> Decision:
    condition = np.zeros(bars, np.bool_)
    condition[when] = True
    return Decision(line, "exit", ticker, side, condition, valid_from, None)


def wild_bars(random: np.random.Generator, ticker: str, length: int, volatility: float, gaps: float) -> Bars:
    """A random walk; `gaps` is how likely a bar is missing."""
    close = 100 * np.exp(np.cumsum(random.normal(0, volatility, length)))
    open_ = np.concatenate([[100.0], close[:-1]]) * np.exp(random.normal(0, volatility / 2, length))
    high = np.maximum(open_, close) * np.exp(np.abs(random.normal(0, volatility / 2, length)))
    low = np.minimum(open_, close) * np.exp(-np.abs(random.normal(0, volatility / 2, length)))
    there = random.random(length) >= gaps
    there[random.integers(length)] = True
    time = START + HOUR * np.arange(length, dtype=np.int64)
    columns = (open_, high, low, close, np.ones(length))
    return Bars(ticker, "1h", time[there], *(column[there] for column in columns))


def wild_decisions(random: np.random.Generator, bars: Bars, first_line: int, step: int, count: int) -> list[Decision]:
    """Signals of all kinds, from rare to constant, some with weights that make no sense."""
    made = []
    length = len(bars)
    for number in range(count):
        valid_from = int(random.integers(0, max(1, length // 3)))
        condition = random.random(length) < random.choice([0.05, 0.3, 1.0], p=[0.4, 0.4, 0.2])
        condition[:valid_from] = False
        line = first_line + step * number
        if random.random() < 0.6:
            weight = np.full(length, random.choice([0.1, 0.3, 0.5, 0.7, 1.0]))
            if random.random() < 0.15:
                weight = random.choice([-0.1, 0.2, 0.4, 1.5, np.nan], size=length)
            side = random.choice(["LONG", "SHORT"])
            made.append(Decision(line, "entry", bars.ticker, str(side), condition, valid_from, weight))
        else:
            side = random.choice(["LONG", "SHORT", ""])
            made.append(Decision(line, "exit", bars.ticker, str(side) or None, condition, valid_from, None))
    return made


@st.composite
def sessions(draw: st.DrawFn) -> tuple[list[Market], Terms]:
    """Markets with decisions, and terms to trade them on."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    tickers = draw(st.integers(1, 4))
    length = draw(st.integers(1, 60))
    volatility = draw(st.sampled_from([0.005, 0.03, 0.2]))
    gaps = draw(st.sampled_from([0.0, 0.0, 0.3]))
    kinds = draw(st.sampled_from([(SPOT,), (PERPETUAL,), (PERPETUAL, SPOT)]))
    markets = []
    for number in range(tickers):
        bars = wild_bars(random, f"T{number}", length, volatility, gaps)
        decisions = wild_decisions(random, bars, 1 + number, tickers, draw(st.integers(0, 4)))
        markets.append(Market(bars, decisions, kinds[number % len(kinds)]))
    terms = Terms(
        initial_cash=draw(st.sampled_from([10_000.0, 1.0])),
        trading_fee=draw(st.sampled_from([0.0, 0.0005, 0.02])),
        slippage=draw(st.sampled_from([0.0, 0.0005, 0.05])),
        leverage=draw(st.sampled_from([1.0, 2.0, 10.0, 100.0])),
        mode=draw(st.sampled_from([ISOLATED, CROSS])),
    )
    if draw(st.booleans()):
        terms = replace(terms, analysis_start=START + HOUR * draw(st.integers(0, length)))
    return markets, terms
