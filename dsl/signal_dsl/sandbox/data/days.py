"""Made-up markets, day by day: where each day's price begins and ends, and how much it moves in between.

All markets go through the same regimes (trends, ranges, crashes, quiet times) and share a part of each day's move, as
those of coins do; the rest is their own. Prices are paths of level = ln(price) that are drawn back slowly to where they
began, so that no market runs away in a hundred years.

The whole path from 1970 to 2099 is drawn at once, from the ticker alone, so a day is the same whatever range it is
looked at in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from signal_dsl.sandbox.bars import Floats

DAYS = 47_482  # 1970-01-01 to 2099-12-31
# Drift of level a day, volatility a day, days that it lasts on average, and how often it comes.
_REGIMES = (
    ("rise", 0.0030, 0.026, 70, 0.30),
    ("fall", -0.0028, 0.032, 50, 0.22),
    ("range", 0.0000, 0.022, 60, 0.28),
    ("quiet", 0.0002, 0.012, 35, 0.12),
    ("crash", -0.0550, 0.075, 4, 0.08),
)
_PULL = 0.0012  # share of the way back to its beginning that a level goes each day
_SHARED = 0.6  # share of the variance that all markets have in common
_LEVELS = {"BTC": 45_000.0, "ETH": 2_500.0, "BNB": 350.0, "SOL": 90.0, "XRP": 0.6, "ADA": 0.5, "DOGE": 0.1, "LTC": 80.0}
_QUOTES = {"KRW": 1_350.0, "BTC": 1 / 45_000.0, "ETH": 1 / 2_500.0, "EUR": 0.92}


@dataclass(frozen=True)
class Days:
    """A market's days: day d goes from `level[d]` to `level[d + 1]`.

    sigma       how much the level moves in a day, as a standard deviation
    turnover    volume of a usual day, in the base
    decimals    of prices
    """

    level: Floats
    sigma: Floats
    interest: Floats
    turnover: float
    decimals: int

    def price(self, level: Floats) -> Floats:
        """Prices of levels, on the market's grid of prices."""
        return np.maximum(np.round(np.exp(level), self.decimals), 10.0**-self.decimals)


def draws(*names: object) -> np.random.Generator:
    """Random numbers that hang on these names alone."""
    digest = blake2b("\0".join(map(str, names)).encode(), digest_size=16).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest)))


@lru_cache(maxsize=128)
def days(ticker: str) -> Days:
    """The days of a market."""
    base, _, rest = ticker.partition(":")[2].partition("/")
    quote = rest.partition(":")[0]
    # The same coin has the same price on all exchanges.
    random = draws("coin", base)
    first = np.log(_LEVELS.get(base, 10 ** random.uniform(-1.5, 2.5)) * _QUOTES.get(quote, 1.0))
    beta = 1.0 if base == "BTC" else random.uniform(0.8, 1.5)
    drift, volatility, shared = _regimes()
    volatility = volatility * beta * np.exp(_wandering(random, DAYS, 0.94, 0.09))
    noise = np.sqrt(_SHARED) * shared + np.sqrt(1 - _SHARED) * _fat(random, DAYS)
    level = _pulled(first, drift * beta + volatility * noise, _PULL)
    decimals = int(np.clip(np.ceil(4.5 - first / np.log(10)), 0, 10))
    # The best known are traded the most.
    dealt = random.uniform(6.5, 8.5) + (1.5 if base in _LEVELS else 0.0)
    turnover = 10**dealt / np.exp(first) * _QUOTES.get(quote, 1.0)
    interest = turnover * np.exp(_wandering(random, DAYS + 1, 0.98, 0.05))
    return Days(level, volatility, interest, turnover, decimals)


@lru_cache(maxsize=1)
def _regimes() -> tuple[Floats, Floats, Floats]:
    """Drift and volatility of each day, and the move that all markets share, of variance 1."""
    random = draws("regimes")
    kinds = random.choice(len(_REGIMES), DAYS // 5, p=[chance for *_, chance in _REGIMES])
    lasting = np.array([length for *_, length, _ in _REGIMES])[kinds]
    kind = np.repeat(kinds, 1 + random.poisson(lasting * random.gamma(4, 0.25, len(kinds))))[:DAYS]
    drift, volatility = np.array([regime[1] for regime in _REGIMES]), np.array([regime[2] for regime in _REGIMES])
    return drift[kind], volatility[kind], _fat(random, DAYS)


def _fat(random: np.random.Generator, count: int) -> Floats:
    """Moves of variance 1 with fat tails (Student's t of 5 degrees), none of more than six deviations."""
    moves: Floats = np.clip(random.standard_t(5, count) / np.sqrt(5 / 3), -6, 6)
    return moves


def _wandering(random: np.random.Generator, count: int, keep: float, step: float) -> Floats:
    """A path around 0 that keeps a share of what it is from day to day (an autoregression)."""
    return _pulled(0.0, random.normal(0, step, count), 1 - keep)[:count]


def _pulled(first: float, moves: Floats, pull: float) -> Floats:
    """A path from `first` by `moves`, which is drawn back to `first` by a share of its distance at each step."""
    path = np.zeros(len(moves) + 1)
    # In stretches, since the powers of the share that is kept would soon be too small for a float.
    length = max(1, int(30 / pull))
    away = 0.0
    for start in range(0, len(moves), length):
        part = moves[start : start + length]
        kept = (1 - pull) ** np.arange(1, len(part) + 1)
        path[start + 1 : start + 1 + len(part)] = kept * (away + np.cumsum(part / kept))
        away = float(path[start + len(part)])
    return first + path
