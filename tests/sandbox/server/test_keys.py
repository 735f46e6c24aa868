"""Keys: who is let in, how often, and for how many backtests. Time is a clock that the tests turn."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from signal_dsl.sandbox.server import Options, running
from tests.sandbox.server.conftest import RUN, Client

SHORT = {**RUN, "end_date": "2024-01-05"}


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def own(clock) -> Iterator[Client]:
    """A client with the sandbox's own key, of a sandbox of its own."""
    with running(Options(clock=clock, key="own")) as sandbox:
        client = Client(sandbox.origin, "own")
        with client.http:
            yield client


@pytest.fixture
def registered(own) -> Iterator[Client]:
    found = own.post("/meta/register", {"display_name": "Ada", "description": "trend following"})
    assert found["provisional"] is True
    assert found["expires_in"] == 86_400
    client = Client(str(own.http.base_url), found["api_key"])
    with client.http:
        yield client


def test_no_key_and_a_wrong_one(own):
    for headers in ({"Authorization": ""}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic own"}):
        error = own.get("/meta/indicators", status=401, headers=headers)
        assert error["code"] == "INVALID_API_KEY"
    del own.http.headers["Authorization"]
    assert own.get("/meta/indicators", headers={"X-API-Key": "own"})
    assert own.get("/meta/health")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"display_name": ""},
        {"display_name": " "},
        {"display_name": "x" * 51},
        {"display_name": 5},
        {"display_name": "x", "description": "x" * 501},
    ],
)
def test_names_that_are_refused(own, body):
    assert own.post("/meta/register", body, status=400)["code"] == "VALIDATION_ERROR"


def test_five_registrations_an_hour(own, clock):
    for _ in range(5):
        own.post("/meta/register", {"display_name": "x"})
    error = own.post("/meta/register", {"display_name": "x"}, status=429)
    assert error["code"] == "REGISTRATION_LIMIT"
    clock.now += 3600
    assert own.post("/meta/register", {"display_name": "x"})


def test_ten_backtests_an_hour_and_thirty_a_day(registered, clock):
    for _ in range(3):
        for number in range(10):
            left = registered.post("/backtest/execute", SHORT)["quota"]["backtests_left_this_hour"]
            assert left == 9 - number
        answer = registered.http.post("/backtest/execute", json=SHORT)
        error = answer.json()["error"]
        assert (answer.status_code, error["code"]) == (429, "QUOTA_EXCEEDED")
        assert error["details"]["window"] == "hour"
        assert int(answer.headers["Retry-After"]) == error["details"]["resets_in"] == 3600
        clock.now += 3600
    error = registered.post("/backtest/execute", SHORT, status=429)
    assert error["details"] == {"window": "day", "limit": 30, "used": 30, "resets_in": 86_400 - 3 * 3600}


def test_what_is_refused_costs_nothing(registered):
    for _ in range(12):
        registered.post("/backtest/execute", {**SHORT, "script": "x = "}, status=400)
    assert registered.get("/meta/me")["quota"]["backtests_left_this_hour"] == 10


def test_a_key_dies_after_a_day_unless_it_is_claimed(registered, own, clock):
    clock.now += 86_399
    code = registered.post("/meta/request-claim", {"display_name": "Ada"})
    assert (len(code["claim_code"]), code["expires_in"]) == (6, 1800)
    assert "No key waits" in httpx.get(code["claim_url"], params={"code": "WRONG2"}).text
    page = httpx.get(code["claim_url"], params={"code": code["claim_code"]})
    assert "is claimed" in page.text
    clock.now += 1
    assert registered.get("/meta/me")["quota"]["provisional"] is False
    other = own.post("/meta/register", {"display_name": "x"})
    with Client(str(own.http.base_url), other["api_key"]).http as http:
        clock.now += 86_400
        assert http.get("/meta/indicators").json()["error"]["code"] == "EXPIRED_API_KEY"


def test_a_claim_code_is_good_for_half_an_hour_and_once(registered, clock):
    code = registered.post("/meta/request-claim", {"display_name": "Ada"})
    clock.now += 1801
    assert "No key waits" in httpx.get(code["claim_url"], params={"code": code["claim_code"]}).text
    code = registered.post("/meta/request-claim", {"display_name": "Ada"})
    for said in ("is claimed", "No key waits"):
        assert said in httpx.get(code["claim_url"], params={"code": code["claim_code"]}).text


def test_what_belongs_to_another_key(registered, own):
    job = registered.post("/backtest/execute", SHORT)["backtest_id"]
    result = registered.ended(job)["result_id"]
    assert own.get(f"/backtest/status/{job}", status=403)["code"] == "NOT_OWNER"
    assert own.get(f"/backtest/results/{result}/trades", status=403)["code"] == "NOT_OWNER"
    assert own.post(f"/backtest/cancel/{job}", status=403)["code"] == "NOT_OWNER"


def test_three_hundred_requests_a_minute(own, clock):
    for _ in range(300):
        assert own.http.get("/meta/health").status_code == 200
    answer = own.http.get("/meta/health")
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "RATE_LIMITED")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    # Another caller is none the worse for it.
    assert own.http.get("/meta/health", headers={"Authorization": ""}).status_code == 200
    clock.now += 60
    assert own.http.get("/meta/health").status_code == 200


def test_quotas_can_be_switched_off(clock):
    with running(Options(clock=clock, key="own", limited=False, requests_a_minute=0)) as sandbox:
        client = Client(sandbox.origin, "own")
        with client.http:
            keys = [client.post("/meta/register", {"display_name": "x"})["api_key"] for _ in range(7)]
            clock.now += 10 * 86_400
            headers = {"Authorization": f"Bearer {keys[0]}"}
            for _ in range(40):
                client.post("/backtest/execute", SHORT, headers=headers)
