"""How long is waited before the platform is asked again, by what it says and by what it does not say."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic

import pytest

from signal_dsl.heytraders.errors import (
    QuotaError,
    RateError,
)
from signal_dsl.heytraders.waiting import Patience, Pause, retry_after
from tests.heytraders.server import Server, bad, good
from tests.heytraders.support import EXECUTE, MARKETS, REQUEST, client, failure


@pytest.mark.parametrize("call", [MARKETS, EXECUTE])
def test_too_many_requests_are_waited_for(call: str) -> None:
    told: list[tuple[float, str]] = []
    busy = bad("RATE_LIMITED", "Slow down", 429, retry_after="0")
    with Server().on(call, busy, busy, good({"backtest_id": "b_1"})) as server:
        with client(server, pause=Pause(lambda seconds, why: told.append((seconds, why)))) as api:
            api.meta.markets() if call == MARKETS else api.backtest.execute(REQUEST)
        assert server.count(call) == 3
    assert told == []  # nobody is told of a wait that nobody notices


@pytest.mark.parametrize("call", [MARKETS, EXECUTE])
def test_too_many_requests_for_too_long(call: str) -> None:
    error, sent = failure(bad("RATE_LIMITED", "Slow down", 429), call=call)
    assert type(error) is RateError
    assert "RATE_LIMITED: Slow down." in str(error)
    assert sent == 4


def test_a_long_wait_is_told_and_can_be_ended() -> None:
    told: list[tuple[float, str]] = []
    cancelled = threading.Event()

    def tell(seconds: float, why: str) -> None:
        told.append((seconds, why))
        cancelled.set()

    with Server().on(MARKETS, bad("RATE_LIMITED", "Slow down", 429, retry_after="30")) as server:
        begun = monotonic()
        with client(server, pause=Pause(tell, cancelled)) as api, pytest.raises(RateError):
            api.meta.markets()
        assert monotonic() - begun < 20
        assert server.count(MARKETS) == 1
    assert [(round(seconds), why) for seconds, why in told] == [(30, "The platform refuses: RATE_LIMITED: Slow down.")]


def test_what_is_asked_for_too_long_is_not_waited_for() -> None:
    error, sent = failure(bad("RATE_LIMITED", "Slow down", 429, retry_after="3600"))
    assert isinstance(error, RateError)
    assert error.retry_after == 3600
    assert "Try again in 60 minutes" in str(error)
    assert sent == 1


def test_an_empty_quota_is_not_asked_again() -> None:
    error, sent = failure(bad("FREE_QUOTA_EXCEEDED", "10 an hour", 429, retry_after="1200"), call=EXECUTE)
    assert isinstance(error, QuotaError)
    assert error.retry_after == 1200
    assert "Try again in 20 minutes" in str(error)
    assert "--sandbox" in error.remedy
    assert sent == 1


SINCE_NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize("skew", [timedelta(), timedelta(days=-400), timedelta(hours=5)])
def test_a_moment_to_wait_for_is_read_by_the_servers_clock(skew: timedelta) -> None:
    now = datetime.now(UTC) + skew
    until = format_datetime(now + timedelta(seconds=7), usegmt=True)
    assert retry_after({"date": format_datetime(now, usegmt=True), "retry-after": until}) == pytest.approx(7)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7", 7), ("0.5", 0.5), ("", None), ("soon", None), ("-3", None), ("nan", None), ("1e9", None), ("9" * 400, None),
     ("Sat, 28 Nov 2026 12:00:00 GMT", None), ("٣", None)],
)  # fmt: skip
def test_odd_times_to_wait(text: str, seconds: float | None) -> None:
    date = format_datetime(datetime(2026, 11, 28, 13, tzinfo=UTC), usegmt=True)
    found = retry_after({"retry-after": text, "date": date})
    assert found == (0 if "Nov" in text else seconds)


def test_waits_grow_and_differ() -> None:
    patience = Patience(attempts=6, first=0.5, most=3)
    for attempt, longest in ((2, 0.5), (3, 1), (4, 2), (5, 3), (6, 3)):
        waits = [patience.before(attempt, None) or 0 for _ in range(200)]
        assert longest / 2 <= min(waits) < max(waits) <= longest
        assert len(set(waits)) > 100
    assert patience.before(7, None) is None
    asked = [patience.before(2, 20) or 0 for _ in range(200)]
    assert 20 <= min(asked) < max(asked) <= 20.5  # never before the time that was asked for
    assert patience.before(2, 61) is None
