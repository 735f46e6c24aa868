"""What is said to be always or never true is so in a real evaluation, on all kinds of market; and most of it is found.

The judge is tests/referee, which evaluates with TA-Lib and knows nothing of ranges and relations.
"""

from __future__ import annotations

import sys
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings

from signal_dsl.analysis import Facts, analyze
from signal_dsl.analysis.constancy import constants
from signal_dsl.analysis.facts import Binding, StatementFacts
from signal_dsl.syntax import parse
from signal_dsl.syntax.nodes import Index, Logical, Name, Node, Unary
from tests.amounts import slow_cases
from tests.generators import BARS, conditions, random_condition, scripts
from tests.referee import Series, evaluate, market

Market = dict[str, np.ndarray]
# Of the conditions that are the same at all bars of all markets, so many must be found. Some of them are so by chance.
LEAST_FOUND = 0.88


@cache
def markets(bars: int) -> tuple[Market, ...]:
    """Random walks; a market that stands still now and then, without volume; one full of ties; one that only rises."""
    still, coarse = dict(market(bars, 4)), dict(market(bars, 5))
    flat = np.repeat(still["open"][: bars // 10 + 1], 10)[:bars]
    idle = np.where(np.arange(bars) % 50 < 20, 0, still["volume"])
    ticks = {name: np.maximum(np.round(coarse[name] / 10) * 10, 10) for name in ("open", "high", "low", "close")}
    high = np.maximum.reduce(list(ticks.values()))
    low = np.minimum.reduce(list(ticks.values()))
    rising = 100 * 1.005 ** np.arange(bars)
    return (
        *(market(bars, seed) for seed in (1, 2, 3)),
        still | prices(flat, flat, flat, flat) | {"volume": idle},
        coarse | prices(ticks["open"], high, low, ticks["close"]),
        dict(market(bars, 6)) | prices(rising, rising * 1.004, rising, rising * 1.004),
    )


def prices(opening: np.ndarray, high: np.ndarray, low: np.ndarray, close: np.ndarray) -> Market:
    means = {"hl2": (high + low) / 2, "hlc3": (high + low + close) / 3, "ohlc4": (opening + high + low + close) / 4}
    return {"open": opening, "high": high, "low": low, "close": close, **means}


def outcomes(text: str, bars: int) -> set[bool]:
    """What a script's last statement comes to, at any bar of any market."""
    found: set[bool] = set()
    trees = [parsed.tree for _, parsed in parse(text).statements if parsed.tree]
    for data in markets(bars):
        value = evaluate(trees, data).statements[-1]
        found |= set(value.values[value.valid].tolist()) if isinstance(value, Series) else {bool(value)}
    return found


def contradicted(text: str, bars: int) -> list[str]:
    """The claims about parts of a script, one statement a line, that do not hold."""
    facts = analyze(text)
    lines = text.splitlines()
    wrong = []
    for claim in constants(facts):
        start, end = facts.place(claim.node, claim.home)
        before = lines[: facts.line(claim.node, claim.home) - 1]
        if not claim.always in outcomes("\n".join([*before, f"({text[start:end]})"]), bars) <= {claim.always}:
            wrong.append(text[start:end])
    return wrong


@settings(max_examples=2 * slow_cases())
@given(conditions())
def test_no_claim_about_a_condition_is_wrong(text: str) -> None:
    assert contradicted(text, 430) == []


@settings(max_examples=2 * slow_cases())
@given(scripts())
def test_no_claim_about_a_nested_script_is_wrong(text: str) -> None:
    assert contradicted(text, BARS) == []


def test_most_constant_conditions_are_found() -> None:
    constant = found = claims = 0
    for seed in range(500):
        text = random_condition(seed, 1 + seed % 6)
        facts = analyze(text)
        claimed = {(claim.node, claim.home): claim.always for claim in constants(facts)}
        claims += len(claimed)
        last = facts.statements[-1]
        if last.tree is not None and len(outcomes(text, 1500)) == 1:
            constant += 1
            found += told(last.tree.value, last, claimed) is not None
    print(f"{found} of {constant} constant conditions are found: {found / constant:.0%}")
    assert constant > 150
    assert claims > 250
    assert found >= LEAST_FOUND * constant


def told(node: Node, home: StatementFacts, claimed: dict[tuple[Node, StatementFacts], bool]) -> bool | None:
    """What a condition is by what is claimed of its parts."""
    if (node, home) in claimed:
        return claimed[node, home]
    if isinstance(node, Logical):
        parts = [told(operand, home, claimed) for operand in node.operands]
        decisive = node.operator == "or"
        return decisive if decisive in parts else None if None in parts else not decisive
    if isinstance(node, Unary):
        value = told(node.operand, home, claimed)
        return None if value is None else not value
    if isinstance(node, Index):
        return told(node.value, home, claimed)
    binding = home.names.get(node) if isinstance(node, Name) else None
    if isinstance(binding, Binding) and binding.home.tree is not None:
        return told(binding.home.tree.value, binding.home, claimed)
    return None


@pytest.mark.parametrize(
    "text",
    [
        "x = x + x\nx > 3 and x < 2\n",
        "x = highest(x, 5) / x\nx < close\n",
        "x += close\nx > -1\n",
        "c = (c or rsi(close, 3) > 4) and (not c or rsi(close, 5) < 9)\n",
        "c = c[-2] and x > 5 or x < 6 and not c\n",
    ],
)
def test_work_grows_with_the_script_and_no_faster(text: str) -> None:
    def work(times: int) -> int:
        return calls(analyze("x = close\nc = x > open\n" + text * times))

    assert work(400) < 5 * work(100)


def calls(facts: Facts) -> int:
    """How many functions are called to find what is constant."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        list(constants(facts))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("level", ["1e308", "-1e308", "1e400", "9" * 400, "0.0", "-0.0", "1e-320", "1e300 * 1e300"])
def test_odd_levels(level: str) -> None:
    for condition in (
        f"rsi(close, 14) > {level}",
        f"rsi(close, 14) * {level} > 3",
        f"rsi(close, 14) + {level} > {level}",
        f"rsi(close, 14) / ({level}) > 3 and rsi(close, 14) < 2",
        f"close < {level} and close > {level}",
        f"hour == {level} or hour % ({level}) == 1",
    ):
        list(constants(analyze(condition)))


def test_the_same_text_under_other_names_is_another_condition() -> None:
    text = "x = willr(14)\na = x < 20\nx = rsi(close, 14)\na = x < 20\na and x > 30\n"
    facts = analyze(text)
    assert [(facts.line(one.node, one.home), one.always) for one in constants(facts)] == [
        (2, True),
        (5, False),
    ]
