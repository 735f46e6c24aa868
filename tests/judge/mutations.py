"""Scripts with something changed in them, which mostly makes them invalid and sometimes does not."""

from __future__ import annotations

import re
from random import Random

from hypothesis import strategies as st

from signal_dsl.catalog import builtin
from tests.judge.scripts import PERPETUAL, SPOT, random_whole

_TOKEN = re.compile(r'"[^"]*"|\'[^\']*\'|[A-Za-z_]\w*|\d[\w.]*|\*\*|//|[<>=!]=|[^\s\w]|\s+')
_NUMBERS = ("0", "1", "-1", "2.5", "100001", "1e9", '"14"', "True", "None", "close", "10 ** 400", "0.1")
_STRINGS = ('"LONG"', '"SHORT"', '"BUY"', '"BINANCE:BTC/USDT"', "14", "close", "None", '""')
_SIGNS = (
    "+",
    "-",
    "*",
    "/",
    "%",
    "**",
    "<",
    "==",
    "and",
    "or",
    ",",
    ".",
    "[-1]",
    "[1]",
    "[0]",
    "[-2.5]",
    "[close]",
    "=",
)
_WHOLE_LINES = (
    "x = y = 1",
    "for i in close:",
    "import talib",
    "a, b = close",
    "a, b = macd(close)",
    "emit_signal(close, exit('BINANCE:BTC/USDT'))",
    "emit_signal(True, close)",
    "emit_signal(close > 0, entry('BINANCE:BTC/USDT', 'LONG', 0.5))",
    "emit_signal(close > 0, entry('BINANCE:BTC/USDT', 'LONG', Weight(2)))",
    "x = [1, 2, close]",
    "x = [1, 2][-1]",
    "x = rsi(14)",
    "x = macd(close) > 0",
    "x = macd(close).signal",
    "x = 'a' + 'b'",
    "x = 'a' == 'b'",
    "x = not close",
    "x = close and True",
    "x = (close if close else open)",
    "x = ema(close, bars_since(close > open))",
    "x = mavp(close, close, 30, 2)",
    "x = max(close, open)",
    "x = ema(close, 200, 3)",
    "x = ema(close, timeperiod=20, timeperiod=30)",
    "x += 1",
    "x = Weight(0.5)",
    "x = entry",
    "x = -'a'",
    "x = None",
    "x = close[-1][-2]",
    "x = (close > open)[-3]",
    "x = 5[-1]",
    "x = stoch(high, low, close).slowk[-2]",
    "x = exit('BINANCE:BTC/USDT', 'SHORT')",
    "x = sma(True, 5)",
    "x = sma(close > open, 5)",
    "x = crossover(1, 2)",
    "x = nz(1)",
    "x = highest(close, 0)",
    "x = round(close, 1.5)",
    "x = 1 < 2 < 3",
    "x = 1 if 2 > 1 else 'a'",
    "x = True + 1",
    "x = [close]",
    "x, y = [1, close]",
)


def mutated(seed: int, size: int, times: int) -> str:
    """A random script with so many things changed."""
    random = Random(seed)
    tickers = random.choice((SPOT[:1], PERPETUAL[:1]))
    text = random_whole(seed, size, tickers=tickers, signals=random.choice((0, 1, 2)), state=0.1, unbounded=0.05).text
    for _ in range(times):
        text = _changed(random, text)
    return text


def mutations(most: int = 5) -> st.SearchStrategy[str]:
    """Texts of scripts with up to three things changed, or none."""
    return st.builds(mutated, st.integers(0, 2**48), st.integers(1, most), st.sampled_from([0, 1, 1, 1, 2, 3]))


def _changed(random: Random, text: str) -> str:
    if random.random() < 0.3:
        lines = text.splitlines()
        lines.insert(random.randint(0, len(lines)), random.choice(_WHOLE_LINES))
        return "\n".join(lines) + "\n"
    tokens = _TOKEN.findall(text)
    places = [place for place, token in enumerate(tokens) if token.strip()]
    if not places:
        return text
    place = random.choice(places)
    token = tokens[place]
    kind = random.random()
    if kind < 0.15:
        tokens[place] = ""
    elif kind < 0.25:
        tokens[place] = f"{token} {token}"
    elif kind < 0.35:
        other = random.choice(places)
        tokens[place], tokens[other] = tokens[other], token
    elif token[0].isalpha():
        tokens[place] = random.choice([random.choice(builtin().names()), random.choice(tokens), "undefined_name"])
    elif token[0].isdigit():
        tokens[place] = random.choice(_NUMBERS)
    elif token[0] in "\"'":
        tokens[place] = random.choice(_STRINGS)
    else:
        tokens[place] = random.choice(_SIGNS)
    return "".join(tokens)
