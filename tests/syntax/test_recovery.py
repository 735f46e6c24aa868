"""A broken statement never hides another: what stands before and behind it is found as if it were not there."""

from __future__ import annotations

import pytest

from signal_dsl.syntax import Parsed, parse
from signal_dsl.syntax.nodes import Assignment
from tests.referee import difference

BROKEN = [
    *[
        "x = ema(close, 20",
        "x = ema(close,",
        "x = ema(",
        "x = ema(close",
        "x = (close + open",
        "x = (",
        "x = [1, 2",
        "x = [",
    ],
    *[
        "x = close[-2",
        "x = close[",
        "emit_signal(crossover(close, open, entry(pair, side, Weight(0.5)))",
        "ema(close, 20",
    ],
    *["x = f(g(h(close", "x = ema(close, 20))", ")", "]", "x = ema(close, 20]", "x = ([)]", "x = (close if open > 1"],
    *[
        "x =",
        "x",
        "=",
        "x +=",
        "x = close +",
        "x = close >",
        "x = not",
        "x = close and",
        "x = -",
        "x = 1 if",
        "x = 1 if 2 else",
    ],
    *[
        'x = "BINANCE',
        "x = 'BINANCE",
        'x = f("a, b)',
        'x = f("a", "b)',
        'x = "\\',
        'x = "a" "b"',
        'x = "the "golden" cross"',
    ],
    *[
        "x = close open",
        "x = ema(close 20)",
        "x y",
        "x = 1 2 3",
        "x = close && open",
        "x = close ? 1 : 2",
        "x := 3",
        "x = $y",
    ],
    *[
        "def f(x):",
        "for x in y:",
        "if close > open:",
        "else:",
        "import talib",
        "lambda: 0",
        "return x",
        "class X:",
        "while x:",
    ],
    *[
        "x = a b = c",
        "a = b = c",
        "f(x) = 3",
        "x, y",
        "x, y, = z",
        "x = 1, 2",
        "x = (1, 2)",
        "x[1:2]",
        "x = {1: 2}",
        "@x",
    ],
    *[
        "x = 1;",
        "x = 1; y = (",
        "x; y z",
        ";",
        "\\",
        "x = \\ 1",
        "x = “a”",
        "x = \u00a03",
        "x = \0",
        "x = 🚀",
        "\ufeff = 1",
    ],
    *[
        "x = ema(\n    close,\n    20",
        "x = ema(\n    close\n    20,\n)",
        "x = ema(\n    close,\n    20,\n",
        "x = (\n    close +\n",
    ],
    *[
        "x = ema(\nclose,\n20",
        "x = ema(\nclose,\ntimeperiod=20,",
        "emit_signal(\n    a > b,\n    entry(",
        "# (\nx = (  # (",
    ],
    *[
        "x = m.",
        "x = m.1",
        "x = 0x1",
        "x = 1__0",
        "x = 007",
        "x = close²",
        "// nothing",
        "/* nothing */",
        "x = f(*y)",
        "x => y",
    ],
    *['x = """a', '"""\nA = (\n"""', "x = " + "-" * 200 + "y", "x = " + "(" * 400, "x = " + "1 + " * 20_000 + "1"],
]
FOLLOWERS = [
    *[
        "y = ema(close, 20)",
        "a, b, c = macd(close)",
        "y += 1",
        "y **= close[-2]",
        "y = (close + open) / 2",
        "y = [1, 2]",
    ],
    *[
        "emit_signal(y > 0, entry(pair, side, Weight(0.5)))",
        "emit_signal(\n    y > 0,\n    entry(pair, side, Weight(0.5)),\n)",
    ],
    *["rsi(close, 14)", "rsi(close, 14)[-1]", "y", "close > open and volume > 0", "not y", "macd(close).macdhist"],
    *[
        "y = ema(\n    close,\n    20,\n)",
        "y = (\n    close\n    + open\n)",
        "y = ema(\nclose,\n20)",
        "y = close \\\n    + open",
    ],
    *['y = "a (" # [', "y = 1  # why (", "größe = 1"],
]


def statements(text: str) -> list[tuple[int, Parsed]]:
    return parse(text).statements


@pytest.mark.parametrize("follower", FOLLOWERS)
@pytest.mark.parametrize("broken", BROKEN)
def test_what_follows_is_found(broken: str, follower: str) -> None:
    before = "fast = ema(close, 12)\n"
    text = f"{before}{broken}\n{follower}\nlast = fast\n"
    found = dict(statements(text))
    at = len(before) + len(broken) + 1
    (alone,) = statements(follower)
    assert found[at].faults == ()
    assert difference(found[at].tree, alone[1].tree) is None
    last = found[text.index("last = fast")]
    assert isinstance(last.tree, Assignment)
    assert last.faults == ()
    assert isinstance(found[0].tree, Assignment)
    assert any(parsed.faults for offset, parsed in found.items() if offset < at)
