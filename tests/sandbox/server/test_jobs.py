"""Jobs: many at once, cancelled while they wait and while they run, and how long they are kept."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import enumerate as enumerate_threads
from weakref import ref

import pytest

from signal_dsl.sandbox import serve
from signal_dsl.sandbox.backtest import Backtest
from signal_dsl.sandbox.data import Synthetic
from signal_dsl.sandbox.server import jobs as jobs_module
from signal_dsl.sandbox.server.jobs import Jobs
from signal_dsl.sandbox.server.keys import Keys
from tests.sandbox.server.conftest import RUN, TICKER, Client

COINS = ("BTC", "ETH", "BNB", "SOL", "XRP", "ADA", "DOGE", "LTC")
# Eight years of minutes: this takes a while.
LONG = {
    **RUN,
    "universe": [f"BINANCE:{coin}/USDT" for coin in COINS],
    "timeframe": "1m",
    "start_date": "2022-01-01",
    "end_date": "2023-01-01",
}


@pytest.fixture
def one_at_a_time() -> Iterator[Client]:
    with serve(workers=1, requests_a_minute=0) as sandbox:
        client = Client(sandbox.origin, sandbox.key)
        with client.http:
            yield client


def test_cancelling(one_at_a_time):
    client = one_at_a_time
    running, waiting = (client.post("/backtest/execute", LONG)["backtest_id"] for _ in range(2))
    until = time.monotonic() + 60
    while client.get(f"/backtest/status/{running}")["status"] != "running":
        assert time.monotonic() < until
    assert client.get(f"/backtest/status/{waiting}")["status"] == "queued"
    assert client.post(f"/backtest/cancel/{waiting}")["status"] == "cancelled"
    assert client.post(f"/backtest/cancel/{running}")["status"] in ("running", "cancelled")
    assert client.ended(running)["status"] == "cancelled"
    assert "result_id" not in client.get(f"/backtest/status/{running}")
    # Once more is no fault, and a job that is over stays what it is.
    assert client.post(f"/backtest/cancel/{running}")["status"] == "cancelled"
    done = client.finished(RUN)
    assert done["status"] == "completed"
    assert client.post(f"/backtest/cancel/{done['backtest_id']}")["status"] == "completed"


def test_many_at_once_come_to_what_one_does(client):
    expected = client.get(f"/backtest/results/{client.finished(RUN)['result_id']}")["metrics"]
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: client.post("/backtest/execute", RUN)["backtest_id"], range(24)))
        ended = list(pool.map(client.ended, ids))
        assert {one["status"] for one in ended} == {"completed"}
        paths = [f"/backtest/results/{one['result_id']}" for one in ended]
        found = list(pool.map(lambda path: client.get(path)["metrics"], paths))
    assert found == [expected] * 24


def test_a_sandbox_that_ends_stops_its_jobs():
    before = set(enumerate_threads())
    with serve(workers=2) as sandbox:
        client = Client(sandbox.origin, sandbox.key)
        with client.http:
            for _ in range(5):
                client.post("/backtest/execute", LONG)
        jobs = sandbox.state.jobs
    assert [job.status for job in jobs._jobs.values()] == ["cancelled"] * 5
    assert {thread for thread in enumerate_threads() if thread.name.startswith("sandbox")} <= before


def test_the_oldest_are_let_go_of(monkeypatch):
    monkeypatch.setattr(jobs_module, "MOST_FINISHED", 5)
    jobs, key = _jobs()
    made = []
    for _ in range(12):
        job = jobs.submit(Backtest({**RUN, "end_date": "2024-02-01"}), key, lambda: None)
        assert job.done.wait(60)
        made.append(job)
    jobs.close()
    assert [one.id for one in made[-5:]] == list(jobs._jobs) == [one.id for one in jobs._by_result.values()]


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(jobs_module, "MOST_BYTES", 2**20)
    jobs, key = _jobs()
    for _ in range(20):
        job = jobs.submit(Backtest(RUN), key, lambda: None)
        assert job.done.wait(60)
    jobs.close()
    size = sum(one.size for one in jobs._jobs.values())
    assert 0 < size <= 2**20
    # What a finished job holds is its result: no program, no bars.
    gc.collect()
    assert all(one.backtest is None for one in jobs._jobs.values())


def test_a_job_that_failed_holds_no_bars():
    seen = []

    class Watched(Synthetic):
        def load(self, *asked):
            loaded = super().load(*asked)
            seen.append(ref(loaded.bars))
            return loaded

    jobs, key = _jobs(Watched())
    job = jobs.submit(Backtest({**RUN, "script": "ema(close, 90000)"}), key, lambda: None)
    assert job.done.wait(60)
    jobs.close()
    assert job.told()["code"] == "TA_OUT_OF_RANGE"
    gc.collect()
    assert [bars() for bars in seen] == [None]


def test_a_fault_of_the_sandbox_s_own_is_no_fault_of_the_script():
    class Broken(Synthetic):
        def load(self, *_):
            raise ZeroDivisionError

    jobs, key = _jobs(Broken())
    job = jobs.submit(Backtest(RUN), key, lambda: None)
    assert job.done.wait(60)
    jobs.close()
    told = job.told()
    assert (told["status"], told["code"]) == ("failed", "INTERNAL_ERROR")
    assert TICKER not in told["message"]


def _jobs(source=None):
    keys = Keys("own", time.time, limited=True, requests_a_minute=0)
    return Jobs(source or Synthetic(), time.time, 2), keys.own
