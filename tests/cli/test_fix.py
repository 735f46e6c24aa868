"""`signal-dsl lint --fix`, `--unsafe-fixes`, `--diff`: what is written, what is told, and that nothing is lost."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import command, environment, one_line, signal_dsl

FAULTY = """\
up = close > close[-2.0]; calm = rsi(close, 14) < 60
emit_signal(up and calm and close > close[1], entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
"""
SAFE = """\
up = close > close[-2]
calm = rsi(close, 14) < 60
emit_signal(up and calm and close > close[1], entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
"""
ALL = SAFE.replace("close[1]", "close[-2]")
# The process may write no file of more than a few bytes, which fails as a full disk does.
FULL_DISK = """\
import resource, signal, sys
from signal_dsl.cli.main import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "a.signal"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def test_safe_fixes_are_written_and_the_rest_is_told(script: Path) -> None:
    done = signal_dsl("lint", "--fix", "-q", "a.signal", cwd=script.parent)
    assert script.read_text(encoding="utf-8") == SAFE
    assert done.stdout.startswith("a.signal:3:43: error SIG404 wrong-bar: ")
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (1, 1, "")


def test_all_fixes_are_written(script: Path) -> None:
    done = signal_dsl("lint", "--fix", "--unsafe-fixes", script)
    assert script.read_text(encoding="utf-8") == ALL
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Mended 3 findings. No findings left in 1 file.\n"


def test_a_second_run_writes_nothing(script: Path) -> None:
    signal_dsl("lint", "--unsafe-fixes", script)
    before = script.stat()
    assert signal_dsl("lint", "--unsafe-fixes", script).stdout == "No findings in 1 file.\n"
    after = script.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(("options", "after"), [((), SAFE), (("--unsafe-fixes",), ALL)])
def test_a_patch_does_what_fixing_would_have_done(script: Path, options: tuple[str, ...], after: str) -> None:
    done = signal_dsl("lint", "--diff", *options, "a.signal", cwd=script.parent)
    assert done.returncode == 1
    assert script.read_text(encoding="utf-8") == FAULTY
    subprocess.run(["git", "apply", "-"], input=done.stdout, text=True, cwd=script.parent, check=True)
    assert script.read_text(encoding="utf-8") == after


def test_a_patch_of_nothing(script: Path) -> None:
    script.write_text(ALL, encoding="utf-8")
    done = signal_dsl("lint", "--diff", script)
    assert (done.returncode, done.stdout) == (0, "")


def test_standard_input_goes_to_standard_output_and_the_report_to_the_other(tmp_path: Path) -> None:
    done = signal_dsl("lint", "--fix", "-q", "-", cwd=tmp_path, given=FAULTY.encode())
    assert (done.returncode, done.stdout) == (1, SAFE)
    assert done.stderr.startswith("<stdin>:3:43: error SIG404")
    done = signal_dsl("lint", "--fix", "-q", "-", cwd=tmp_path, given=ALL.encode())
    assert (done.returncode, done.stdout, done.stderr) == (0, ALL, "")


def test_mode_line_ends_and_mark_stay(script: Path) -> None:
    script.write_bytes(b"\xef\xbb\xbf" + FAULTY.replace("\n", "\r\n").encode())
    script.chmod(0o640)
    signal_dsl("lint", "--unsafe-fixes", script)
    # The line that was broken in two is ended as all others are.
    assert script.read_bytes() == b"\xef\xbb\xbf" + ALL.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(script.stat().st_mode) == 0o640


def test_a_read_only_script_stays(script: Path) -> None:
    os.chmod(script, 0o400)
    done = signal_dsl("lint", "--fix", "a.signal", cwd=script.parent)
    assert done.returncode == 2
    assert one_line(done.stderr) == "error: a.signal cannot be written: it is read-only. It stays as it is."
    assert script.read_text(encoding="utf-8") == FAULTY


def test_a_full_disk_loses_nothing(script: Path) -> None:
    words = [*command()[:1], "-c", FULL_DISK, "lint", "--fix", "--no-cache", "a.signal"]
    done = subprocess.run(
        words, cwd=script.parent, env=environment(), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert one_line(done.stderr) == "error: a.signal cannot be written: file too large. It stays as it is."
    assert script.read_text(encoding="utf-8") == FAULTY
    assert os.listdir(script.parent) == ["a.signal"]


def test_silencers_without_use_are_removed(tmp_path: Path) -> None:
    script = tmp_path / "a.signal"
    script.write_text(ALL.replace("60\n", "60  # noqa: SIG404\n"), encoding="utf-8")
    signal_dsl("lint", "--fix", script)
    assert script.read_text(encoding="utf-8") == ALL
