"""Colours, widths, encodings, and readers that go away."""

import os
import pty
import re
import struct
import subprocess
import termios
from fcntl import ioctl
from pathlib import Path

import pytest

from tests.cli.running import CLEAN, SHORT, command, environment, one_line, signal_dsl


@pytest.fixture
def short(tmp_path: Path) -> Path:
    script = tmp_path / "short.signal"
    script.write_text(SHORT, encoding="utf-8")
    return script


def on_a_terminal(*arguments: str | Path, columns: int = 80, typed: bytes = b"", **variables: str | None) -> str:
    """What the command shows on a terminal with so many columns, at which this is typed; nothing is an empty input."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    words = command(*map(str, arguments))
    settings = environment(**{"TERM": "xterm", **variables})
    given = theirs if typed else subprocess.DEVNULL
    process = subprocess.Popen(words, stdout=theirs, stderr=theirs, stdin=given, env=settings)
    os.write(ours, typed)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    process.wait(timeout=60)
    return shown.decode().replace("\r\n", "\n")


def test_colours_on_a_terminal(short: Path) -> None:
    shown = on_a_terminal("lint", short)
    assert f"\x1b[1m{short}:6:9\x1b[0m: \x1b[31;1merror\x1b[0m \x1b[1mSIG401\x1b[0m ta-out-of-range\n" in shown
    assert "\x1b[31;1m^^^^^^^^^^^^^^^\x1b[0m\n" in shown
    assert "\x1b[31;1merror:\x1b[0m" in on_a_terminal("lint", "missing.signal")


@pytest.mark.parametrize(
    "arguments", [["lint"], ["lookback"], ["rule"], ["rule", "SIG401"], ["indicators"], ["--help"]]
)
def test_no_colours_elsewhere(short: Path, arguments: list[str]) -> None:
    words = [*arguments, str(short)] if arguments[0] in ("lint", "lookback") else arguments
    assert "\x1b" not in signal_dsl(*words).stdout
    assert "\x1b" not in on_a_terminal(*words, NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(*words, TERM="dumb")


def test_an_empty_no_color_forbids_nothing(short: Path) -> None:
    assert "\x1b" in on_a_terminal("lint", short, NO_COLOR="")


@pytest.mark.parametrize("columns", [60, 80, 100])
@pytest.mark.parametrize(
    "words",
    [
        *("rule", "indicators", "indicators --category volume", "indicators macd", "indicators ema"),
        *("--help", "lint --help", "lookback --help", "backtest --help", "rank --help", "register --help"),
    ],
)
def test_lines_fit_the_terminal(words: str, columns: int) -> None:
    shown = on_a_terminal(*words.split(), columns=columns, NO_COLOR="1")
    lines = [line for line in shown.splitlines() if not line.startswith("  signal-dsl ")]  # calls are to be copied
    assert max(map(len, lines)) <= columns
    assert not re.search(r"^ +$|\n\n\n", shown, re.MULTILINE)


def test_the_server_says_what_it_waits_for() -> None:
    assert "waits for an editor on standard input" in on_a_terminal("server", typed=b"\x04")  # Ctrl-D


@pytest.mark.parametrize("columns", [80, 100])
def test_excerpts_fit_the_terminal(short: Path, columns: int) -> None:
    long = " and ".join(["close > trend"] * 20) + " and clsoe > 1"
    short.write_text(SHORT.replace("close > trend", long), encoding="utf-8")
    shown = on_a_terminal("lint", "--ignore", "SIG701", short, columns=columns, NO_COLOR="1")
    excerpts = [line for line in shown.splitlines() if " |" in line]
    assert max(map(len, excerpts)) <= columns
    assert [line.split()[1] for line in excerpts if "^" in line] == ["^" * len("clsoe")]


def test_columns_may_be_told(short: Path) -> None:
    shown = on_a_terminal("lint", short, columns=200, COLUMNS="50", NO_COLOR="1")
    message = shown.splitlines()[1:5]
    assert max(map(len, message)) <= 50


def test_a_file_gets_each_message_on_one_line(short: Path) -> None:
    assert signal_dsl("lint", short, COLUMNS="50").stdout.splitlines()[1].endswith("Start on 2024-06-14 or before.")


@pytest.mark.parametrize(
    "variables",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "cp1252:strict"},
    ],
)
def test_streams_that_cannot_show_a_character(tmp_path: Path, variables: dict[str, str]) -> None:
    script = tmp_path / "é🚀.signal"
    script.write_text('# größer\nx = "漢字" + clsoe\n', encoding="utf-8")
    for words in (["lint", script], ["lint", "-q", script], ["lookback", script], ["rule"], ["indicators", "ac"]):
        done = subprocess.run(
            command(*map(str, words)), env=environment(**variables), capture_output=True, check=False, timeout=60
        )
        assert done.returncode in (0, 1)
        assert done.stdout
        assert done.stderr == b""
    shown = subprocess.run(
        command("lint", str(script)), env=environment(PYTHONIOENCODING="ascii"), capture_output=True, check=False
    ).stdout.decode("ascii")
    line, carets = [line for line in shown.splitlines() if " | " in line][-2:]
    assert line[carets.index("^") :].startswith("clsoe")


def test_a_reader_who_has_seen_enough(tmp_path: Path) -> None:
    script = tmp_path / "long.signal"
    script.write_text("x = clsoe + 1\n" * 3000, encoding="utf-8")
    process = subprocess.Popen(
        command("lint", str(script)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith(os.fsencode(script))
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 1


def test_a_full_disk(short: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command("lint", str(short)), stdout=full, stderr=subprocess.PIPE, env=environment(), text=True, check=False
        )
    assert done.returncode == 2
    assert one_line(done.stderr).startswith("error: The output cannot be written: no space left on device.")


@pytest.mark.parametrize("redirection", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams(short: Path, redirection: str) -> None:
    for words in (["lint", str(short)], ["lint", "missing.signal"], ["lint", "-"]):
        shell = ["sh", "-c", f'exec "$@" {redirection}', "sh", *map(str, command(*words))]
        done = subprocess.run(shell, env=environment(), capture_output=True, check=False, input=CLEAN.encode())
        expected = {str(short): 1, "missing.signal": 2, "-": 2 if "<&-" in redirection else 0}
        assert done.returncode == expected[words[1]]
        assert b"Traceback" not in done.stderr
