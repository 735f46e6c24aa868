"""`signal-dsl results`: what is kept, what is fetched, two side by side."""

import os
import re

import pytest

from signal_dsl.heytraders.journal import Journal
from signal_dsl.heytraders.kept import Kept
from tests.cli.runs import CROSS, Place
from tests.heytraders.server import SUMMARY, Platform, bad, good


@pytest.fixture
def ran(place: Place) -> str:
    """The id of a result that is kept."""
    return place.json("backtest", place.script(), "--sandbox", "--json")["result_id"]


def test_what_is_kept_is_shown_again_without_asking(place: Place, platform: Platform, ran: str) -> None:
    first = place.run("results", ran)
    assert first[0] == 0
    assert first[1].startswith("cross.signal  SIMULATED\n")
    assert f"result     {ran}\n" in first[1]
    assert place.json("results", ran, "--json")["result_id"] == ran
    assert platform.requests == []


def test_a_report_of_what_is_kept(place: Place, ran: str) -> None:
    status, _, _ = place.run("results", ran, "--report", "again.html", "-q")
    assert status == 0
    assert '"BINANCE:BTC/USDT":{"time":[' in (place.folder / "again.html").read_text(encoding="utf-8")


def test_one_that_is_not_kept_is_fetched_and_kept(place: Place, platform: Platform) -> None:
    status, out, _ = place.run("results", "r_1")
    assert status == 0
    assert "+12.50 %" in out
    asked = len(platform.requests)
    assert place.run("results", "r_1")[0] == 0
    assert len(platform.requests) == asked
    assert place.run("results", "r_1", "--fresh")[0] == 0
    assert len(platform.requests) > asked


def test_the_id_of_a_job_of_another_machine(place: Place, platform: Platform) -> None:
    platform.on("GET /backtest/results/b_1", bad("BACKTEST_NOT_FOUND", "no such result", 404))
    status, out, _ = place.run("results", "b_1")
    assert status == 0
    assert "result     r_1" in out


def test_no_such_result(place: Place, platform: Platform) -> None:
    platform.on("GET /backtest", bad("BACKTEST_NOT_FOUND", "no such result", 404))
    status, out, err = place.run("results", "r_404")
    assert (status, out) == (2, "")
    assert "BACKTEST_NOT_FOUND" in err


def test_prices_are_fetched_for_a_report(place: Place, platform: Platform) -> None:
    platform.on("GET /market/ohlcv", good({"candles": [[1704067200000, 1, 2, 0.5, 1.5, 9]]}))
    place.run("backtest", place.script())
    assert platform.count("GET /market/ohlcv") == 0
    assert place.run("results", "r_1", "--report", "r.html")[0] == 0
    assert platform.count("GET /market/ohlcv") > 0
    assert '"close":[1.5]' in (place.folder / "r.html").read_text(encoding="utf-8")
    assert place.json("results", "r_1", "--json")["script"]["text"] == CROSS


def test_a_report_without_prices_where_they_cannot_be_had(
    place: Place, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.run("backtest", place.script())
    monkeypatch.setenv("HEYTRADERS_API_URL", "http://127.0.0.1:9/api/v1")
    status, out, err = place.run("results", "r_1", "--report", "r.html")
    assert status == 0
    assert "+12.50 %" in out
    assert "warning: The report is without prices." in err
    assert (place.folder / "r.html").exists()


def test_two_side_by_side(place: Place, ran: str) -> None:
    script = place.script(CROSS.replace("close, 60", "close, 80"), "slow.signal")
    other = place.json("backtest", script, "--sandbox", "--json", "--timeframe", "4h")["result_id"]
    status, out, _ = place.run("results", ran, "--against", other)
    assert status == 0
    assert re.search(r"Total return +-?\d+\.\d\d % +-?\d+\.\d\d % +[+-]\d+\.\d\d points", out)
    assert re.search(r"timeframe +1h +4h\n", out)
    assert "  -slow = ema(close, 80)\n  +slow = ema(close, 60)\n" in out
    found = place.json("results", ran, "--against", other, "--json")
    assert found["settings"] == [{"name": "timeframe", "first": "1h", "second": "4h"}]
    trades = next(one for one in found["metrics"] if one["name"] == "num_trades")
    assert trades["difference"] == trades["first"] - trades["second"]
    assert found["same_script"] is False


def test_the_same_beside_itself(place: Place, ran: str) -> None:
    status, out, _ = place.run("results", ran, "--against", ran)
    assert status == 0
    assert "The settings are the same.\n" in out
    assert "The script is the same.\n" in out


def test_a_damaged_file_is_fetched_again(place: Place, platform: Platform) -> None:
    place.run("results", "r_1")
    (kept,) = (place.folder.parent / "state" / "results").glob("*.json")
    kept.write_bytes(kept.read_bytes()[:50])
    status, out, _ = place.run("results", "r_1")
    assert status == 0
    assert "+12.50 %" in out
    assert SUMMARY["result_id"] == "r_1"


def test_what_is_kept_is_told_and_deleted_where_that_is_asked_for(place: Place, platform: Platform) -> None:
    kept = Kept()
    assert place.run("results") == (0, "No result is kept here yet. `signal-dsl backtest PATH` makes one.\n", "")
    for number in range(5):
        path = kept.put({"result_id": f"r_{number}", "notes": ["x" * 1_000_000]})
        os.utime(path, (number, number))
    told = f"5 results, 5.0 MB, kept in {kept.folder}. `signal-dsl jobs` lists them.\n"
    assert place.run("results") == (0, told, "")
    assert place.run("results", "--keep", "9")[1] == "Nothing to delete: 5 results, 5.0 MB, kept.\n"
    assert place.run("results", "--keep", "2")[1] == "3 results, 3.0 MB, deleted, 2 kept.\n"
    assert kept.ids() == ["r_4", "r_3"]
    journal = Journal()
    run = journal.sending({}, "https://hey-traders.com/api/v1")
    journal.submitted(run, "b_4")
    journal.ended(run, "completed", "r_4")
    assert place.run("results", "b_4", "--delete")[1] == "Deleted r_4, 1.0 MB.\n"
    status, _, err = place.run("results", "r_4", "--delete")
    assert (status, "No result r_4 is kept here." in err) == (2, True)
    assert kept.ids() == ["r_3"]
    assert platform.requests == []


@pytest.mark.parametrize(
    "words",
    [
        ("--keep", "x"),
        ("--keep", "-1"),
        ("--keep", "3", "--delete"),
        ("r_1", "--keep", "3"),
        ("r_1", "--delete", "--json"),
        ("--delete",),
        ("--json",),
        ("../../etc/passwd", "--delete"),
    ],
)
def test_nothing_is_deleted_that_is_not_meant(place: Place, words: tuple[str, ...]) -> None:
    kept = Kept()
    kept.put({"result_id": "r_1"})
    assert place.run("results", *words)[0] == 2
    assert kept.ids() == ["r_1"]


def test_it_is_told_where_much_is_kept(place: Place) -> None:
    large = Kept().put({"result_id": "r_1"})
    os.truncate(large, 1_100_000_000)  # a file with a hole, which takes no room
    told = "2 results, 1.1 GB, are kept. `signal-dsl results --keep 50` deletes all but the latest 50."
    assert told in place.run("backtest", place.script(), "--sandbox")[2]
    assert "are kept" not in place.run("backtest", place.script(), "--sandbox", "-q")[2]
    assert Kept().sizes()["r_1"] == 1_100_000_000
