"""How a run goes on, as it is told: moving on a terminal, in lines elsewhere."""

from __future__ import annotations

import re

import pytest

from signal_dsl.cli.following import Follower
from signal_dsl.heytraders.events import Finished, Notice, Status, Submitted
from tests.cli.runs import Place
from tests.cli.test_terminal import on_a_terminal
from tests.heytraders.server import Platform, good

_COLOUR = re.compile(r"\x1b\[[0-9;]*[1-9][0-9;]*m")


@pytest.fixture
def slow(platform: Platform) -> Platform:
    rules = [good({"status": "running", "progress": part / 10}) for part in range(1, 5)]
    return platform.on("GET /backtest/status/b_1", *rules, good({"status": "completed", "result_id": "r_1"}))


def test_on_a_terminal_it_moves_and_is_gone_at_the_end(place: Place, slow: Platform) -> None:
    shown = on_a_terminal("backtest", place.script(), columns=100)
    assert "Started as b_1.\n" in shown
    assert re.search(r"running .*━.* 40%", shown)
    assert "\x1b[2K" in shown  # the line is cleared
    assert _COLOUR.search(shown)
    assert shown.rstrip().endswith("https://hey-traders.com/dashboard/r_1")


def test_no_color_takes_the_colours_alone(place: Place, slow: Platform) -> None:
    shown = on_a_terminal("backtest", place.script(), columns=100, NO_COLOR="1")
    assert re.search(r"running .*━", shown)
    assert not _COLOUR.search(shown)


def test_a_dumb_terminal_gets_lines(place: Place, slow: Platform) -> None:
    shown = on_a_terminal("backtest", place.script(), columns=100, TERM="dumb")
    assert "\x1b" not in shown
    assert "Running, 10% done, 0 s.\n" in shown


def test_lines_where_something_changes(capsys: pytest.CaptureFixture[str]) -> None:
    with Follower(quiet=False) as follower:
        follower(Submitted("b_1"))
        for second in range(100):
            follower(
                Status("queued" if second < 10 else "running", None if second < 20 else second / 100, float(second))
            )
        follower(Notice("Something is odd."))
        follower(Finished({}))
    assert capsys.readouterr().err.splitlines() == [
        "Started as b_1.",
        "Queued, 0 s.",
        "Running, 10 s.",
        "Running, 25% done, 25 s.",
        "Running, 50% done, 50 s.",
        "Running, 75% done, 75 s.",
        "signal-dsl: warning: Something is odd.",
    ]
    assert follower.backtest_id == "b_1"


def test_silence_is_broken_after_half_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    with Follower(quiet=False) as follower:
        for second in range(0, 100, 5):
            follower(Status("running", None, float(second)))
    assert capsys.readouterr().err.splitlines() == [f"Running, {second} s." for second in (0, 30, 60, 90)]


def test_what_is_over_in_a_moment_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    with Follower(quiet=False, after=2.0) as follower:
        follower(Status("running", 0.5, 1.9))
        follower(Status("running", 0.6, 2.0))
    assert capsys.readouterr().err == "Running, 60% done, 2 s.\n"


def test_quiet_tells_the_id_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with Follower(quiet=True) as follower:
        follower(Submitted("b_1"))
        follower(Status("running", 0.5, 10.0))
    assert capsys.readouterr().err == "Started as b_1.\n"
