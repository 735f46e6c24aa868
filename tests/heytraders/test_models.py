"""What is read from answers whose form is not promised."""

from __future__ import annotations

import pytest

from signal_dsl.heytraders.models import (
    Claim,
    Evaluation,
    Job,
    Published,
    Ranking,
    Registration,
    Scan,
    ScriptFault,
    Verdict,
)


@pytest.mark.parametrize(
    ("data", "status", "result", "progress"),
    [
        ({"status": "queued"}, "queued", None, None),
        ({"status": "PENDING"}, "queued", None, None),
        ({"state": "In Progress", "progress": 42}, "running", None, 0.42),
        ({"status": "running", "progress": 0.42}, "running", None, 0.42),
        ({"status": "running", "progress": "42%"}, "running", None, 0.42),
        ({"status": "running", "progress": -3}, "running", None, None),
        ({"status": "running", "progress": 400}, "running", None, 1.0),
        ({"status": "completed", "result_id": "r_1"}, "completed", "r_1", None),
        ({"status": "succeeded", "resultId": 7}, "completed", "7", None),
        ({"job": {"id": "b_1", "status": "done"}, "result": {"id": "r_1"}}, "completed", "r_1", None),
        ({"status": "completed", "backtest_summary_id": "r_1"}, "completed", "r_1", None),
        ({"status": "limbo"}, "limbo", None, None),
        ({"status": 7}, "7", None, None),
        ({"status": None}, None, None, None),
        ({}, None, None, None),
        (None, None, None, None),
        ([1], None, None, None),
    ],
)
def test_a_job_is_read_in_whatever_words_it_is_told(
    data: object, status: str | None, result: str | None, progress: float | None
) -> None:
    job = Job.of(data)
    assert (job.status, job.result_id, job.progress) == (status, result, progress)
    assert job.raw is data


@pytest.mark.parametrize(
    "data",
    [
        {"backtest_id": "b_1"},
        {"job_id": "b_1"},
        {"id": "b_1"},
        {"backtest": {"id": "b_1"}},
        "b_1",
        {"backtestId": "b_1"},
    ],
)
def test_ids_of_jobs(data: object) -> None:
    assert Job.of(data).backtest_id == "b_1"


@pytest.mark.parametrize("id", ["", " ", "..", "../x", "a b", "a/b", "a\nb", "x" * 300, {"a": 1}, True])
def test_what_is_no_id_is_as_good_as_none(id: object) -> None:
    job = Job.of({"backtest_id": id, "result_id": id})
    assert (job.backtest_id, job.result_id) == (None, None)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"message": "no bars"}, "no bars"),
        ({"error": "no bars"}, "no bars"),
        ({"error": {"code": "X", "message": "no bars"}}, "no bars"),
        ({"error_message": "no bars"}, "no bars"),
        ({"error": {}}, None),
    ],
)
def test_why_a_job_failed(data: object, message: str | None) -> None:
    assert Job.of(data).message == message


@pytest.mark.parametrize(
    ("data", "valid", "faults"),
    [
        ({"valid": True}, True, ()),
        ({"valid": False, "errors": ["bad"]}, False, (ScriptFault("bad"),)),
        ({"is_valid": False, "error": "bad"}, False, (ScriptFault("bad"),)),
        ({"valid": False, "message": "bad"}, False, (ScriptFault("bad"),)),
        ({"valid": True, "message": "Script is valid"}, True, ()),
        ({"valid": False, "errors": [{"message": "bad", "line": 3, "column": 7, "code": "X"}]}, False,
         (ScriptFault("bad", 3, 7, "X"),)),
        ({"valid": False, "errors": [{"msg": "bad", "lineno": "3", "col": 0}]}, False, (ScriptFault("bad", 3),)),
        ({"valid": False, "errors": [{"msg": "bad", "location": {"line": 3}}]}, False, (ScriptFault("bad", 3),)),
        ({"valid": False, "errors": [{"msg": "bad", "range": {"start": {"line": 3, "character": 2}}}]}, False,
         (ScriptFault("bad", 3, 2),)),
        ({"valid": False, "errors": ["bad", "bad", 7, None, [], {}]}, False, (ScriptFault("bad"),)),
        ({"valid": "yes"}, None, ()),
        (None, None, ()),
    ],
)  # fmt: skip
def test_verdicts(data: object, valid: bool | None, faults: tuple[ScriptFault, ...]) -> None:
    verdict = Verdict.of(data)
    assert (verdict.valid, verdict.faults) == (valid, faults)


def test_registrations() -> None:
    found = Registration.of(
        {"api_key": {"key": "abcdefgh"}, "key_id": "k_1", "permissions": "a, b", "expires_in": 86400}
    )
    assert found.key is not None
    assert found.key.reveal() == "abcdefgh"
    assert (found.agent_id, found.scopes, found.expires_in) == ("k_1", ("a", "b"), 86400)
    assert "abcdefgh" not in str(found.raw)
    assert Registration.of(None).key is None
    assert Claim.of({"code": 123456}).code == "123456"


def test_markets() -> None:
    assert Evaluation.of(41.5).value == 41.5
    assert Evaluation.of({"result": [1, 2], "timestamp": 1704067200}).time == "2024-01-01T00:00:00Z"
    assert Scan.of(["A/B", {"symbol": "C/D"}, {}, 7]).matched == ("A/B", "C/D", "7")
    assert Scan.of({"matches": "A/B, C/D", "total": "9"}).scanned == 9
    ranked = Ranking.of([{"symbol": "A/B", "value": "3.5"}, "C/D"]).ranked
    assert [(one.rank, one.symbol, one.score) for one in ranked] == [(1, "A/B", 3.5), (2, "C/D", None)]
    assert Published.of({"strategy": {"id": "s_1"}}).strategy_id == "s_1"
