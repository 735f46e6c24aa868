"""Runs the command as users do: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests import secrets

REPOSITORY = Path(__file__).resolve().parents[2]

CLEAN = """\
# /// backtest
# timeframe = "1d"
# start_date = "2020-01-01"
# end_date = "2024-12-31"
# ///
trend = ema(close, 200)
emit_signal(close > trend, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
"""
# One error, SIG401.
SHORT = CLEAN.replace("2020-01-01", "2024-07-01")
# One warning, SIG102.
UNUSED = CLEAN + "noise = atr(14)\n"
# One error, SIG001.
BROKEN = CLEAN + "x = (1 +\n"


def environment(**changes: str | None) -> dict[str, str]:
    """The variables of a process that runs the sources; None takes one away."""
    variables = {**os.environ, "PYTHONPATH": str(REPOSITORY / "dsl"), "PYTHONWARNINGS": "error"}
    for name in ("NO_COLOR", "COLUMNS", "PYTHONIOENCODING", "PYTHONUTF8"):
        variables.pop(name, None)
    return {name: value for name, value in (variables | changes).items() if value is not None}


def command(*arguments: str | bytes) -> list[str | bytes]:
    return [sys.executable, "-m", "signal_dsl", *arguments]


def signal_dsl(
    *arguments: str | bytes | Path, cwd: Path | None = None, given: bytes = b"", **variables: str | None
) -> subprocess.CompletedProcess[str]:
    """Run `signal-dsl` with `given` on standard input."""
    words = [str(word) if isinstance(word, Path) else word for word in arguments]
    done = subprocess.run(
        command(*words),
        cwd=cwd,
        input=given,
        env=environment(**variables),
        capture_output=True,
        check=False,
        timeout=60,
    )
    texts = [stream.decode("utf-8", "surrogateescape") for stream in (done.stdout, done.stderr)]
    assert not any(map(secrets.told, texts)), "the API key was shown"
    return subprocess.CompletedProcess(done.args, done.returncode, *texts)


def one_line(text: str) -> str:
    """`text`, which must be one line of this program's, without what every such line begins with."""
    assert text.startswith("signal-dsl: ")
    assert text.endswith("\n")
    assert text.count("\n") == 1
    return text.removeprefix("signal-dsl: ").removesuffix("\n")
