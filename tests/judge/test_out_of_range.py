"""SIG401 says of a run what happens to it: TA_OUT_OF_RANGE, which comes of evaluating too few bars and of no rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl import lint
from signal_dsl.sandbox.backtest import Backtest
from signal_dsl.sandbox.language import catalog
from signal_dsl.sandbox.refusal import TA_OUT_OF_RANGE, RefusalError
from signal_dsl.sandbox.request import read_request
from signal_dsl.settings import Settings
from signal_dsl.timeframe import bars_between
from tests.amounts import slow_cases
from tests.judge.markets import Remembered
from tests.judge.scripts import PERPETUAL, whole

MARKET = Remembered()
FIRST = date(2019, 3, 1)
# Bars of these are few enough for a range to be too short, and a range of days to be neither.
TIMEFRAMES = {"1h": 40, "4h": 120, "1d": 700, "1w": 3000, "1M": 9000}


def outcome(body: dict) -> str:
    """The code by which a run fails; empty where it does not."""
    try:
        Backtest(body).run(MARKET)
    except RefusalError as error:
        return error.code
    return ""


@settings(max_examples=10 * slow_cases())
@given(
    whole(4, tickers=PERPETUAL[:2], signals=(0, 2), state=0.05),
    st.sampled_from(sorted(TIMEFRAMES)),
    st.data(),
)
def test_too_short_is_what_fails(script, timeframe, data):
    length = data.draw(st.integers(1, TIMEFRAMES[timeframe]))
    start = FIRST + timedelta(days=data.draw(st.integers(0, 400)))
    # One ticker of the script may be missing, and there is one that it does not name.
    universe = [*script.tickers[: data.draw(st.integers(0, 2))], PERPETUAL[2]]
    body = {
        "script": script.text,
        "universe": universe,
        "exchange": "binancefuturesusd",
        "timeframe": timeframe,
        "start_date": start.isoformat(),
        "end_date": (start + timedelta(days=length)).isoformat(),
    }
    found = lint(script.text, catalog=catalog(), settings=Settings(read_request(body).run))
    is_short = any(one.code == "SIG401" for one in found)
    if bars_between(start, start + timedelta(days=length), timeframe):
        assert outcome(body) == (TA_OUT_OF_RANGE if is_short else "")
    else:
        assert is_short
        assert outcome(body) in (TA_OUT_OF_RANGE, "DATA_UNAVAILABLE")


@pytest.mark.parametrize("bars", [199, 200])
def test_the_last_bar_that_is_missing(bars):
    start = date(2024, 1, 1)
    body = {
        "script": f'emit_signal(close > ema(close, 200), entry("{PERPETUAL[0]}", "LONG", Weight(0.5)))',
        "universe": [PERPETUAL[0]],
        "exchange": "binancefuturesusd",
        "timeframe": "1d",
        "start_date": start.isoformat(),
        "end_date": (start + timedelta(days=bars)).isoformat(),
    }
    assert outcome(body) == (TA_OUT_OF_RANGE if bars < 200 else "")
