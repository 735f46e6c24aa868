"""A sandbox on a real socket, and a client that talks to it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest

from signal_dsl.sandbox import serve

TICKER = "BINANCE:BTC/USDT"
SCRIPT = f"""\
emit_signal(rsi(close, 14) < 30, entry("{TICKER}", "LONG", Weight(0.5)))
emit_signal(rsi(close, 14) > 60, exit("{TICKER}"))
"""
RUN = {"script": SCRIPT, "universe": [TICKER], "start_date": "2024-01-01", "end_date": "2024-12-31"}
OVER = ("completed", "failed", "cancelled")


class Client:
    """Asks, checks that what comes is the platform's envelope, and hands out its data or its error."""

    def __init__(self, origin: str, key: str) -> None:
        self.http = httpx.Client(base_url=origin, headers={"Authorization": f"Bearer {key}"}, timeout=60)

    def ask(self, method: str, path: str, *, status: int = 200, **more) -> dict:
        answer = self.http.request(method, path, **more)
        found = envelope(answer)
        assert answer.status_code == status, answer.text[:500]
        return found["data"] if status == 200 else found["error"]

    def get(self, path: str, **more) -> dict:
        return self.ask("GET", path, **more)

    def post(self, path: str, body: object = None, **more) -> dict:
        return self.ask("POST", path, json=body, **more)

    def finished(self, body: dict) -> dict:
        """The last status of a backtest."""
        id = self.post("/backtest/execute", body)["backtest_id"]
        return self.ended(id)

    def ended(self, id: str) -> dict:
        until = time.monotonic() + 120
        while (found := self.get(f"/backtest/status/{id}"))["status"] not in OVER:
            assert time.monotonic() < until, found
        return found


def envelope(answer: httpx.Response) -> dict:
    found = answer.json()
    assert set(found) == {"success", "data", "error", "meta"}
    assert found["success"] is (answer.status_code == 200)
    assert (found["data"] is None) is not found["success"]
    assert (found["error"] is None) is found["success"]
    assert found["meta"]["simulated"] is True
    assert found["meta"]["stamp"] == "SIMULATED"
    if found["error"]:
        assert found["error"]["code"].isupper()
        assert found["error"]["message"].endswith((".", "?"))
    return found


@pytest.fixture(scope="session")
def sandbox() -> Iterator:
    with serve(requests_a_minute=0) as running:
        yield running


@pytest.fixture
def client(sandbox) -> Iterator[Client]:
    found = Client(sandbox.origin, sandbox.key)
    with found.http:
        yield found
