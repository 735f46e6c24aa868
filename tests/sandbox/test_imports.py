"""What the sandbox costs those who do not use it: nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.running import environment

HEAVY = (
    "numpy",
    "talib",
    "starlette",
    "uvicorn",
    "empyrical",
    "pandas",
    "pyarrow",
    "httpx",
    "signal_dsl.sandbox.server",
)


@pytest.mark.parametrize(
    "statement",
    [
        "import signal_dsl.sandbox",
        "from signal_dsl.cli.main import main; main(['sandbox', '--help'])",
        "from signal_dsl.cli.main import main; main(['lint', '-'])",
    ],
)
def test_nothing_heavy_is_imported(statement):
    program = f"import sys\n{statement}\nprint([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, timeout=60, input=""
    )
    assert (done.returncode, done.stderr) == (0, "[]\n")
