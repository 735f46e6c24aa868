"""What the second quick look leaves out, the closer look finds nothing in."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.analysis import analyze
from signal_dsl.analysis.constancy import Constant, constants, torn

ATOMS = (
    *("rsi(close, 14) > 80", "rsi(close, 14) < 20", "rsi(close, 7) < 50", "volume > 5", "adx(14) < 20"),
    *("close > ema(close, 9)", "close < ema(close, 9)", "close > ema(close, 20)", "close < highest(high, 5)"),
    *("crossover(ema(close, 9), ema(close, 20))", "ema(close, 9) < ema(close, 20)", "high > close", "low > open"),
)


def condition(chance: Random, depth: int, names: list[str]) -> str:
    if depth == 0 or chance.random() < 0.2:
        return chance.choice(names) if names and chance.random() < 0.5 else chance.choice(ATOMS)
    parts = [condition(chance, depth - 1, names) for _ in range(chance.randint(2, 3))]
    return f"{chance.choice(['', '', '', 'not '])}({chance.choice([' and ', ' or ']).join(parts)})"


def script(seed: int) -> str:
    chance = Random(seed)
    lines: list[str] = []
    for number in range(chance.randint(1, 4)):
        names = [f"c{before}" for before in range(number)]
        lines.append(f"c{number} = {condition(chance, chance.randint(0, 3), names)}\n")
    return "".join(lines)


def told(text: str) -> list[tuple[str, bool]]:
    def shown(one: Constant) -> tuple[str, bool]:
        return one.home.parsed.text[one.node.start : one.node.end], one.always

    return [shown(one) for one in constants(analyze(text))]


@given(st.integers(0, 2**32))
def test_the_same_is_found_without_it(seed: int) -> None:
    text = script(seed)
    found = told(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(torn, "is_torn", lambda *_: True)
        assert told(text) == found


def test_what_is_free_is_left_out() -> None:
    looked_at = []
    with pytest.MonkeyPatch.context() as patch:
        is_torn = torn.is_torn
        patch.setattr(torn, "is_torn", lambda *given: looked_at.append(is_torn(*given)) or looked_at[-1])
        told("a = rsi(close, 14) > 80 and (rsi(close, 14) < 20 or volume > 5)\n")
        told("a = rsi(close, 14) > 80 and (rsi(close, 14) < 20 or rsi(close, 14) < 10)\n")
    assert looked_at == [False, True]
