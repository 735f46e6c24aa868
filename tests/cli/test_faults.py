"""What goes wrong between a script and its result, on real sockets: what the user sees, the exit status, what is sent.

Each fault is one line on standard error with a remedy, whatever came before it; nothing is sent twice, and nothing that
may have been started is without a trace in `signal-dsl jobs`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pytest

from signal_dsl.heytraders.run import Polling
from tests.cli.runs import Place
from tests.heytraders.server import HANGS, PAGE, REFUSED, Platform, Reply, bad, good, reply
from tests.heytraders.support import QUICK

EXECUTE, STATUS, RESULT = "POST /backtest/execute", "GET /backtest/status/b_1", "GET /backtest/results/r_1"


RUNNING, DONE = good({"status": "running"}), good({"status": "completed", "result_id": "r_1"})


BUSY = bad("RATE_LIMITED", "Slow down", 429, retry_after="0")


LONG = bad("RATE_LIMITED", "Slow down", 429, retry_after="900")


@dataclass(frozen=True)
class Fault:
    """Answers to a call, the exit status, the last line on standard error, what `jobs` says, requests of that call."""

    call: str
    answers: tuple[Reply, ...]
    status: int
    told: str
    state: str
    asked: int
    words: tuple[str, ...] = ()


FAULTS = {
    "429 now and then": Fault(EXECUTE, (BUSY, BUSY, good({"backtest_id": "b_1"})), 0, "", "completed", 3),
    "429 without Retry-After": Fault(
        EXECUTE, (bad("RATE_LIMITED", "Slow down", 429), good({"id": "b_1"})), 0, "", "completed", 2
    ),
    "429 all the time": Fault(EXECUTE, (BUSY,), 2, "RATE_LIMITED: Slow down. Try again in", "refused", 4),
    "429 for a quarter of an hour": Fault(EXECUTE, (LONG,), 2, "Try again in 15 minutes.", "refused", 1),
    "429 while it is followed": Fault(STATUS, (BUSY, RUNNING, BUSY, DONE), 0, "", "completed", 4),
    "no quota": Fault(
        EXECUTE,
        (bad("FREE_QUOTA_EXCEEDED", "10 an hour", 429, retry_after="1200"),),
        2,
        "FREE_QUOTA_EXCEEDED: 10 an hour. Try again in 20 minutes. Claim the key: `signal-dsl whoami --claim`",
        "refused",
        1,
    ),
    "500 by the platform": Fault(
        EXECUTE, (bad("INTERNAL_ERROR", "oops", 500),), 2, "INTERNAL_ERROR: oops, so nobody knows", "unknown", 1
    ),
    "502 by a proxy": Fault(
        EXECUTE, (reply(PAGE, 502),), 2, "nobody knows whether the platform did start the", "unknown", 1
    ),
    "500s while it is followed": Fault(
        STATUS, (reply(PAGE, 503), bad("INTERNAL_ERROR", "x", 500), DONE), 0, "", "completed", 3
    ),
    "an answer that hangs": Fault(EXECUTE, (HANGS,), 2, "nothing came within 1 second, so nobody knows", "unknown", 1),
    "a reset": Fault(EXECUTE, (REFUSED,), 2, "so nobody knows whether", "unknown", 1),
    "a reset in the body": Fault(
        EXECUTE, (Reply(good({"x": "y" * 99}).content, reset=180),), 2, "nobody knows", "unknown", 1
    ),
    "a reset while it is followed": Fault(STATUS, (REFUSED, REFUSED, DONE), 0, "", "completed", 3),
    "HTML": Fault(
        EXECUTE, (reply(PAGE),), 2, "a web page (HTTP status 200): “502 Bad Gateway”, so nobody knows", "unknown", 1
    ),
    "HTML while it is followed": Fault(STATUS, (reply(PAGE), DONE), 0, "", "completed", 2),
    "another origin": Fault(
        EXECUTE,
        (reply(b"", 307, location="https://evil.example/x"),),
        2,
        "redirects to https://evil.example,",
        "refused",
        1,
    ),
    "a clock that is wrong": Fault(
        STATUS,
        (
            bad(
                "RATE_LIMITED",
                "x",
                429,
                date="Sat, 01 Jan 2000 00:00:00 GMT",
                retry_after="Sat, 01 Jan 2000 00:00:00 GMT",
            ),
            DONE,
        ),
        0,
        "",
        "completed",
        2,
    ),
    "a job that never ends": Fault(
        STATUS,
        (RUNNING,),
        2,
        "has not ended within 1 second. `signal-dsl results b_1` comes back",
        "submitted",
        -1,
        ("--deadline", "1s"),
    ),
    "a job that fails": Fault(
        STATUS,
        (good({"status": "failed", "message": "DATA_UNAVAILABLE: no bars"}),),
        1,
        "The backtest b_1 failed: DATA_UNAVAILABLE: no bars.",
        "failed",
        1,
    ),
    "a job that vanishes": Fault(
        STATUS, (RUNNING, bad("BACKTEST_NOT_FOUND", "no job", 404)), 2, "BACKTEST_NOT_FOUND: no job.", "submitted", 6
    ),
    "a job without a result": Fault(
        STATUS,
        (good({"status": "completed"}),),
        2,
        "is completed, but the platform does not name its result.",
        "submitted",
        5,
    ),
    "a result that is gone": Fault(
        RESULT, (bad("NOT_FOUND", "no result", 404),), 2, "NOT_FOUND: no result.", "completed", -1
    ),
    "a key that has died": Fault(
        EXECUTE, (bad("EXPIRED_API_KEY", "dead", 401),), 2, "EXPIRED_API_KEY: dead.", "refused", 1
    ),
    "a script that is refused": Fault(
        EXECUTE,
        (bad("VALIDATION_ERROR", "line 3", 422, "Mend it."),),
        1,
        "VALIDATION_ERROR: line 3. Mend it.",
        "refused",
        1,
    ),
}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same waits, a thousand times shorter."""
    monkeypatch.setattr("signal_dsl.heytraders.transport.Patience", lambda: QUICK)
    monkeypatch.setattr("signal_dsl.heytraders.run.Polling", partial(Polling, first=0.001, most=0.01))


@pytest.mark.parametrize("name", FAULTS)
def test_faults(place: Place, platform: Platform, quick: None, name: str) -> None:
    fault = FAULTS[name]
    if HANGS in fault.answers:
        (place.folder / "signal-dsl.toml").write_text("[api]\ntimeout = 0.3\n")
    platform.on(fault.call, *fault.answers)
    status, out, err = place.run("backtest", place.script(), *fault.words)
    assert status == fault.status
    assert "Traceback" not in err
    lines = [line for line in err.splitlines() if line.startswith("signal-dsl: error: ")]
    if fault.told:
        (line,) = lines
        assert fault.told in line
        assert err.endswith(line + "\n")
        assert out == ""
    else:
        assert lines == []
        assert "+12.50 %" in out
        assert "https://hey-traders.com/dashboard/r_1" in out
    if fault.asked >= 0:
        assert platform.count(fault.call) == fault.asked
    assert platform.count(EXECUTE) == (fault.asked if fault.call == EXECUTE else 1)
    (job,) = place.json("jobs", "--json")
    assert job["state"] == fault.state
    assert job["backtest_id"] == (None if fault.state in ("unknown", "refused") else "b_1")


def test_a_long_wait_is_told(place: Place, platform: Platform, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signal_dsl.heytraders.waiting.WORTH_TELLING", 0.0)
    platform.on(STATUS, BUSY, DONE)
    script = place.script()
    told = "signal-dsl: note: The platform refuses: RATE_LIMITED: Slow down. Asking again in 0 seconds.\n"
    assert told in place.run("backtest", script)[2]
    platform.on(STATUS, BUSY, DONE)
    assert place.run("backtest", script, "-q")[2] == "Started as b_1.\n"


def test_what_may_run_is_not_sent_again_unasked(place: Place, platform: Platform, quick: None) -> None:
    """The next thing that many do after a fault is to try the same once more."""
    platform.on(EXECUTE, REFUSED, good({"backtest_id": "b_1"}))
    script = place.script()
    assert place.run("backtest", script)[0] == 2
    for words in (("backtest", script), ("backtest", script, "--no-wait")):
        status, out, err = place.run(*words)
        assert (status, out) == (2, "")
        assert "The same backtest was sent at " in err
        assert "Look at the platform's dashboard; `--force` sends it again." in err
        assert platform.count(EXECUTE) == 1
    status, out, err = place.run("backtest", script, "--force")
    assert status == 0
    assert "nobody knows whether it runs. It is sent again." in err
    assert platform.count(EXECUTE) == 2
    platform.on(STATUS, DONE)
    assert place.run("backtest", script, "--timeframe", "4h")[0] == 0  # another one is nobody's double
    assert platform.count(EXECUTE) == 3
