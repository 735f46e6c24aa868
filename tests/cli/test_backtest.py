"""`signal-dsl backtest`, in the sandbox and against a platform on a real socket."""

import json
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from signal_dsl.heytraders.journal import Journal
from tests.cli.running import command, environment
from tests.cli.runs import CROSS, SHORT, SILENT, Place
from tests.heytraders.server import Platform, bad, good

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "result.schema.json").read_text(encoding="utf-8"))


def test_a_script_in_the_sandbox(place: Place) -> None:
    status, out, err = place.run("backtest", place.script(), "--sandbox")
    assert status == 0
    assert out.startswith(
        "cross.signal  SIMULATED\nBTC/USDT on binance, 1h from 2024-01-01 to 2024-03-01, 1,440 bars\n"
    )
    assert re.search(r"Total return +[+-]\d+\.\d\d % +[+-]\d+\.\d\d %\n", out)
    assert re.search(r"Max drawdown +\d+\.\d\d % +\d+\.\d\d %\n", out)
    assert re.search(r"BTC/USDT +\d+ ", out)
    assert re.search(r"result +r_\w+\nagain +signal-dsl results r_\w+\n", out)
    assert "dashboard" not in out  # it would lead to a sandbox that is gone
    assert err.startswith(
        "Sending cross.signal to the sandbox: BTC/USDT, 1h, from 2024-01-01 to 2024-03-01.\nStarted as b_"
    )


def test_json_is_the_result_document(place: Place) -> None:
    document = place.json("backtest", place.script(), "--sandbox", "--json")
    Draft202012Validator(SCHEMA).validate(document)
    assert document["simulated"] is True
    assert document["script"]["text"] == CROSS
    assert document["script"]["path"] == str(place.folder / "cross.signal")
    assert document["metrics"]["num_trades"] == len(document["trades"]) > 2
    assert len(document["prices"]["BINANCE:BTC/USDT"]["time"]) == 1440
    assert document["settings"]["timeframe"] == "1h"


def test_prices_of_very_long_runs_are_for_the_report_alone(place: Place) -> None:
    minutes = ("--timeframe", "1m", "--end-date", "2024-06-01")
    document = place.json("backtest", place.script(), "--sandbox", "--json", *minutes)
    assert document["bars"] == 152 * 1440
    assert document["prices"] == {}
    status, _, _ = place.run("backtest", "cross.signal", "--sandbox", "--report", "long.html", "-q", *minutes)
    assert status == 0
    assert '"prices":{"BINANCE:BTC/USDT":{"time":[1704067200,' in (place.folder / "long.html").read_text("utf-8")


def test_options_win_over_the_block(place: Place) -> None:
    document = place.json("backtest", place.script(), "--sandbox", "--json", "--timeframe", "4h")
    assert document["settings"]["timeframe"] == "4h"
    assert document["bars"] == 360


def test_why_there_were_no_trades(place: Place) -> None:
    status, out, _ = place.run("backtest", place.script(SILENT), "--sandbox")
    assert status == 0
    assert "Why there were no trades:\n" in out
    assert re.search(r"\n +8  entry LONG  BTC/USDT  1,391 +0 \(0\.0 %\)  - +- +0 ", out)
    assert "the condition held at none of the 1,391 bars after warm-up" in out


@pytest.mark.parametrize("text", [SHORT, CROSS + "x = (1 +\n"])
def test_errors_stop_it_before_it_costs_anything(place: Place, platform: Platform, text: str) -> None:
    status, out, err = place.run("backtest", place.script(text))
    assert status == 1
    assert out == ""
    assert "error SIG" in err
    assert err.endswith("note: Nothing was sent. Mend the errors, or send it anyway with `--force`.\n")
    assert platform.requests == []


def test_force_sends_what_has_errors(place: Place, platform: Platform) -> None:
    status, out, err = place.run("backtest", place.script(SHORT), "--force")
    assert status == 0
    assert "error SIG401" in err
    assert "+12.50 %" in out
    assert platform.count("POST /backtest/execute") == 1


def test_warnings_do_not_stop_it(place: Place, platform: Platform) -> None:
    status, _, err = place.run("backtest", place.script(CROSS + "noise = atr(14)\n"))
    assert status == 0
    assert "warning SIG102" in err


def test_what_the_platform_gets_and_gives(place: Place, platform: Platform) -> None:
    status, out, err = place.run("backtest", place.script())
    assert status == 0
    (sent,) = [one.json for one in platform.requests if one.path == "/backtest/execute"]
    assert sent["script"] == CROSS
    assert sent["universe"] == ["BINANCE:BTC/USDT"]
    assert (sent["timeframe"], sent["start_date"], sent["end_date"]) == ("1h", "2024-01-01", "2024-03-01")
    assert "Started as b_1.\n" in err
    assert "Running, 50% done" in err
    assert "dashboard  https://hey-traders.com/dashboard/r_1\n" in out
    assert "SIMULATED" not in out


def test_dry_run_sends_nothing(place: Place, platform: Platform) -> None:
    status, out, err = place.run("backtest", place.script(), "--dry-run")
    first, _, body = out.partition("\n")
    assert (status, err) == (0, "")
    assert first == f"POST /backtest/execute to {platform.url}"
    assert json.loads(body)["script"] == CROSS
    assert place.json("backtest", "cross.signal", "--dry-run", "--json") == json.loads(body)
    assert platform.requests == []
    assert not (place.folder.parent / "state").exists()


def test_dry_run_of_what_has_errors_is_stopped_too(place: Place, platform: Platform) -> None:
    assert place.run("backtest", place.script(SHORT), "--dry-run")[:2] == (1, "")


def test_no_wait_prints_the_id_and_results_comes_back_to_it(place: Place, platform: Platform) -> None:
    status, out, err = place.run("backtest", place.script(), "--no-wait")
    assert (status, out) == (0, "b_1\n")
    assert "`signal-dsl results b_1`" in err
    assert platform.count("GET") == 0
    status, out, _ = place.run("results", "b_1")
    assert status == 0
    assert "cross.signal" in out
    assert "+12.50 %" in out


def test_no_wait_as_json(place: Place, platform: Platform) -> None:
    found = place.json("backtest", place.script(), "--no-wait", "--json")
    assert found == {"backtest_id": "b_1", "status": "queued"}


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("max_drawdown > 7", "error: `max_drawdown` is 8, which is more than 7.\n"),
        ("num_trades < 10", "error: `num_trades` is 1, which is less than 10.\n"),
        ("win_rate < 50 %", "error: `win_rate` has no value in this result, so `win_rate < 50` cannot be told.\n"),
        ("max_drawdown > 8", ""),
        ("total_return_pct<=12", ""),
    ],
)
def test_fail_if(place: Place, platform: Platform, test: str, expected: str) -> None:
    status, out, err = place.run("backtest", place.script(), "--fail-if", test)
    assert status == (1 if expected else 0)
    assert err.endswith(expected)
    assert "+12.50 %" in out


def test_every_limit_is_looked_at(place: Place, platform: Platform) -> None:
    limits = ("--fail-if", "max_drawdown > 7", "--fail-if", "max_drawdown > 100", "--fail-if", "num_trades < 2")
    status, _, err = place.run("backtest", place.script(), *limits)
    assert status == 1
    assert err.count("signal-dsl: error: ") == 2


def test_a_run_that_fails(place: Place, platform: Platform) -> None:
    platform.on("GET /backtest/status/b_1", good({"status": "failed", "message": "TA_OUT_OF_RANGE: too short"}))
    status, out, err = place.run("backtest", place.script())
    assert (status, out) == (1, "")
    assert "failed: TA_OUT_OF_RANGE: too short. `signal-dsl lookback` tells" in err


def test_the_deadline(place: Place, platform: Platform) -> None:
    platform.on("GET /backtest/status/b_1", good({"status": "running"}))
    status, out, err = place.run("backtest", place.script(), "--deadline", "0.2s")
    assert (status, out) == (2, "")
    assert "`signal-dsl results b_1` comes back to it, `signal-dsl cancel b_1` ends it." in err


def test_a_script_that_the_platform_refuses(place: Place, platform: Platform) -> None:
    platform.on("POST /backtest/execute", bad("VALIDATION_ERROR", "unknown function foo"))
    status, _, err = place.run("backtest", place.script())
    assert status == 1
    assert "VALIDATION_ERROR: unknown function foo" in err.replace("Unknown", "unknown")


def test_the_report(place: Place) -> None:
    status, _, err = place.run("backtest", place.script(), "--sandbox", "--report", "cross.html")
    assert status == 0
    page = (place.folder / "cross.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert str(place.folder) not in page  # it is handed on
    assert "Report: cross.html\n" in err
    assert sorted(os.listdir(place.folder)) == ["cross.html", "cross.signal"]


def test_a_report_that_cannot_be_written_is_told_before_anything_is_sent(place: Place, platform: Platform) -> None:
    status, _, err = place.run("backtest", place.script(), "--report", "nowhere/cross.html")
    assert status == 2
    assert "There is no folder for the report" in err
    assert platform.requests == []


def test_the_result_is_shown_although_the_report_cannot_be_written(place: Place, platform: Platform) -> None:
    status, out, err = place.run("backtest", place.script(), "--report", f"{'x' * 300}.html")  # no disk has such names
    assert status == 2
    assert "+12.50 %" in out
    assert "`signal-dsl results r_1 --report FILE` writes it elsewhere." in err
    assert os.listdir(place.folder) == ["cross.signal"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "needs a PATH"),
        (("cross.signal", "--fail-if", "drawdown > 3"), "There is no metric `drawdown`. Did you mean `max_drawdown`?"),
        (("cross.signal", "--fail-if", "max_drawdown"), "`max_drawdown` compares nothing."),
        (("cross.signal", "--fail-if", "max_drawdown > much"), "does not end in a number"),
        (("cross.signal", "--fail-if", "3 > max_drawdown"), "does not begin with the name of a metric"),
        (("cross.signal", "--no-wait", "--report", "x.html"), "`--no-wait` has no result for `--report`."),
        (("cross.signal", "--no-wait", "--sandbox"), "The sandbox ends with this command"),
        (("cross.signal", "--deadline", "soon"), "`--deadline` is a time as 90s, 10m or 2h, not `soon`."),
        (("cross.signal", "--params", "x.toml"), "`--params` is for strategies that are no script."),
        (("cross.signal", "--data", "bars"), "`--data` is for the sandbox."),
        (("cross.signal", "--report", "."), "The report . is a folder. Name a file, such as report.html."),
        (("missing.signal",), "missing.signal cannot be read"),
    ],
)
def test_calls_that_cannot_be_followed(place: Place, platform: Platform, words: tuple[str, ...], expected: str) -> None:
    place.script()
    status, out, err = place.run("backtest", *words)
    assert (status, out) == (2, "")
    assert expected in err
    assert "Sending" not in err
    assert platform.count("POST") == 0


def test_a_script_without_dates_is_told_what_to_write(place: Place, platform: Platform) -> None:
    status, _, err = place.run(
        "backtest", place.script('emit_signal(close > open, entry("BINANCE:BTC/USDT", "LONG", Weight(1.0)))\n')
    )
    assert status == 2
    assert "A backtest needs `universe`, `start_date` and `end_date`" in err


def test_no_key(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEYTRADERS_API_KEY")
    monkeypatch.setenv("HEYTRADERS_API_URL", "https://nowhere.invalid/api/v1")
    status, out, err = place.run("backtest", place.script())
    assert (status, out) == (2, "")
    assert "There is no API key for https://nowhere.invalid." in err
    assert Journal().entries() == []  # nothing was begun


def test_ctrl_c_leaves_the_run_alone(place: Place, platform: Platform) -> None:
    platform.on("GET /backtest/status/b_1", good({"status": "running"}))
    words = [str(word) for word in command("backtest", place.script())]
    running = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True)
    assert running.stderr is not None
    for line in running.stderr:
        if line.startswith("Running"):
            break
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert out == ""
    assert "The run goes on. `signal-dsl results b_1` comes back to it, `signal-dsl cancel b_1` ends it." in err
    assert "Traceback" not in err
    assert platform.count("POST /backtest/cancel") == 0


def test_the_disk_is_full_when_the_result_arrives(
    place: Place, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    from signal_dsl.heytraders import storage

    real = storage.replace

    def full(path: Path, content: bytes) -> None:
        if path.parent.name == "results":
            raise OSError(28, "No space left on device")
        real(path, content)

    monkeypatch.setattr(storage, "replace", full)
    status, out, err = place.run("backtest", place.script())
    assert status == 0
    assert "+12.50 %" in out
    assert "The result r_1 cannot be kept here: no space left on device." in err


def test_a_script_from_standard_input(place: Place, platform: Platform) -> None:
    words = [str(word) for word in command("backtest", "-")]
    done = subprocess.run(
        words, input=CROSS, env=environment(), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("Sending a script to http://127.0.0.1:")
    assert done.stdout.startswith("r_1\n")
    (sent,) = [one.json for one in platform.requests if one.path == "/backtest/execute"]
    assert sent["script"] == CROSS
