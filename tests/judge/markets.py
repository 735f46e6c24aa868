"""Bars for the judge's evaluations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import numpy as np

from signal_dsl.sandbox.bars import COLUMNS, Bars
from signal_dsl.sandbox.data import Synthetic
from signal_dsl.sandbox.evaluator import State
from tests.judge.scripts import STATE
from tests.referee import market


class Remembered(Synthetic):
    """Made-up markets that are made up once."""

    load = cache(Synthetic.load)


HOUR = 3600
START = 1_704_067_200  # 2024-01-01, a Monday


@cache
def judged(bars: int, ticker: str, seed: int = 7) -> Bars:
    """The referee's market as the sandbox's bars."""
    data = market(bars, seed)
    extra = {name: data[name] for name in ("funding_rate", "open_interest")}
    time = START + HOUR * np.arange(bars, dtype=np.int64)
    return Bars(ticker, "1h", time, *(data[name] for name in COLUMNS), extra=extra)


def judged_data(bars: int, seed: int = 7) -> dict[str, np.ndarray]:
    """The referee's market, at the times of the sandbox's bars, by Python's own calendar."""
    moments = [datetime.fromtimestamp(START + HOUR * place, UTC) for place in range(bars)]
    times = {
        **{name: [getattr(moment, name) for moment in moments] for name in ("year", "month", "day", "hour", "minute")},
        "day_of_week": [moment.weekday() for moment in moments],
    }
    return {**market(bars, seed), **{name: np.array(values, np.float64) for name, values in times.items()}}


def judged_state(bars: int, seed: int = 7) -> State:
    """The referee's made-up state of an account."""
    data = market(bars, seed)
    return State(*(data[name] for name in STATE))


def changed_after(bars: Bars, moment: int, seed: int) -> Bars:
    """The same bars up to `moment`, others after it."""
    other = judged(len(bars), bars.ticker, seed + 1000)
    columns = {
        name: np.concatenate([getattr(bars, name)[: moment + 1], getattr(other, name)[moment + 1 :]])
        for name in COLUMNS
    }
    extra = {
        name: np.concatenate([bars.extra[name][: moment + 1], other.extra[name][moment + 1 :]]) for name in bars.extra
    }
    return replace(bars, **columns, extra=extra)
