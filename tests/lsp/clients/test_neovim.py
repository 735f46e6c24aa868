"""Neovim, the real one, without a screen, with the set-up that docs/editors.md gives for it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[2] / "docs" / "editors.md"
# Other versions to try, by their programs, with colons in between.
OTHERS = os.environ.get("SIGNAL_DSL_NEOVIMS", "")
SCRIPT = """\
title = "🚀"
slow = sma( close,200 )
up = close > close[1]
emit_signal(close > slow and up, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(close < slow, exit("BINANCE:BTC/USDT"))
"""


def set_up(version: tuple[int, int]) -> str:
    """The set-up for a version, as the page has it."""
    found = re.findall(r"^```lua\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    newest, older = found
    return newest if version >= (0, 11) else older


@pytest.mark.parametrize("program", ["nvim", *filter(None, OTHERS.split(os.pathsep))])
def test_what_a_person_does_in_it(program: str, tmp_path: Path) -> None:
    assert shutil.which(program), "The server is tested in Neovim: install neovim (`.ci/packages` does it)."
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    match = re.match(r"NVIM v(\d+)\.(\d+)", told)
    assert match is not None
    (tmp_path / "init.lua").write_text(set_up((int(match[1]), int(match[2]))), encoding="utf-8")
    (tmp_path / "a.signal").write_text(SCRIPT, encoding="utf-8")
    environment = {
        **os.environ,
        **{f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "SIGNAL_DSL_RESULT": str(tmp_path / "result.json"),
    }
    done = subprocess.run(
        [program, "--headless", "-n", "-u", "init.lua", "-S", str(HERE / "driver.lua"), "a.signal"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (tmp_path / "result.json").exists(), done.stderr
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert "error" not in result, (result["error"], done.stderr)
    by_code = {one["code"]: (one["line"], one["column"]) for one in result["diagnostics"]}
    assert by_code["SIG404"] == (2, 19)
    assert "SIG701" in by_code
    assert "199" in result["hover"]
    assert "sma" in result["completion"]
    assert result["text"].splitlines()[1] == "trend = sma(close, 200)"
    assert result["text"].splitlines()[3].startswith("emit_signal(close > trend and up,")
    assert any("[-2]" in title for title in result["actions"])
    assert result["fixed"].splitlines()[2] == "up = close > close[-2]"
