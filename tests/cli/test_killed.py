"""Commands that are killed, run side by side, or find no room on the disk: nothing is lost without a trace."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

from tests.cli.running import command, environment
from tests.cli.runs import Place
from tests.heytraders.server import HANGS, Platform, Reply, Request, good

EXECUTE, STATUS, RESULT = "POST /backtest/execute", "GET /backtest/status/b_1", "GET /backtest/results/r_1"
RUNNING, DONE = good({"status": "running"}), good({"status": "completed", "result_id": "r_1"})


def process(*words: str, **options: object) -> subprocess.Popen[str]:
    calls = [str(word) for word in command(*words)]
    return subprocess.Popen(
        calls,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
        text=True,
        **options,  # type: ignore[call-overload]
    )


def test_killed_while_it_runs(place: Place, platform: Platform) -> None:
    """After `kill -9` the id is known, and the result is had with it; nothing is started again."""
    waiting: list[Request] = []

    def running(request: Request) -> Reply:
        waiting.append(request)
        return RUNNING

    platform.on(STATUS, running)
    started = process("backtest", place.script())
    assert started.stderr is not None
    for line in started.stderr:
        if line.startswith("Running"):
            break
    started.send_signal(signal.SIGKILL)
    started.communicate(timeout=60)
    assert place.json("jobs", "--json")[0]["backtest_id"] == "b_1"
    platform.on(STATUS, DONE)
    status, out, _ = place.run("results", "b_1")
    assert status == 0
    assert "+12.50 %" in out
    assert platform.count(EXECUTE) == 1
    assert place.json("jobs", "--json")[0]["state"] == "completed"


def test_killed_before_the_answer(place: Place, platform: Platform) -> None:
    taken, out = os.pipe()

    def execute(request: Request) -> Reply:
        os.write(out, b"x")
        return HANGS

    platform.on(EXECUTE, execute)
    started = process("backtest", place.script())
    assert os.read(taken, 1) == b"x"
    started.send_signal(signal.SIGKILL)
    started.communicate(timeout=60)
    (job,) = place.json("jobs", "--json")
    assert job["state"] == "unknown"
    assert "ended before the platform's answer was noted" in job["told"]
    for name in ("status", "results", "cancel"):
        status, _, err = place.run(name, job["run"])
        assert status == 2
        assert "has no id here (unknown)." in err
        assert "Look at the platform's dashboard." in err
    assert platform.count(EXECUTE) == 1
    os.close(taken)
    os.close(out)


def test_two_runs_at_once(place: Place, platform: Platform) -> None:
    numbers = iter("12")

    def execute(request: Request) -> Reply:
        return good({"backtest_id": f"b_{next(numbers)}"})

    platform.on(EXECUTE, execute).on("GET /backtest/status/b_2", good({"status": "completed", "result_id": "r_2"}))
    for part in ("", "/metrics", "/per-ticker", "/trades", "/equity"):
        platform.on(f"GET /backtest/results/r_2{part}", good({"metrics": {"total_return_pct": 3.25}, "trades": []}))
    script = place.script()
    runs = [process("backtest", script, "--json") for _ in range(2)]
    documents = [json.loads(run.communicate(timeout=120)[0]) for run in runs]
    assert sorted(one["result_id"] for one in documents) == ["r_1", "r_2"]
    assert platform.count(EXECUTE) == 2
    jobs = place.json("jobs", "--json")
    assert sorted((one["backtest_id"], one["result_id"], one["state"]) for one in jobs) == [
        ("b_1", "r_1", "completed"),
        ("b_2", "r_2", "completed"),
    ]
    for one in documents:
        assert place.json("results", one["result_id"], "--json") == one


def test_no_room_for_the_result(place: Place, platform: Platform) -> None:
    """No file can grow beyond four kilobytes: the journal fits, the result does not. It is shown all the same."""
    import resource

    platform.on(f"{RESULT}/equity", good([{"time": 1704067200 + 3600 * hour, "equity": 10000} for hour in range(500)]))
    script = place.script()
    run = process("backtest", script, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)))
    out, err = run.communicate(timeout=120)
    assert run.returncode == 0
    assert "+12.50 %" in out
    assert "warning: The result r_1 cannot be kept here: file too large." in err
    assert "`signal-dsl results r_1`" in err
    results = Path(os.environ["SIGNAL_DSL_STATE_DIR"]) / "results"
    assert list(results.iterdir()) == []  # nor is half of it
    status, out, _ = place.run("results", "r_1")
    assert status == 0
    assert "+12.50 %" in out
    assert platform.count(EXECUTE) == 1


def test_no_room_for_the_journal(place: Place, platform: Platform) -> None:
    import resource

    run = process("backtest", place.script(), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)))
    out, err = run.communicate(timeout=120)
    assert (run.returncode, out) == (2, "")
    assert "The journal of jobs cannot be written: file too large. So nothing was sent." in err
    assert platform.requests == []
