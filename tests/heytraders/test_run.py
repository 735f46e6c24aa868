"""A backtest from request to document, against a platform on real sockets that does what it should, and what it may."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from signal_dsl.heytraders.errors import (
    ApiKeyError,
    DetachedError,
    HeyTradersError,
    JobError,
    NotFoundError,
    ProtocolError,
    QuotaError,
    UnavailableError,
    UnknownOutcomeError,
)
from signal_dsl.heytraders.events import Event, Finished, Notice, Status, Submitted, Waiting
from signal_dsl.heytraders.journal import Journal
from signal_dsl.heytraders.kept import Kept
from signal_dsl.heytraders.run import Polling, Runs
from signal_dsl.heytraders.storage import StorageError
from tests.heytraders.server import PAGE, REFUSED, Platform, Reply, Request, bad, good, reply
from tests.heytraders.support import REQUEST, SCRIPT, client

EXECUTE, STATUS = "POST /backtest/execute", "GET /backtest/status/b_1"


POLLING = Polling(first=0.001, most=0.01, deadline=20)


def run(
    server: Platform, folder: Path, polling: Polling = POLLING, cancelled: threading.Event | None = None
) -> tuple[object, list[Event]]:
    """What a backtest comes to, a document or an error, and what was told meanwhile."""
    events: list[Event] = []
    with client(server) as api:
        try:
            runs = Runs(api, Journal(folder), Kept(folder), events.append, cancelled, polling)
            found: object = runs.backtest(REQUEST, "trend.signal")
        except HeyTradersError as error:
            found = error
    return found, events


def test_a_run(tmp_path: Path) -> None:
    with Platform() as server:
        document, events = run(server, tmp_path)
    assert isinstance(document, dict)
    assert (document["result_id"], document["backtest_id"], document["status"]) == ("r_1", "b_1", "completed")
    assert document["script"]["text"] == SCRIPT
    assert document["script"]["path"] == "trend.signal"
    assert document["dashboard_url"] == "https://hey-traders.com/dashboard/r_1"
    assert document["metrics"]["total_return_pct"] == 12.5
    assert len(document["trades"]) == 1
    assert events[0] == Submitted("b_1")
    assert [(one.status, one.progress) for one in events if isinstance(one, Status)] == [
        ("queued", None),
        ("running", 0.5),
    ]
    assert isinstance(events[-1], Finished)
    assert server.requests[0].json == REQUEST
    assert server.count(EXECUTE) == 1
    (entry,) = Journal(tmp_path).entries()
    assert (entry.state, entry.backtest_id, entry.result_id) == ("completed", "b_1", "r_1")
    assert entry.request == REQUEST
    assert Kept(tmp_path).get("r_1") == document


def test_nothing_is_sent_that_cannot_be_noted(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").mkdir()
    with Platform() as server, client(server) as api:
        with pytest.raises(StorageError, match="nothing was sent"):
            Runs(api, Journal(tmp_path), Kept(tmp_path)).backtest(REQUEST)
        assert server.requests == []


@pytest.mark.parametrize("answer", [REFUSED, reply(PAGE, 502), good({}), reply(b"{")])
def test_a_lost_answer_is_noted_as_unknown(tmp_path: Path, answer: Reply) -> None:
    with Platform().on(EXECUTE, answer) as server:
        error, events = run(server, tmp_path)
        assert server.count(EXECUTE) == 1
        assert len(server.requests) == 1
    assert isinstance(error, UnknownOutcomeError)
    assert events == []
    (entry,) = Journal(tmp_path).entries()
    assert entry.state == "unknown"
    assert entry.is_open
    assert entry.told == error.message
    assert entry.request["script"] == SCRIPT


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(bad("QUOTA_EXCEEDED", "30 a day", 429), QuotaError), (bad("INVALID_API_KEY", "no", 401), ApiKeyError)],
)
def test_a_refusal_is_noted_as_one(tmp_path: Path, answer: Reply, kind: type) -> None:
    with Platform().on(EXECUTE, answer) as server:
        error, _ = run(server, tmp_path)
        assert server.count(EXECUTE) == 1
    assert isinstance(error, kind)
    (entry,) = Journal(tmp_path).entries()
    assert entry.state == "refused"
    assert not entry.is_open


def test_a_job_that_fails(tmp_path: Path) -> None:
    failed = good({"status": "failed", "message": "TA_OUT_OF_RANGE: 200 bars are needed"})
    with Platform().on(STATUS, good({"status": "running"}), failed) as server:
        error, _ = run(server, tmp_path)
    assert isinstance(error, JobError)
    assert error.is_verdict
    assert str(error).startswith("The backtest b_1 failed: TA_OUT_OF_RANGE: 200 bars are needed. `signal-dsl lookback`")
    (entry,) = Journal(tmp_path).entries()
    assert (entry.state, entry.told) == ("failed", "TA_OUT_OF_RANGE: 200 bars are needed")


@pytest.mark.parametrize("word", ["cancelled", "CANCELED", "aborted"])
def test_a_job_that_is_cancelled(tmp_path: Path, word: str) -> None:
    with Platform().on(STATUS, good({"status": word})) as server:
        error, _ = run(server, tmp_path)
    assert isinstance(error, JobError)
    assert str(error) == "The backtest b_1 was cancelled."
    assert Journal(tmp_path).entries()[0].state == "cancelled"


def test_a_job_that_never_ends(tmp_path: Path) -> None:
    with Platform().on(STATUS, good({"status": "running"})) as server:
        error, _ = run(server, tmp_path, Polling(first=0.001, most=0.01, deadline=0.2))
        assert server.count(EXECUTE) == 1
        assert server.count(STATUS) > 3
    assert isinstance(error, DetachedError)
    assert "has not ended within" in error.message
    assert "`signal-dsl results b_1` comes back to it" in error.remedy
    assert "`signal-dsl cancel b_1` ends it" in error.remedy
    (entry,) = Journal(tmp_path).entries()
    assert (entry.state, entry.backtest_id) == ("submitted", "b_1")
    with Platform() as server, client(server) as api:  # and back to it
        document = Runs(api, Journal(tmp_path), Kept(tmp_path), polling=POLLING).follow("b_1")
        assert server.count(EXECUTE) == 0
    assert document["script"]["text"] == SCRIPT  # type: ignore[index]
    assert document["settings"]["timeframe"] == "1h"  # type: ignore[index]
    assert Journal(tmp_path).entries()[0].state == "completed"


def test_who_no_longer_waits(tmp_path: Path) -> None:
    cancelled = threading.Event()

    def status(request: Request) -> Reply:
        cancelled.set()
        return good({"status": "running"})

    with Platform().on(STATUS, status) as server:
        error, _ = run(server, tmp_path, Polling(first=600), cancelled)
        assert server.count("POST /backtest/cancel") == 0
    assert isinstance(error, DetachedError)
    assert "goes on" in error.message


def test_a_job_that_is_not_known_everywhere_at_once(tmp_path: Path) -> None:
    missing = bad("BACKTEST_NOT_FOUND", "no such job", 404)
    with Platform().on(STATUS, missing, missing, good({"status": "completed", "result_id": "r_1"})) as server:
        document, events = run(server, tmp_path)
    assert isinstance(document, dict)
    told = [one.message for one in events if isinstance(one, Notice)]
    assert told == ["The platform refuses: BACKTEST_NOT_FOUND: no such job. The job is asked for again."]


def test_a_job_that_vanishes(tmp_path: Path) -> None:
    with Platform().on(STATUS, good({"status": "running"}), bad("BACKTEST_NOT_FOUND", "no such job", 404)) as server:
        error, _ = run(server, tmp_path)
        assert server.count(STATUS) == 1 + POLLING.doubts
        assert server.count(EXECUTE) == 1
    assert isinstance(error, NotFoundError)
    assert "BACKTEST_NOT_FOUND" in str(error)
    assert Journal(tmp_path).entries()[0].state == "submitted"


@pytest.mark.parametrize("data", [{"status": "completed"}, {"status": "done", "result_id": None}, {"state": "SUCCESS"}])
def test_a_job_that_is_completed_without_a_result(tmp_path: Path, data: dict[str, object]) -> None:
    data = {**data, "dashboard_url": "https://hey-traders.com/dashboard/b_1"}
    with Platform().on(STATUS, good(data)) as server:
        error, _ = run(server, tmp_path)
        assert server.count(EXECUTE) == 1
    assert isinstance(error, ProtocolError)
    assert str(error) == (
        "The job b_1 is completed, but the platform does not name its result. https://hey-traders.com/dashboard/b_1"
    )


def test_a_result_that_comes_a_little_later(tmp_path: Path) -> None:
    late = good({"status": "completed", "result_id": None})
    with Platform().on(STATUS, late, late, good({"status": "completed", "result_id": "r_1"})) as server:
        document, _ = run(server, tmp_path)
    assert isinstance(document, dict)


@pytest.mark.parametrize(
    "trouble", [REFUSED, reply(PAGE, 502), bad("INTERNAL_ERROR", "oops", 500), reply(PAGE), good({}), good(None)]
)
def test_the_job_goes_on_while_the_network_does_not(tmp_path: Path, trouble: Reply) -> None:
    answers = [good({"status": "running"}), *[trouble] * 9, good({"status": "completed", "result_id": "r_1"})]
    with Platform().on(STATUS, *answers) as server:
        document, events = run(server, tmp_path)
        assert server.count(EXECUTE) == 1
    assert isinstance(document, dict)
    told = [one.message for one in events if isinstance(one, Notice)]
    assert len(told) == 1  # the same trouble is told once
    assert told[0].endswith("The job is asked for again.")


def test_a_key_that_ends_meanwhile_ends_the_waiting(tmp_path: Path) -> None:
    with Platform().on(STATUS, bad("EXPIRED_API_KEY", "24 hours are over", 401)) as server:
        error, _ = run(server, tmp_path)
        assert server.count(STATUS) == 1
    assert isinstance(error, ApiKeyError)
    assert Journal(tmp_path).entries()[0].backtest_id == "b_1"


@pytest.mark.parametrize("part", ["metrics", "per-ticker", "trades", "equity"])
def test_a_result_of_which_a_part_is_missing(tmp_path: Path, part: str) -> None:
    with Platform() as server:
        server.on(f"GET /backtest/results/r_1/{part}", bad("NOT_FOUND", "none", 404))
        document, _ = run(server, tmp_path)
    assert isinstance(document, dict)
    assert any("The platform did not give" in note for note in document["notes"])


def test_a_result_that_cannot_be_had_now_is_not_lost(tmp_path: Path) -> None:
    with Platform() as server:
        server.on("GET /backtest/results/r_1", reply(PAGE, 502))
        error, _ = run(server, tmp_path)
    assert isinstance(error, UnavailableError)
    assert Journal(tmp_path).find("b_1").result_id == "r_1"  # type: ignore[union-attr]
    with Platform() as server, client(server) as api:
        assert Runs(api, kept=Kept(tmp_path)).collect("r_1")["result_id"] == "r_1"


def test_a_disk_that_is_full_when_the_result_arrives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The document is given to whoever asked, and a sentence says that it was not kept."""
    (tmp_path / "results").write_text("no folder")
    with Platform() as server:
        document, events = run(server, tmp_path)
    assert isinstance(document, dict)
    (notice,) = (one.message for one in events if isinstance(one, Notice))
    assert "cannot be kept here" in notice
    assert "`signal-dsl results r_1`" in notice
    assert isinstance(events[-1], Finished)


def test_the_id_is_told_where_it_cannot_be_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path)

    def execute(request: Request) -> Reply:  # the journal becomes unwritable while the platform answers
        journal.path.unlink()
        journal.path.mkdir()
        return good({"backtest_id": "b_1"})

    events: list[Event] = []
    with Platform().on(EXECUTE, execute) as server, client(server) as api:
        Runs(api, journal, on_event=events.append).submit(REQUEST)
        assert server.count(EXECUTE) == 1
    assert events[0] == Submitted("b_1")
    assert isinstance(events[1], Notice)
    assert "Write the id down: b_1." in events[1].message


def test_a_wait_is_told(tmp_path: Path) -> None:
    busy = bad("RATE_LIMITED", "Slow down", 429, retry_after="6")
    events: list[Event] = []
    with Platform().on(EXECUTE, busy) as server, client(server) as api:

        def tell(event: Event) -> None:
            events.append(event)
            api.pause.cancelled.set()  # nobody waits so long

        with pytest.raises(HeyTradersError):
            Runs(api, Journal(tmp_path), on_event=tell).backtest(REQUEST)
    (waiting,) = events
    assert isinstance(waiting, Waiting)
    assert 6 <= waiting.seconds < 7
    assert "Slow down" in waiting.why
