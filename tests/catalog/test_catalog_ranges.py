"""No output ever leaves the range that the catalog claims, but for rounding.

Evaluated over valid bars with positive volume of many kinds: walks, a coarse grid full of ties and gaps, long flat
stretches, no movement at all, steep trends, fat tails, very large and very small prices. Series inputs that are no
prices may hold anything.
"""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from signal_dsl.catalog import Function, Parameter
from tests.catalog.evaluation import TALIB, inputs, named, options, run, valid, value, walk

BARS = 2000
CLAIMING = [
    name for name, function in TALIB.items() if any(o.low is not None or o.high is not None for o in function.outputs)
]
# Relative to the width of the range, or to the largest value where it has one end only.
ROUNDING = 1e-9


def bars(
    opening: np.ndarray, close: np.ndarray, up: np.ndarray, down: np.ndarray, volume: np.ndarray
) -> dict[str, np.ndarray]:
    """Valid bars; `up` and `down` are the shadows, as fractions of the price."""
    high, low = np.maximum(opening, close) * (1 + up), np.minimum(opening, close) * (1 - down)
    data = {"open": opening, "high": high, "low": low, "close": close, "volume": volume}
    return data | {"real": close, "real0": close, "real1": high, "periods": np.full(len(close), 9.0)}


def markets() -> list[dict[str, np.ndarray]]:
    found = []
    for seed in range(3):
        random = np.random.default_rng(seed)
        none, volume = np.zeros(BARS), random.uniform(1, 9, BARS)
        step = [1, 5, 20][seed]
        found.append(walk(BARS, seed))
        grid = random.integers(100 - 3 * step, 100 + 3 * step, (2, BARS)).astype(np.float64)
        shadows = random.integers(0, 3, (2, BARS)) / 100
        found.append(bars(grid[0], grid[1], *shadows, volume))
        stairs = np.repeat(100 + random.normal(0, 1, BARS // 20).cumsum(), 20)
        found.append(bars(stairs, stairs, none, none, np.floor(volume)))
        flat = np.full(BARS, 7.1)
        found.append(bars(flat, flat, none, none, none + 3.3))
        trend = 100 * np.exp(np.arange(BARS) * 0.01 * (-1) ** seed)
        found.append(bars(trend, trend * 1.0005, none + 0.001, none + 0.001, none + 1e6))
        tails = 100 * np.exp(np.clip(random.standard_t(2, (2, BARS)) * 0.02, -0.5, 0.5).cumsum(axis=1).clip(-9, 9))
        shadows = np.abs(random.normal(0, 0.01, (2, BARS))) * random.integers(0, 2, (2, BARS))
        found.append(bars(tails[1], tails[0], *shadows, random.lognormal(3, 2, BARS)))
        scale = 10.0 ** [-8, 0, 8][seed]
        found.append({key: series * scale for key, series in walk(BARS, seed + 10).items()})
    for data in list(found):
        body = data["close"] - data["open"]
        found.append(data | {"real": body, "real0": body, "real1": data["close"]})
    return found


MARKETS = markets()


def draw(random: Random, option: Parameter) -> float:
    assert option.low is not None
    assert option.high is not None
    if option.kind == "real":
        return random.choice([float(option.default or 0), random.uniform(max(option.low, -3), min(option.high, 3))])
    return random.randint(int(option.low), min(int(option.high), random.choice([4, 13, 40])))


def draws(function: Function, random: Random, count: int) -> list[tuple[float, ...]]:
    if not options(function):
        return [()]
    found: list[tuple[float, ...]] = []
    while len(found) < count:
        values = tuple(draw(random, option) for option in options(function))
        if valid(function, values):
            found.append(values)
    return found


@pytest.mark.parametrize("name", CLAIMING)
def test_range_is_kept(name: str) -> None:
    function, random = TALIB[name], Random(name)
    lookback, reached = function.lookback, set()
    assert lookback is not None
    for data in MARKETS:
        series = inputs(function, data)
        for values in draws(function, random, 6):
            start = value(lookback, named(function, values))
            with np.errstate(all="ignore"):
                results = run(function, series, values)
            for output, result in zip(function.outputs, results, strict=True):
                if output.holds and not value(output.holds, named(function, values)):
                    continue
                found = result[start:][~np.isnan(result[start:])]
                if not len(found):
                    continue
                reached.add(output.name)
                low = -np.inf if output.low is None else output.low
                high = np.inf if output.high is None else output.high
                width = high - low if np.isfinite(high - low) else np.abs(found).max()
                assert found.min() >= low - ROUNDING * width, (output.name, values)
                assert found.max() <= high + ROUNDING * width, (output.name, values)
                if output.values:
                    assert set(found.tolist()) <= set(output.values)
    assert reached >= {output.name for output in function.outputs if output.low is not None or output.high is not None}


def test_ranges_are_not_too_wide() -> None:
    """Patterns show each value they are said to have, but for the rarest."""
    rare = {"cdl3starsinsouth", "cdlconcealbabyswall", "cdlmathold", "cdlabandonedbaby", "cdltristar", "cdlbreakaway"}
    data = walk(200_000, seed=5)
    grid = np.random.default_rng(6).integers(90, 110, (2, 200_000)).astype(np.float64)
    shadows = np.random.default_rng(7).integers(0, 3, (2, 200_000)) / 100
    for name in CLAIMING:
        function = TALIB[name]
        if name.startswith("cdl") and name not in rare:
            values = tuple(float(option.default or 0) for option in options(function))
            seen = set()
            for market in (data, bars(grid[0], grid[1], *shadows, data["volume"])):
                seen |= set(run(function, inputs(function, market), values)[0].tolist())
            assert seen == set(function.outputs[0].values), name


def test_moving_averages_that_overshoot_claim_nothing() -> None:
    """STOCH smoothed by a Hull average does leave 0 to 100: the condition on its range is needed."""
    stoch = TALIB["stoch"]
    outside = run(stoch, inputs(stoch, MARKETS[1]), (5, 9, 9, 3, 0))[0]
    assert np.nanmax(outside) > 101
    assert not value(stoch.outputs[0].holds, named(stoch, (5, 9, 9, 3, 0)))
