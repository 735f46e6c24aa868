"""jobs, status, cancel, publish, unpublish: as users call them, against a platform on a real socket."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from signal_dsl.heytraders.journal import Journal
from signal_dsl.heytraders.kept import Kept
from tests.cli.running import one_line, signal_dsl
from tests.heytraders.server import PAGE, REFUSED, Platform, Reply, Server, bad, good, reply
from tests.heytraders.support import REQUEST

STATUS = "GET /backtest/status/b_1"
PUBLISH = "POST /arena/strategies/register"
DOCUMENT = {
    "result_id": "r_1",
    "simulated": False,
    "metrics": {"num_trades": 12},
    "settings": {"start_date": "2024-01-01", "end_date": "2024-02-15"},
}


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of jobs and results that is empty."""
    monkeypatch.setenv("SIGNAL_DSL_STATE_DIR", str(tmp_path))
    return tmp_path


def started(state: Path, id: str = "b_1", path: str = "trend.signal", origin: str = "") -> str:
    journal = Journal(state)
    run = journal.sending(REQUEST, origin, path)
    journal.submitted(run, id)
    return run


def ask(server: Server, *words: str) -> tuple[int, str, str]:
    done = signal_dsl(*words, HEYTRADERS_API_URL=server.url)
    return done.returncode, done.stdout, done.stderr


def test_no_jobs_yet(state: Path) -> None:
    done = signal_dsl("jobs")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "No backtest was started here yet. `signal-dsl backtest PATH` starts one.\n"
    assert json.loads(signal_dsl("jobs", "--json").stdout) == []


def test_jobs(state: Path) -> None:
    started(state, "b_1")
    Journal(state).ended(started(state, "b_2", "deep/" * 20 + "x.signal"), "completed", "r_2")
    Journal(state).refused(Journal(state).sending(REQUEST, "https://hey-traders.com/api/v1", None), "no quota")
    lines = signal_dsl("jobs").stdout.splitlines()
    assert lines[0].split() == ["started", "(UTC)", "state", "job", "result", "script", "ticker", "bars", "range", "at"]
    assert [line.split()[2:5] for line in lines[1:]] == [
        ["refused", "-", "-"],
        ["completed", "b_2", "r_2"],
        ["submitted", "b_1", "-"],
    ]
    assert lines[3].split()[5:] == ["trend.signal", "BTC/USDT", "1h", "2024-01-01", "to", "2024-12-31", "-"]
    assert lines[1].endswith("  hey-traders.com")
    assert max(map(len, lines)) < 150
    done = signal_dsl("jobs", "--limit", "1")
    assert len(done.stdout.splitlines()) == 2
    assert "2 more" in done.stderr
    found = json.loads(signal_dsl("jobs", "--json").stdout)
    assert [one["state"] for one in found] == ["refused", "completed", "submitted"]
    assert found[0]["told"] == "no quota"
    assert found[2]["request"]["timeframe"] == "1h"
    assert "script" not in found[2]["request"]


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5", ""])
def test_odd_limits(state: Path, limit: str) -> None:
    assert signal_dsl("jobs", f"--limit={limit}").returncode == 2


def test_status_while_it_runs(state: Path) -> None:
    run = started(state)
    with Platform().on(STATUS, good({"status": "running", "progress": 0.42})) as server:
        for id in ("b_1", run, run[:8]):
            code, out, err = ask(server, "status", id)
            assert (code, err) == (0, "")
            assert out == "job     b_1\nstatus  running\ndone    42%\n"
        assert json.loads(ask(server, "status", "b_1", "--json")[1])["progress"] == 0.42
    assert Journal(state).entries()[0].state == "submitted"


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        ({"status": "completed", "result_id": "r_1"}, 0, "result  r_1, shown by `signal-dsl results r_1`\n"),
        ({"status": "failed", "message": "TA_OUT_OF_RANGE"}, 1, "says    TA_OUT_OF_RANGE\n"),
        ({"status": "cancelled"}, 1, "status  cancelled\n"),
        ({"status": "limbo"}, 0, "status  limbo\n"),
        ({}, 0, "status  the platform does not say\n"),
    ],
)
def test_status_at_the_end(state: Path, data: dict[str, object], code: int, told: str) -> None:
    started(state)
    with Platform().on(STATUS, good(data)) as server:
        found, out, _ = ask(server, "status", "b_1")
    assert found == code
    assert out.endswith(told)
    ended = data.get("status") in ("completed", "failed", "cancelled")
    assert Journal(state).entries()[0].state == (data["status"] if ended else "submitted")


# What goes wrong, how often it is asked for, and what the one line says.
FAULTS: dict[str, tuple[Reply, int, str]] = {
    "not found": (
        bad("BACKTEST_NOT_FOUND", "no such job", 404),
        1,
        "BACKTEST_NOT_FOUND: no such job. `signal-dsl jobs`",
    ),
    "a bad key": (bad("INVALID_API_KEY", "who?", 401), 1, "INVALID_API_KEY: who?"),
    "a web page": (reply(PAGE), 1, "sends a web page (HTTP status 200): “502 Bad Gateway”. A proxy"),
    "out of order": (
        reply(PAGE, 502),
        4,
        "out of order: a web page (HTTP status 502): “502 Bad Gateway”. Try again later.",
    ),
    "internal": (bad("INTERNAL_ERROR", "oops", 500), 4, "INTERNAL_ERROR: oops. Try again later."),
    "reset": (REFUSED, 4, "There is no answer from http://127.0.0.1"),
    "half": (Reply(good({"status": "running"}).content[:-9], reset=400), 4, "There is no answer from http://127.0.0.1"),
    "elsewhere": (
        reply(b"", 302, location="https://evil.example/"),
        1,
        "redirects to https://evil.example, where the API key",
    ),
    "a long wait": (bad("RATE_LIMITED", "Slow", 429, retry_after="7200"), 1, "Try again in 2 hours."),
    "unknown": (bad("MOON", "in Scorpio", 418), 1, "MOON: in Scorpio."),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_one_line_with_a_remedy(state: Path, fault: str) -> None:
    answer, times, told = FAULTS[fault]
    with Platform().on(STATUS, answer) as server:
        code, out, err = ask(server, "status", "b_1")
        assert server.count(STATUS) == times
    assert code == 2
    assert out == ""
    assert told in one_line(err)


def test_a_fault_is_no_traceback_with_v_either(state: Path) -> None:
    with Platform().on(STATUS, reply(b"{")) as server:
        code, _, err = ask(server, "status", "b_1", "-v")
    assert code == 2
    assert "Traceback" not in err


def test_a_wait_is_told(state: Path) -> None:
    busy = bad("RATE_LIMITED", "Slow down", 429, retry_after="5.1")
    with Platform().on(STATUS, busy, good({"status": "running"})) as server:
        code, _, err = ask(server, "status", "b_1")
        assert code == 0
        told = "note: The platform refuses: RATE_LIMITED: Slow down. Asking again in "
        assert one_line(err) in (f"{told}5 seconds.", f"{told}6 seconds.")  # up to half a second is added by chance
        assert ask(server.on(STATUS, busy, good({"status": "running"})), "status", "b_1", "-q")[2] == ""


def test_cancel(state: Path) -> None:
    started(state)
    with Platform() as server:
        code, out, _ = ask(server, "cancel", "b_1")
        assert (code, out) == (0, "The job b_1 is cancelled.\n")
        assert server.count("POST /backtest/cancel/b_1") == 1
    assert Journal(state).entries()[0].state == "cancelled"


def test_cancel_what_has_ended(state: Path) -> None:
    with Platform().on("POST /backtest/cancel/b_1", good({"status": "completed", "result_id": "r_1"})) as server:
        assert ask(server, "cancel", "b_1")[1] == "The job b_1 is completed. It had ended before.\n"
        assert json.loads(ask(server, "cancel", "b_1", "--json")[1])["result_id"] == "r_1"


def test_cancel_without_a_word_of_the_status(state: Path) -> None:
    with (
        Platform()
        .on("POST /backtest/cancel/b_1", good({"ok": True}))
        .on(STATUS, good({"status": "cancelled"})) as server
    ):
        assert ask(server, "cancel", "b_1")[1] == "The job b_1 is cancelled.\n"


def test_a_run_of_which_nobody_knows_the_id(state: Path) -> None:
    journal = Journal(state)
    run = journal.sending(REQUEST, "https://x")
    journal.unknown(run, "The answer was lost.")
    with Platform() as server:
        code, _, err = ask(server, "status", run)
        assert code == 2
        assert "has no id here (unknown). The answer was lost. Look at the platform's dashboard." in one_line(err)
        assert server.requests == []


def test_a_job_that_is_elsewhere(state: Path) -> None:
    started(state, "b_1", origin="http://127.0.0.1:1/api/v1")
    started(state, "b_2", origin="https://elsewhere.example/api/v1")
    with Platform() as server:
        code, _, err = ask(server, "status", "b_1")
        assert code == 2
        assert "The job b_1 is at http://127.0.0.1:1, and not at" in one_line(err)
        assert "`signal-dsl results b_1` shows what is kept." in err
        code, _, err = ask(server, "cancel", "b_2")
        assert code == 2
        assert "Set HEYTRADERS_API_URL=https://elsewhere.example/api/v1 to ask there." in one_line(err)
        assert server.requests == []


def test_publish(state: Path) -> None:
    Kept(state).put(DOCUMENT)
    with Server().on(PUBLISH, good({"strategy_id": "s_9", "url": "https://hey-traders.com/arena/s_9"})) as server:
        code, out, _ = ask(server, "publish", "r_1")
        assert code == 0
        assert out == (
            "r_1 is on the leaderboard as s_9. `signal-dsl unpublish s_9` takes it off again.\n"
            "https://hey-traders.com/arena/s_9\n"
        )
        assert [one.json for one in server.requests] == [{"backtest_summary_id": "r_1"}]
        assert json.loads(ask(server, "publish", "r_1", "--json")[1])["strategy_id"] == "s_9"


def test_publish_by_the_id_of_the_job(state: Path) -> None:
    run = started(state)
    with (
        Server().on(PUBLISH, good({})).on("GET /backtest/results/r_1", good({"metrics": {"num_trades": 50}})) as server
    ):
        code, _, err = ask(server, "publish", "b_1")
        assert code == 2
        assert "b_1 is a job, and has no result yet." in one_line(err)
        Journal(state).ended(run, "completed", "r_1")
        assert ask(server, "publish", "b_1")[:2] == (0, "r_1 is on the leaderboard.\n")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"metrics": {"num_trades": 9}}, "r_1 has 9 trades; the leaderboard takes 10 trades and 30 days."),
        ({"metrics": {"num_trades": 1}, "settings": {"start_date": "2024-01-01", "end_date": "2024-01-02"}},
         "r_1 has 1 trade in 1 day;"),
        ({"settings": {"start_date": "2023-01-01", "analysis_start": "2024-01-20", "end_date": "2024-02-15"}},
         "r_1 has 26 days;"),
    ],
)  # fmt: skip
def test_what_cannot_pass_the_gate_is_not_sent(state: Path, change: dict[str, object], told: str) -> None:
    Kept(state).put({**DOCUMENT, **change})
    with Server().on(PUBLISH, good({})) as server:
        code, _, err = ask(server, "publish", "r_1")
        assert server.requests == []
    assert code == 1
    assert told in one_line(err)


@pytest.mark.parametrize("change", [{"metrics": {}}, {"settings": {}}, {"metrics": {"num_trades": None}}])
def test_what_is_not_known_is_for_the_platform_to_judge(state: Path, change: dict[str, object]) -> None:
    Kept(state).put({**DOCUMENT, **change})
    with Server().on(PUBLISH, bad("QUALITY_GATE", "too few trades", 400)) as server:
        code, _, err = ask(server, "publish", "r_1")
        assert server.count(PUBLISH) == 1
    assert code == 1
    assert "QUALITY_GATE: too few trades. A strategy needs 10 trades and 30 days at least." in one_line(err)


def test_publishing_is_not_sent_twice(state: Path) -> None:
    Kept(state).put(DOCUMENT)
    with Server().on(PUBLISH, REFUSED) as server:
        code, _, err = ask(server, "publish", "r_1")
        assert server.count(PUBLISH) == 1
    assert code == 2
    assert "whether the platform did publish the strategy" in one_line(err)


def test_unpublish(state: Path) -> None:
    with Server().on("DELETE /arena/strategies/s_9/unregister", reply(b"", 204, content_type="")) as server:
        assert ask(server, "unpublish", "s_9")[:2] == (0, "s_9 is off the leaderboard.\n")
        code, _, err = ask(server, "unpublish", "s_8")
        assert code == 2
        assert "NOT_FOUND" in one_line(err)
