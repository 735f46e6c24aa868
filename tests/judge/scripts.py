"""Random scripts over the whole language: also time, the account's state, unbounded history, signals of all kinds."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from tests.generators.scripts import MOST_LOOKBACK, Text, _Script

TIME = ("year", "month", "day", "hour", "minute", "day_of_week")
STATE = ("position", "entry_price", "bars_in_position", "unrealized_pnl", "equity", "cash")
SPOT = ("BINANCE:BTC/USDT", "BINANCE:ETH/USDT", "BINANCE:SOL/USDT")
PERPETUAL = ("BINANCEFUTURESUSD:BTC/USDT:USDT", "BINANCEFUTURESUSD:ETH/USDT:USDT", "BINANCEFUTURESUSD:XRP/USDT:USDT")
_SEEDS = st.integers(0, 2**48)


@dataclass(frozen=True)
class Written:
    """A script and the tickers that its signals name."""

    text: str
    tickers: tuple[str, ...]


class _Whole(_Script):
    """How often a variable is one of the account's `state`, a function has an `unbounded` lookback, and a weight is
    computed (`weights`)."""

    def __init__(self, random: Random, state: float = 0.0, unbounded: float = 0.0, weights: float = 0.0) -> None:
        super().__init__(random)
        self.state = state
        self.unbounded = unbounded
        self.weights = weights

    def leaf(self, room: int) -> Text:
        kind = self.random.random()
        if kind < self.state:
            return self.random.choice(STATE), 0
        if kind < self.state + 0.06:
            return self.random.choice(TIME), 0
        return super().leaf(room)

    def extra(self, depth: int, room: int) -> Text:
        random = self.random
        kind = random.random()
        if kind < self.unbounded:
            text, bars = self.condition(depth, room)
            return f"bars_since({text})", bars
        if kind < self.unbounded + 0.06:
            text, bars = self.number(depth, room)
            return random.choice([f"round({text}, {random.randint(0, 4)})", f"round({text})", f"nz({text}, 1)"]), bars
        return super().extra(depth, room)

    def signals(self, tickers: tuple[str, ...], count: int) -> None:
        for _ in range(count):
            ticker = self.random.choice(tickers)
            condition, _ = self.condition(2, MOST_LOOKBACK)
            self.lines.append(f"emit_signal({condition}, {self.action(ticker)})")

    def action(self, ticker: str) -> str:
        random = self.random
        sides = ["LONG", "SHORT"] if ticker in PERPETUAL else ["LONG"]
        if random.random() < 0.3:
            side = random.choice(["", *(f', "{side}"' for side in sides)])
            return f'exit("{ticker}"{side})'
        weight = random.choice(["0.1", "0.25", "0.5", "1", ".3", "1 / 4"])
        if random.random() < self.weights:
            weight = f"minimum(maximum({self.number(1, MOST_LOOKBACK)[0]} / close, 0.1), 0.6)"
        return f'entry("{ticker}", "{random.choice(sides)}", Weight({weight}))'


def random_whole(
    seed: int, size: int, *, tickers: tuple[str, ...] = SPOT[:1], signals: int = 2, **settings: float
) -> Written:
    """A script of about `size` statements and so many signals."""
    script = _Whole(Random(seed), **settings)
    while len(script.lines) < size:
        script.statement()
    script.signals(tickers, signals)
    text = "\n".join(script.lines) + "\n"
    return Written(text, tuple(ticker for ticker in tickers if ticker in text))


def whole(
    most: int = 8, *, tickers: tuple[str, ...] = SPOT[:1], signals: tuple[int, int] = (0, 3), **settings: float
) -> st.SearchStrategy[Written]:
    """Valid scripts of up to `most` statements before their signals."""
    return st.builds(
        lambda seed, size, count: random_whole(seed, size, tickers=tickers, signals=count, **settings),
        _SEEDS,
        st.integers(1, most),
        st.integers(*signals),
    )
