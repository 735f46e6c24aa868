"""`signal-dsl sandbox` as a process."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.cli.running import command, environment
from tests.sandbox.alive import connection, ends

DEADLINE = 120


def started(*words: str) -> subprocess.Popen:
    return subprocess.Popen(
        command("sandbox", *words), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def origin(process: subprocess.Popen) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("Sandbox ready: http://127.0.0.1:"), line
    return line.removeprefix("Sandbox ready: ").strip()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end(ending):
    process = started()
    url = origin(process)
    assert httpx.get(f"{url}/meta/health", timeout=DEADLINE).json()["meta"]["stamp"] == "SIMULATED"
    headers = {"Authorization": "Bearer sandbox"}
    assert httpx.get(f"{url}/meta/indicators", headers=headers, timeout=DEADLINE).status_code == 200
    process.send_signal(ending)
    out, err = process.communicate(timeout=DEADLINE)
    assert (process.returncode, out) == (0, "")
    assert err == f"Use it with HEYTRADERS_API_URL={url} HEYTRADERS_API_KEY=sandbox\n"


def test_a_port_that_is_taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            command("sandbox", "--port", str(port)), env=environment(), capture_output=True, text=True, timeout=DEADLINE
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"signal-dsl: error: Port {port} is taken by another program. Choose another with `--port`, or leave it out.\n"
    )


def test_a_second_one_beside_it():
    first = started("-q")
    second = started("-q", "--key", "mine")
    try:
        one, other = origin(first), origin(second)
        assert one != other
        for url, key in ((one, "sandbox"), (other, "mine")):
            answer = httpx.get(f"{url}/meta/me", headers={"Authorization": f"Bearer {key}"}, timeout=DEADLINE)
            assert answer.status_code == 200
        assert httpx.get(f"{one}/meta/me", headers={"Authorization": "Bearer mine"}).status_code == 401
    finally:
        for process in (first, second):
            process.send_signal(signal.SIGINT)
            assert process.communicate(timeout=DEADLINE) == ("", "")
            assert process.returncode == 0


@pytest.mark.parametrize(("words", "statuses"), [((), [200] * 5 + [429]), (("--no-quota",), [200] * 6)])
def test_quotas_hold_unless_they_are_lifted(words, statuses):
    process = started("-q", *words)
    try:
        url = origin(process)
        asked = [httpx.post(f"{url}/meta/register", json={"display_name": "x"}, timeout=DEADLINE) for _ in range(6)]
        assert [answer.status_code for answer in asked] == statuses
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=DEADLINE)


def test_a_line_for_each_request():
    process = started("-v", "--key", "a-secret")
    url = origin(process)
    headers = {"Authorization": "Bearer a-secret"}
    for path in ("/meta/health", "/backtest/status/b_none"):
        httpx.get(url + path, headers=headers, timeout=DEADLINE)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=DEADLINE)
    lines = err.splitlines()[1:]
    assert [line.rpartition(",")[0] for line in lines] == ["GET /meta/health 200", "GET /backtest/status/b_none 404"]
    assert not any("a-secret" in line for line in lines)


def test_a_folder_of_data(tmp_path: Path):
    rows = "".join(f"2024-01-{day:02d},1,2,0.5,1.5,7\n" for day in range(1, 31))
    (tmp_path / "GATE_X_USDT_1d.csv").write_text("time,open,high,low,close,volume\n" + rows)
    process = started("-q", "--data", str(tmp_path))
    try:
        url = origin(process)
        found = httpx.get(f"{url}/market/tickers", timeout=DEADLINE).json()["data"]["tickers"]
        assert [one["ticker"] for one in found] == ["GATE:X/USDT"]
        asked = {"symbol": "X/USDT", "exchange": "gate", "timeframe": "1d", "expression": "sma(close, 10)"}
        answer = httpx.post(f"{url}/market/evaluate", json=asked, headers={"Authorization": "Bearer sandbox"})
        assert answer.json()["data"]["value"] == 1.5
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=DEADLINE)


def test_it_ends_with_the_process_that_started_it():
    """Killed, that process can tell nobody to end."""
    program = (
        "import subprocess, sys, time\n"
        "sandbox = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "print(sandbox.stdout.readline().decode(), end='', flush=True)\n"
        "sys.stdin.read()"
    )
    words = [sys.executable, "-c", program, *command("sandbox", "-q", "--until-eof")]
    starter = subprocess.Popen(
        words, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with connection(origin(starter)) as line:
        starter.kill()
        starter.communicate(timeout=DEADLINE)
        assert ends(line)


def test_it_goes_on_where_nobody_holds_its_input():
    process = subprocess.Popen(
        command("sandbox", "-q"),
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert httpx.get(f"{origin(process)}/meta/health", timeout=DEADLINE).status_code == 200
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=DEADLINE) == ("", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--port", "x"), "`x` is no port. A port is a number from 1 to 65535."),
        (("--port", "70000"), "`70000` is no port. A port is a number from 1 to 65535."),
        (("--data", "nowhere"), "nowhere is no folder. Name the folder that holds the market data."),
    ],
)
def test_what_cannot_be_done(words, said):
    done = subprocess.run(
        command("sandbox", *words), env=environment(), capture_output=True, text=True, timeout=DEADLINE
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"signal-dsl: error: {said}\n")


def test_without_the_extra():
    """In a process to which what the extra brings is not there."""
    program = (
        "import sys, importlib.util as util\n"
        "real = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name in ('numpy', 'talib') else real(name, *rest)\n"
        "from signal_dsl.cli.main import main\n"
        "sys.exit(main(['sandbox']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, timeout=DEADLINE
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "signal-dsl: error: The sandbox needs packages that are not installed (numpy, talib). "
        'Run `pip install "signal-dsl[sandbox]"`.\n'
    )
