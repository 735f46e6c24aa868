"""A run against a platform whose answers may be any JSON: it ends in a document or in an error that is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.errors import HeyTradersError
from signal_dsl.heytraders.journal import Journal
from signal_dsl.heytraders.kept import Kept
from signal_dsl.heytraders.run import Polling, Runs
from signal_dsl.heytraders.waiting import Patience
from tests.amounts import slow_cases
from tests.heytraders.server import Platform, reply
from tests.heytraders.support import REQUEST, client
from tests.heytraders.test_endpoints import JSON

CALLS = (
    "POST /backtest/execute",
    "GET /backtest/status/b_1",
    "GET /backtest/results/r_1",
    "GET /backtest/results/r_1/metrics",
    "GET /backtest/results/r_1/per-ticker",
    "GET /backtest/results/r_1/trades",
    "GET /backtest/results/r_1/equity",
    "GET /market/ohlcv",
)
POLLING = Polling(first=0.001, most=0.002, deadline=0.02, doubts=2)


@pytest.fixture(scope="module")
def answering() -> Iterator[tuple[Platform, Client]]:
    with Platform() as server, client(server, patience=Patience(attempts=1)) as api:
        yield server, api


@given(st.sets(st.sampled_from(CALLS), min_size=1), JSON, st.booleans(), st.sampled_from([200, 200, 200, 404, 500]))
@settings(max_examples=slow_cases())
def test_any_answers(
    tmp_path_factory: pytest.TempPathFactory,
    answering: tuple[Platform, Client],
    calls: set[str],
    data: object,
    enveloped: bool,
    status: int,
) -> None:
    server, api = answering
    folder: Path = tmp_path_factory.mktemp("run")
    body = {"success": status < 400, "data": data} if enveloped else data
    good, server.rules = server.rules, {**server.rules, **{call: [reply(body, status)] for call in calls}}
    server.rules.setdefault("GET /backtest/status/", good["GET /backtest/status/b_1"])
    server.requests.clear()
    journal = Journal(folder)
    try:
        document = Runs(api, journal, Kept(folder), polling=POLLING, prices=True).backtest(REQUEST)
    except HeyTradersError as error:
        assert "\n" not in str(error)
    else:
        assert json.loads(json.dumps(document))["result_id"] == document["result_id"]
        assert Kept(folder).get(str(document["result_id"])) is not None
    finally:
        server.rules = good
    assert server.count("POST /backtest/execute") == 1
    assert len(journal.entries()) == 1
    assert journal.entries()[0].state != "sending"
