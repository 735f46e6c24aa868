"""Faulty scripts in tests/corpus/invalid: what the parser tells is told once, and nothing follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.support import lint
from tests.syntax.corpus import INVALID, read

# What the rules find besides the parser.
TRADE = 'Trade with `emit_signal(condition, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))`.'
BESIDES = {
    "elsewhere-pine-script": [
        f"2:1-2:9 SIG101 Signal DSL has no `strategy`. {TRADE}",
        "2:34-2:38 SIG101 `true` is not known; it is written `True`.",
        "3:8-3:14 SIG002 Signal DSL has no prefix `ta`: write `ema(close, 12)`.",
        f"5:5-5:19 SIG002 Signal DSL has no `strategy`. {TRADE}",
    ]
}


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_nothing_follows_from_a_syntax_error(path: Path) -> None:
    found = []
    for one in lint(read(path)):
        start, end = one.range.start, one.range.end
        found.append(f"{start.line}:{start.column}-{end.line}:{end.column} {one.code} {one.message}")
    expected = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert sorted(found) == sorted(expected + BESIDES.get(path.stem, []))
