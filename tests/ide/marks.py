"""Scripts with the cursor marked: `ema(close, ‸200)`."""

from __future__ import annotations

from signal_dsl.analysis import analyze
from signal_dsl.ide.snapshot import Snapshot

CURSOR = "‸"
SETTINGS = """\
# /// backtest
# universe = ["BINANCE:ETH/USDT"]
# timeframe = "4h"
# start_date = "2022-01-01"
# end_date = "2024-12-31"
# ///
"""


def opened(text: str) -> Snapshot:
    """What an editor knows of a text."""
    return Snapshot(analyze(text))


def marked(text: str) -> tuple[Snapshot, int]:
    """The snapshot of a text, and where the cursor is marked in it."""
    before, mark, after = text.partition(CURSOR)
    assert mark, "no cursor is marked"
    assert CURSOR not in after
    return opened(before + after), len(before)
