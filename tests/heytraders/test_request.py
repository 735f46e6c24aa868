"""The body of a backtest's request."""

import pytest

from signal_dsl.errors import UsageError
from signal_dsl.heytraders.address import Address
from signal_dsl.heytraders.request import request, sendable
from signal_dsl.settings import RunSettings, from_options


def test_settings_that_are_given() -> None:
    run = from_options(timeframe="4h", start_date="2024-01-01", end_date="2024-06-01", universe=["BINANCE:BTC/USDT"])
    assert request("x = 1\n", run) == {
        "strategy_type": "signal",
        "script": "x = 1\n",
        "universe": ["BINANCE:BTC/USDT"],
        "start_date": "2024-01-01",
        "end_date": "2024-06-01",
        "timeframe": "4h",
    }


def test_what_is_missing_is_told_with_how_to_say_it() -> None:
    with pytest.raises(UsageError, match=r"`start_date` and `end_date`.*# start_date = "):
        request("x = 1\n", RunSettings(universe=("BINANCE:BTC/USDT",)))


def test_what_the_platform_has_no_setting_for_is_not_sent_there() -> None:
    body: dict[str, object] = {"script": "x", "start_date": "2024-01-01", "analysis_start": "2024-03-01"}
    sent, told = sendable(body, Address("https://example.org/api/v1"))
    assert sent == {"script": "x", "start_date": "2024-01-01"}
    assert told.startswith("`analysis_start` is not sent, since the platform has no such setting: ")
    assert "from 2024-01-01 on" in told
    assert sendable(body, Address("http://127.0.0.1:8000/api/v1")) == (body, "")
    assert sendable(sent, Address("https://example.org/api/v1")) == (sent, "")
