"""What reading settings may import. Each of these modules costs a noticeable part of linting a script."""

import subprocess
import sys

import pytest

SLOW = {"dataclasses", "pathlib", "inspect", "logging", "urllib", "json", "difflib", "calendar"}
BLOCK = """# /// backtest\n# timeframe = "1d"\n# start_date = "2024-01-01"\n# ///\n"""
USES = {
    "nothing is set": ("x = 1", SLOW | {"datetime", "tomllib", "typing"}),
    "a block": (BLOCK, SLOW),
}


@pytest.mark.parametrize("use", USES)
def test_nothing_slow_is_imported(use, tmp_path):
    script, slow = USES[use]
    code = (
        "import sys; before = set(sys.modules)\n"
        "from signal_dsl.settings import *\n"
        f"merge(from_options(), script_block({script!r}), find_config('.'))\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    path = [entry for entry in sys.path if entry.endswith("dsl")]
    code = f"import sys; sys.path[:0] = {path!r}\n{code}"
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    imported = set(run.stdout.split())
    assert "signal_dsl.settings.merge" in imported
    assert not imported & slow
