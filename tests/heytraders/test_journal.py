"""The journal: whatever becomes of the process or of another one, no run is without a trace, and no id is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.heytraders.journal import Journal
from signal_dsl.heytraders.kept import Kept
from signal_dsl.heytraders.storage import StorageError
from tests.cli.running import REPOSITORY, environment
from tests.heytraders.server import Platform, Reply, Request, good
from tests.heytraders.support import REQUEST

ORIGIN = "https://hey-traders.com/api/v1"


def child(*words: str) -> subprocess.CompletedProcess[str]:
    """A process of its own that runs a module of the tests."""
    paths = os.pathsep.join([str(REPOSITORY / "dsl"), str(REPOSITORY)])
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=REPOSITORY,
        env=environment(PYTHONPATH=paths),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_run_is_noted_from_its_sending_to_its_end(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    run = journal.sending(REQUEST, ORIGIN, "a.signal")
    assert [(one.state, one.is_open, one.path) for one in journal.entries()] == [("sending", True, "a.signal")]
    journal.submitted(run, "b_1")
    assert [(one.state, one.is_open, one.backtest_id) for one in journal.entries()] == [("submitted", True, "b_1")]
    journal.ended(run, "completed", "r_1")
    (entry,) = journal.entries()
    assert (entry.state, entry.is_open, entry.result_id, entry.request) == ("completed", False, "r_1", REQUEST)
    assert journal.find("b_1") == journal.find("r_1") == journal.find(run) == journal.find(run[:8]) == entry
    assert journal.find("b_2") is None
    assert journal.path.stat().st_mode & 0o077 == 0


def test_the_same_run_with_an_unknown_outcome(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    run = journal.sending({**REQUEST, "universe": ("BINANCE:BTC/USDT",)}, ORIGIN)
    assert journal.doubtful(REQUEST, ORIGIN) is None  # it is being sent
    journal.unknown(run, "lost")
    found = journal.doubtful(REQUEST, ORIGIN)
    assert found is not None
    assert found.run == run
    assert journal.doubtful(REQUEST, "https://elsewhere") is None
    assert journal.doubtful({**REQUEST, "timeframe": "4h"}, ORIGIN) is None
    text = journal.path.read_text()
    journal.path.write_text(text.replace(found.time, "2020-01-01T00:00:00Z"))
    assert journal.doubtful(REQUEST, ORIGIN) is None
    journal.path.write_text(text.replace(found.time, "2099-01-01T00:00:00Z"))  # the clock was turned back
    assert journal.doubtful(REQUEST, ORIGIN) is not None
    journal.submitted(run, "b_1")
    assert journal.doubtful(REQUEST, ORIGIN) is None


def test_no_journal_yet(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "not" / "there")
    assert journal.entries() == []
    journal.sending(REQUEST, ORIGIN)
    assert len(journal.entries()) == 1
    assert (tmp_path / "not" / "there").stat().st_mode & 0o077 == 0


def test_a_journal_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").mkdir()
    with pytest.raises(StorageError, match="cannot be read"):
        Journal(tmp_path).entries()


@given(
    st.lists(st.binary(max_size=60) | st.just(b'{"run": "x", "event": "submitted", "backtest_id": "b_9"}'), max_size=8)
)
def test_whatever_else_stands_in_it(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    journal = Journal(tmp_path_factory.mktemp("journal"))
    run = journal.sending(REQUEST, ORIGIN)
    with open(journal.path, "ab") as file:
        file.write(b"\n".join(lines))
    journal.submitted(run, "b_1")
    found = journal.find("b_1")
    assert found is not None
    assert found.request == REQUEST


@pytest.mark.parametrize(
    "line",
    ['{"run": 7}', '{"run": "x", "event": 7}', "[" * 9999, "null", "NaN",
     '{"run": "x", "event": "sending", "request": 3, "time": [], "process": "a"}',
     '{"run": "x", "event": "ended"}', '{"run": "x", "event": "refused", "told": {}}'],
)  # fmt: skip
def test_records_of_another_kind(tmp_path: Path, line: str) -> None:
    (tmp_path / "journal.jsonl").write_text(line + "\n")
    for entry in Journal(tmp_path).entries():
        assert entry.run == "x"
        repr(entry)


def test_a_torn_line_costs_nothing_but_itself(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    first = journal.sending(REQUEST, ORIGIN)
    whole = journal.path.read_bytes()
    for length in range(len(whole)):
        journal.path.write_bytes(whole + whole[:length])
        journal.submitted(first, "b_1")
        assert journal.find("b_1").run == first  # type: ignore[union-attr]


def test_killed_at_every_step(tmp_path: Path) -> None:
    """Whatever the process was at: sent once at most, and if it may have been sent, that stands in the journal."""
    states: list[str] = []
    for step in range(1, 500):
        folder = tmp_path / str(step)
        noted: list[str] = []

        def execute(request: Request, folder: Path = folder, noted: list[str] = noted) -> Reply:
            noted.extend(entry.state for entry in Journal(folder).entries())
            return good({"backtest_id": "b_1"})

        with Platform().on("POST /backtest/execute", execute) as server:
            done = child("tests.heytraders.killed", server.url, str(folder), str(step))
            sent = server.count("POST /backtest/execute")
        entries = Journal(folder).entries()
        assert sent <= 1
        assert noted == ["sending"] * sent  # it was noted before the platform was asked
        assert len(entries) <= 1
        states.append(entries[0].state if entries else "")
        if sent:
            assert entries[0].request == REQUEST
            assert entries[0].state in ("unknown", "submitted", "completed")
        if states[-1] in ("submitted", "completed"):
            assert entries[0].backtest_id == "b_1"
        # The journal goes on as if nothing had been.
        journal = Journal(folder)
        journal.submitted(journal.sending(REQUEST, ORIGIN), "b_2")
        assert journal.find("b_2") is not None
        assert len(journal.entries()) == len(entries) + 1
        if done.stdout == "done\n":
            assert Kept(folder).get("r_1") is not None
            break
        assert done.returncode == -9, done.stderr
    assert set(states) == {"", "unknown", "submitted", "completed"}
    order = ["", "unknown", "submitted", "completed"]
    assert [order.index(state) for state in states] == sorted(order.index(state) for state in states)
    assert len(states) > 20


WRITER = """
import sys
from pathlib import Path
from signal_dsl.heytraders.journal import Journal
folder, name, runs = sys.argv[1:]
journal = Journal(Path(folder))
sys.stdin.readline()  # all begin at once
for number in range(int(runs)):
    run = journal.sending({"script": name * 20_000, "number": number}, "https://x", name)
    journal.submitted(run, f"b_{name}_{number}")
    journal.ended(run, "completed", f"r_{name}_{number}")
"""


def test_many_processes_at_once(tmp_path: Path) -> None:
    names, runs = "abcdefgh", 25
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name, str(runs)],
            stdin=subprocess.PIPE,
            env=environment(),
            text=True,
        )
        for name in names
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=120)
        assert process.returncode == 0
    entries = Journal(tmp_path).entries()
    assert {(one.path, one.request["number"], one.result_id) for one in entries} == {
        (name, number, f"r_{name}_{number}") for name in names for number in range(runs)
    }
    assert all(one.request["script"] == str(one.path) * 20_000 for one in entries)


def test_a_long_journal_is_shortened_by_what_has_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signal_dsl.heytraders.journal._LARGEST", 20_000)
    monkeypatch.setattr("signal_dsl.heytraders.journal._KEPT", 10_000)
    journal = Journal(tmp_path)
    still = journal.sending(REQUEST, ORIGIN)
    journal.submitted(still, "b_still")
    for number in range(100):
        run = journal.sending(REQUEST, ORIGIN)
        journal.submitted(run, f"b_{number}")
        journal.ended(run, "completed", f"r_{number}")
        assert journal.path.stat().st_size < 25_000
    entries = journal.entries()
    assert entries[0].backtest_id == "b_still"
    assert entries[-1].backtest_id == "b_99"
    assert 10 < len(entries) < 60


def test_a_full_disk_leaves_what_there_is(tmp_path: Path) -> None:
    """Half a record at the end of a file that may not grow: the next one is refused with a sentence, none is lost."""
    code = f"""
import resource, sys
from pathlib import Path
from signal_dsl.errors import SignalDslError
from signal_dsl.heytraders.journal import Journal
journal = Journal(Path({str(tmp_path)!r}))
run = journal.sending({REQUEST!r}, "https://x")
size = journal.path.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40, size + 40))
try:
    journal.sending({REQUEST!r}, "https://x")
except SignalDslError as error:
    print(error)
print([one.state for one in journal.entries()])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True, timeout=60
    )
    first, second = done.stdout.splitlines()
    assert "The journal of jobs cannot be written: file too large. So nothing was sent." in first
    assert second == "['sending']"
    assert [one.state for one in Journal(tmp_path).entries()] == ["unknown"]
    Journal(tmp_path).sending(REQUEST, ORIGIN)
    assert [one.state for one in Journal(tmp_path).entries()] == ["unknown", "sending"]


def test_records_are_ascii_json(tmp_path: Path) -> None:
    Journal(tmp_path).sending({"script": "# ünï\ud800\n"}, ORIGIN)
    (line,) = [line for line in Journal(tmp_path).path.read_bytes().splitlines() if line]
    assert line.isascii()
    assert json.loads(line)["request"]["script"] == "# ünï\ud800\n"
