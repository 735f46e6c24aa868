"""`signal-dsl lint --watch`, a real process: what it tells, and when."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import CLEAN, UNUSED, command, environment, one_line, signal_dsl

DEADLINE = 30.0


class Watched:
    """A process that watches a folder, and what it has written so far."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            command("lint", "--watch", "-q", *options),
            cwd=folder,
            env=environment(PYTHONUNBUFFERED="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: list[str] = []
        self._more = threading.Condition()
        self._seen = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._more:
                self._lines.append(line)
                self._more.notify_all()

    def wait_for(self, pattern: str) -> str:
        """The next line in which `pattern` is found."""
        end = time.monotonic() + DEADLINE
        with self._more:
            while True:
                for number in range(self._seen, len(self._lines)):
                    if re.search(pattern, self._lines[number]):
                        self._seen = number + 1
                        return self._lines[number]
                assert self._more.wait(end - time.monotonic()), f"no {pattern!r} in {self._lines}"

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(DEADLINE)
        self._reader.join(DEADLINE)
        return status


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    (tmp_path / "a.signal").write_text(CLEAN, encoding="utf-8")
    process = Watched(tmp_path)
    yield process
    process.process.kill()
    process.process.wait()
    assert process.process.stdout is not None
    process.interrupt()
    process.process.stdout.close()


def replaced(path: Path, text: str) -> None:
    """Write a file as editors do, so that nobody ever sees half of it."""
    beside = path.with_suffix(".tmp")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


def test_changes_are_seen(watched: Watched, tmp_path: Path) -> None:
    watched.wait_for(r"^\d\d:\d\d:\d\d watching; Ctrl-C ends it$")
    replaced(tmp_path / "a.signal", UNUSED)
    watched.wait_for(r"^\d\d:\d\d:\d\d a\.signal changed$")
    watched.wait_for(r"^a\.signal:8:1: warning SIG102")
    (tmp_path / "signal-dsl.toml").write_text('[lint]\nignore = ["SIG102"]\n', encoding="utf-8")
    watched.wait_for(r"signal-dsl\.toml changed$")
    replaced(tmp_path / "b.signal", UNUSED + "close[1]\n")
    watched.wait_for(r" b\.signal changed$")
    watched.wait_for(r"^b\.signal:9:7: error SIG404")
    (tmp_path / "b.signal").unlink()
    watched.wait_for(r" b\.signal changed$")
    assert watched.interrupt() == 130


def test_what_cannot_be_read_does_not_end_it(watched: Watched, tmp_path: Path) -> None:
    watched.wait_for("watching")
    (tmp_path / "a.signal").write_bytes(b"\xff")
    watched.wait_for(r"a\.signal is not UTF-8")
    replaced(tmp_path / "a.signal", UNUSED)
    watched.wait_for("SIG102")
    (tmp_path / "signal-dsl.toml").write_text('[lint]\nselect = ["SIG999"]\n', encoding="utf-8")
    watched.wait_for("SIG999")
    (tmp_path / "signal-dsl.toml").unlink()
    watched.wait_for("SIG102")


def test_doing_nothing_costs_nothing(tmp_path: Path) -> None:
    """A hundredth of the time at most, with a thousand scripts."""
    for number in range(1000):
        (tmp_path / f"{number}.signal").write_text(CLEAN, encoding="utf-8")
    watched = Watched(tmp_path)
    watched.wait_for("watching")
    replaced(tmp_path / "0.signal", UNUSED)
    watched.wait_for("SIG102")

    def used() -> float:
        fields = Path(f"/proc/{watched.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    before, start = used(), time.monotonic()
    replaced(tmp_path / "1.signal", UNUSED)  # something to wait for, so that time goes by
    watched.wait_for(r" 1\.signal changed")
    watched.wait_for("^1.signal.*SIG102")
    spent = time.monotonic() - start
    assert used() - before < 0.5 + 0.05 * spent
    watched.interrupt()
    assert watched.process.stdout is not None
    watched.process.stdout.close()


def test_standard_input_cannot_be_watched() -> None:
    done = signal_dsl("lint", "--watch", "-", given=CLEAN.encode())
    assert done.returncode == 2
    assert one_line(done.stderr) == "error: Standard input cannot be watched. Name files or folders."
