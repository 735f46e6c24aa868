"""`--jobs`: the same output from any number of processes, and a clean end whatever happens to them."""

from __future__ import annotations

import operator
import os
import signal
import subprocess
from pathlib import Path

import pytest

from signal_dsl.cli.linting.workers import shared
from signal_dsl.errors import SignalDslError
from tests.cli.running import BROKEN, CLEAN, SHORT, UNUSED, command, environment, one_line, signal_dsl


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for number in range(60):
        text = (CLEAN, SHORT, UNUSED, BROKEN)[number % 4] + f"y{number} = {number}\n" * (number % 7)
        (tmp_path / f"s{number}.signal").write_text(text, encoding="utf-8")
    (tmp_path / "latin.signal").write_bytes(b"\xff")
    return tmp_path


@pytest.mark.parametrize("options", [(), ("--output-format", "json"), ("--diff",)])
def test_the_number_of_processes_does_not_show(many: Path, options: tuple[str, ...]) -> None:
    one, two, five = (signal_dsl("lint", "--no-cache", "--jobs", jobs, *options, cwd=many) for jobs in ("1", "2", "5"))
    assert one.returncode == 2
    for other in (two, five):
        assert (other.returncode, other.stdout, other.stderr) == (one.returncode, one.stdout, one.stderr)


def test_fixes_are_shared_out_too(many: Path) -> None:
    signal_dsl("lint", "--fix", "--unsafe-fixes", "--jobs", "3", cwd=many)
    done = signal_dsl("lint", "--no-cache", "--select", "SIG102", cwd=many)
    assert done.stdout == "No findings in 60 files.\n"


@pytest.mark.parametrize("jobs", ["0", "-1", "x", "1.5", "65", "", "９", "9" * 50])
def test_numbers_that_are_none(many: Path, jobs: str) -> None:
    done = signal_dsl("lint", f"--jobs={jobs}", cwd=many)
    assert (done.returncode, done.stdout) == (2, "")
    assert "`--jobs` is a number from 1 to 64" in one_line(done.stderr)


def square(number: int) -> int:
    if number < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def test_results_come_in_order() -> None:
    chunks = [[1, 2, 3], [], [4], [5, 6]]
    assert shared(chunks, square, 2) == [[1, 4, 9], [], [16], [25, 36]]
    assert shared(chunks, operator.neg, 2, spawn=True) == [[-1, -2, -3], [], [-4], [-5, -6]]
    assert shared([], square, 3) == []


def test_a_process_that_is_killed_is_told_of() -> None:
    with pytest.raises(SignalDslError, match=r"was ended from outside, by signal 9\. If memory is short"):
        shared([[1], [-1], [2], [3]], square, 2)


def test_control_c_ends_them_all(many: Path) -> None:
    for number in range(40):
        (many / f"long{number}.signal").write_text(
            CLEAN + "".join(f"x{line} = close + {line}\n" for line in range(2000))
        )
    process = subprocess.Popen(
        command("lint", "--no-cache", "--jobs", "2", "-v"),
        cwd=many,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    process.stderr.readline()  # a script has been read, so the processes are at work
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)  # both pipes end when all processes have
    assert (process.returncode, out) == (130, "")
    assert "Traceback" not in err
