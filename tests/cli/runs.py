"""Scripts, places and platforms for the tests of commands that run something."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from signal_dsl.cli.main import main
from tests.heytraders.server import Platform

CROSS = """\
# /// backtest
# universe = ["BINANCE:BTC/USDT"]
# timeframe = "1h"
# start_date = "2024-01-01"
# end_date = "2024-03-01"
# ///
fast = ema(close, 20)
slow = ema(close, 60)
emit_signal(crossover(fast, slow), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(crossunder(fast, slow), exit("BINANCE:BTC/USDT"))
"""
# Nothing is wrong with it, and its condition never holds.
SILENT = CROSS[: CROSS.index("fast")] + (
    "level = highest(close, 50) * 2\n"
    'emit_signal(close > level, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))\n'
    'emit_signal(close < level / 3, exit("BINANCE:BTC/USDT"))\n'
)
# One error, SIG401.
SHORT = CROSS.replace("2024-03-01", "2024-01-02")


class Place:
    """A folder with scripts in which commands are run, and what they say."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def script(self, text: str = CROSS, name: str = "cross.signal") -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def run(self, *words: str) -> tuple[int, str, str]:
        """The exit status of a command, its standard output and its standard error."""
        status = main(list(words))
        told = self._capsys.readouterr()
        return status, told.out, told.err

    def json(self, *words: str, status: int = 0) -> dict:
        """What a command prints as JSON."""
        found, out, err = self.run(*words)
        assert found == status, err
        return json.loads(out)


def use(monkeypatch: pytest.MonkeyPatch, platform: Platform) -> None:
    """Make `platform` the one that commands speak to."""
    monkeypatch.setenv("HEYTRADERS_API_URL", platform.url)
