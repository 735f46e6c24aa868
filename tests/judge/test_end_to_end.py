"""The linter's word against the sandbox's, over a real socket: `/backtest/validate`, then `/backtest/execute`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signal_dsl import lint
from signal_dsl.diagnostics import ERROR
from signal_dsl.sandbox import serve
from signal_dsl.sandbox.language import catalog
from signal_dsl.sandbox.request import read_request
from signal_dsl.settings import RunSettings, Settings
from tests.amounts import slow_cases
from tests.judge.markets import Remembered
from tests.judge.mutations import mutations
from tests.judge.scripts import PERPETUAL
from tests.sandbox.server.conftest import Client

SOME = settings(max_examples=3 * slow_cases(), suppress_health_check=[HealthCheck.function_scoped_fixture])
START = date(2022, 2, 1)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with serve(Remembered(), requests_a_minute=0) as sandbox:
        found = Client(sandbox.origin, sandbox.key)
        with found.http:
            yield found


def errors(script: str, run: RunSettings) -> list[str]:
    found = lint(script, catalog=catalog(), settings=Settings(run))
    return [one.code for one in found if one.severity == ERROR]


@SOME
@given(mutations(3), st.integers(1, 40))
def test_what_lint_says_is_what_happens(client, script, days):
    universe = list(PERPETUAL[:1])
    told = client.post("/backtest/validate", {"script": script, "universe": universe})
    found = errors(script, RunSettings(universe=tuple(universe)))
    assert told["valid"] is (not found), (script, found, told)
    body = {
        "script": script,
        "universe": universe,
        "start_date": START.isoformat(),
        "end_date": (START + timedelta(days=days)).isoformat(),
        "timeframe": "1h",
        "exchange": "binancefuturesusd",
    }
    if not script.strip():
        return
    codes = errors(script, read_request(body).run)
    answer = client.http.post("/backtest/execute", json=body)
    if set(codes) - {"SIG401"}:
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "VALIDATION_ERROR")
        return
    assert answer.status_code == 200, answer.text
    status = client.ended(answer.json()["data"]["backtest_id"])
    if status["status"] == "failed" and "does not simulate" in status["message"]:
        return  # a parameter that changes from bar to bar, which is valid and refused by name
    expected = ("failed", "TA_OUT_OF_RANGE") if "SIG401" in codes else ("completed", None)
    assert (status["status"], status.get("code")) == expected, (script, status)
