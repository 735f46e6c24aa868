"""The whole way from a text to its findings, its format and its fixes takes time that grows as the text does.

A text of sixteen times the length may take sixteen times as long, and more on a bad day of the machine. What grows with
the square would take 256 times as long.
"""

from __future__ import annotations

import gc
from time import process_time

import pytest

from signal_dsl.analysis import analyze
from signal_dsl.errors import FormatError
from signal_dsl.fixing import fix
from signal_dsl.formatting.format import format_source
from signal_dsl.rules import check
from signal_dsl.source import Source
from tests.fuzzing.survive import analysis

FEW, MANY = 100, 1600
MOST = 60
TICKER = '"BINANCE:BTC/USDT"'
# What is repeated: openings that are not closed, beginnings that match and then do not, faults in each line.
PIECES = [
    *(
        "(",
        ")",
        "[1, ",
        '"',
        "'",
        '"""',
        "\\",
        "\\\n",
        "“a",
        ",",
        "a, ",
        ".a",
        "a = ",
        "=",
        "-",
        "not ",
        "if ",
        "1_",
        "e",
    ),
    *(" ", "\t\n", "\r", "\r\n", "#", "# noqa", "# noqa: A1 A1", "# noqa:         ", "#          ", ",#\n", "(\n"),
    *("a < ", "close > 1 and ", "rsi(close, ", "a=1, ", "[-1]", "a if b else ", "a + \\\n", "((1))", "    x = 1\n"),
    *("# /// backtest\n", "# ///\n", "# a = 1\n", '# a = "b\n', "# universe = [\n", '# timeframe = "1d"\n'),
    *("abc = 1\n", "x = = 1\n", "close = close + 1\n", "x = x + close\n", "x = ema(x, 200)\n", "ta.ema(close).a.b\n"),
    *(
        "close[1]\n",
        "close[1]  # noqa: SIG404, SIG1\n",
        "x = 1  # noqa\n",
        "foo(x)\n",
        "for x in y:\n",
        "exit('BINANCE:",
    ),
    f"emit_signal(close > open, exit({TICKER}))\n",
    f'emit_signal(close > open, entry({TICKER}, "LONG", Weight(0.9)))\nemit_signal(close > open, exit({TICKER}))\n',
    f"emit_signal(rsi(close, 14) > 100, exit({TICKER}))\n",
]


def whole_way(text: str) -> None:
    check(analyze(text))
    try:
        format_source(text)
    except FormatError:
        pass
    else:
        fix(Source(text), analysis, unsafe=True)


def seconds(text: str) -> float:
    """Seconds of processor time."""
    start = process_time()
    whole_way(text)
    return process_time() - start


@pytest.mark.parametrize("before", ["", "emit_signal("], ids=["", "open"])
@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_time_grows_with_the_text(piece: str, before: str) -> None:
    whole_way(before + piece)  # what is imported when it is first needed
    gc.collect()
    gc.disable()
    try:
        few = min(seconds(before + piece * FEW) for _ in range(2))
        # A second attempt where the first had bad luck.
        assert any(seconds(before + piece * MANY) < MOST * few + 0.2 for _ in range(2))
    finally:
        gc.enable()
