"""`signal-dsl validate`: what is found here first, then the verdict, at its places."""

import json

import pytest

from tests.cli.runs import CROSS, SHORT, Place
from tests.heytraders.server import Platform, bad, good

BROKEN = CROSS + "x = (1 +\n"


@pytest.fixture
def verdict(platform: Platform) -> Platform:
    return platform.on("POST /backtest/validate", good({"valid": True}))


def test_a_good_script_in_the_sandbox(place: Place) -> None:
    assert place.run("validate", place.script(), "--sandbox") == (0, "cross.signal: valid, says the sandbox.\n", "")


def test_what_is_sent(place: Place, verdict: Platform) -> None:
    assert place.run("validate", place.script()) == (0, "cross.signal: valid, says the platform.\n", "")
    (request,) = verdict.requests
    assert request.json == {"script": CROSS, "universe": ["BINANCE:BTC/USDT"]}


def test_a_refusal_names_the_script_that_it_is_about(place: Place) -> None:
    place.script("emit_signal(close > open, exit('BINANCE:BTC/USDT'))\n")
    status, out, err = place.run("validate", ".", "--sandbox")
    assert (status, out) == (2, "")
    assert "error: cross.signal: The platform refuses: VALIDATION_ERROR: `universe` is empty." in err


def test_errors_stop_it(place: Place, verdict: Platform) -> None:
    status, out, _ = place.run("validate", place.script(BROKEN))
    assert status == 1
    assert "error SIG001" in out
    assert out.endswith("cross.signal: not sent, for 1 error; `--force` sends it anyway.\n")
    assert verdict.requests == []


def test_force(place: Place, verdict: Platform) -> None:
    status, out, _ = place.run("validate", place.script(SHORT), "--force")
    assert status == 0
    assert "error SIG401" in out
    assert out.endswith("cross.signal: valid, says the platform.\n")


def test_the_sandbox_says_no_more_than_what_was_found_here(place: Place) -> None:
    status, out, _ = place.run("validate", place.script(BROKEN), "--sandbox", "--force")
    assert status == 1
    assert out.count("SIG001") == 1
    assert out.endswith("cross.signal: not valid, says the sandbox.\n")


@pytest.mark.parametrize(
    ("error", "place_of", "marked"),
    [
        ({"message": "bad", "line": 7, "column": 8}, "7:8", "ema"),
        ({"message": "bad", "location": {"line": 8, "col": 12}}, "8:12", "close"),
        ({"message": "bad", "line": 9}, "9:1", CROSS.splitlines()[8]),
        ("Unknown function 'crossunder'", "10:13", "crossunder"),
        ("Syntax error at line 8, column 8: oh", "8:8", "ema"),
        ("8:12 oh", "8:12", "close"),
        ({"message": "`slow` is odd", "line": 9}, "9:29", "slow"),
    ],
)
def test_where_the_platform_finds_fault(
    place: Place, platform: Platform, error: object, place_of: str, marked: str
) -> None:
    platform.on("POST /backtest/validate", good({"valid": False, "errors": [error]}))
    status, out, _ = place.run("validate", place.script())
    assert status == 1
    head, message, excerpt, marks, *_ = out.splitlines()
    assert head == f"cross.signal:{place_of}: error PLATFORM validate"
    assert message == (error if isinstance(error, str) else error["message"])
    start = marks.index("^")
    assert excerpt[start : start + marks.count("^")] == marked
    assert out.endswith("cross.signal: not valid, says the platform.\n")


@pytest.mark.parametrize("error", ["no good", {"message": "no good", "line": 99}, {"message": "no good", "code": "E7"}])
def test_faults_without_a_place(place: Place, platform: Platform, error: object) -> None:
    platform.on("POST /backtest/validate", good({"valid": False, "errors": [error]}))
    status, out, _ = place.run("validate", place.script())
    code = error.get("code", "validate") if isinstance(error, dict) else "validate"
    assert status == 1
    assert out.startswith(f"cross.signal: error {code}\nno good\n")


def test_a_platform_that_does_not_say(place: Place, platform: Platform) -> None:
    platform.on("POST /backtest/validate", good({}))
    assert place.run("validate", place.script()) == (
        1,
        "cross.signal: the platform does not say whether it is valid.\n",
        "",
    )


def test_json(place: Place, platform: Platform) -> None:
    errors = [{"message": "bad", "line": 7, "column": 8, "code": "E1"}, "no good"]
    platform.on("POST /backtest/validate", good({"valid": False, "errors": errors}))
    place.script(BROKEN, "broken.signal")
    found = place.json("validate", place.script(), "broken.signal", "--json", status=1)
    good_one, broken = found["files"]
    assert (good_one["sent"], good_one["valid"]) == (True, False)
    assert good_one["diagnostics"][0]["range"]["start"] == {"line": 7, "column": 8}
    assert good_one["diagnostics"][0]["code"] == "E1"
    assert good_one["messages"] == [{"code": "", "message": "no good"}]
    assert (broken["sent"], broken["valid"]) == (False, None)
    assert json.dumps(broken["diagnostics"]).count("SIG001") == 1


def test_a_refusal_is_a_failure_of_that_script_alone(place: Place, platform: Platform) -> None:
    platform.on("POST /backtest/validate", bad("SOMETHING_NEW", "no"), good({"valid": True}))
    place.script(CROSS, "a.signal")
    status, out, err = place.run("validate", "a.signal", place.script())
    assert status == 2
    assert "SOMETHING_NEW" in err
    assert out == "cross.signal: valid, says the platform.\n"
