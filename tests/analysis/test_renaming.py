"""What is told at the cost of the statements that changed is what analyzing both scripts from scratch tells."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.analysis import Facts, analyze
from signal_dsl.analysis.facts import NOT_KNOWN, Binding
from signal_dsl.analysis.renaming import means_the_same
from tests.generators import programs, scripts

SEEDS = st.integers(0, 2**32)


def meaning(facts: Facts, renamed: dict[str, str]) -> list[object]:
    """For each statement what is known of it, what it assigns, and what its names stand for."""
    numbers = {binding: number for number, binding in enumerate(facts.bindings)}
    found: list[object] = []
    for statement in facts.statements:
        fact = statement.fact
        value = repr(fact.value) if fact.value is not NOT_KNOWN else None
        found.append((fact.type, fact.series, fact.lookback, fact.settling, value, statement.faulty))
        found.append((repr(fact.low), repr(fact.high), [output.name for output in fact.outputs]))
        found.append([renamed.get(binding.name, binding.name) for binding in statement.bindings])
        for name, stands_for in sorted(statement.names.items(), key=lambda item: item[0].start):
            if isinstance(stands_for, Binding):
                found.append(numbers[stands_for])
            else:
                found.append(stands_for.name if stands_for else f"? {renamed.get(name.name, name.name)}")
    return found


def with_other_words(text: str, old: str, new: str, share: float, chance: Random) -> str:
    """`text` with `new` in some places where `old` stands."""
    return re.sub(rf"\b{old}\b", lambda match: new if chance.random() < share else match[0], text)


def agrees(text: str, seed: int) -> None:
    chance = Random(seed)
    facts = analyze(text)
    assigned = sorted({binding.name for binding in facts.bindings if binding.name.isascii()})
    if not assigned:
        return
    old = chance.choice(assigned)
    new = chance.choice(["another_name", "close", "ema", "if", *assigned])
    changed = with_other_words(text, old, new, chance.choice([1.0, 1.0, 0.7]), chance)
    told = means_the_same(facts, changed, old, new)
    assert told == (meaning(facts, {old: new}) == meaning(analyze(changed), {}))


@given(scripts(), SEEDS)
def test_in_scripts(text: str, seed: int) -> None:
    agrees(text, seed)


@given(programs(), SEEDS)
def test_in_programs(text: str, seed: int) -> None:
    agrees(text, seed)


@given(programs(), SEEDS)
def test_in_broken_programs(text: str, seed: int) -> None:
    chance = Random(seed)
    at = chance.randrange(len(text) + 1)
    agrees(text[:at] + chance.choice(["(", ")", "\n", ";", '"', " = ", "x"]) + text[at:], seed)


@pytest.mark.parametrize(
    ("text", "changed", "same"),
    [
        ("a = 3\nb = ema(close, a)\nc = b + 1\n", "n = 3\nb = ema(close, n)\nc = b + 1\n", True),
        ("a = 3\nb = ema(close, a)\nc = b + 1\n", "n = 3\nb = ema(close, a)\nc = b + 1\n", False),
        ("a = 3\nn = 4\nb = a\n", "n = 3\nn = 4\nb = n\n", False),
        ("n = 4\nc = n\na = 3\nb = a\n", "n = 4\nc = n\nn = 3\nb = n\n", True),
        ("a = 3\na += 1\nb = a\n", "n = 3\nn += 1\nb = n\n", True),
        ("a, b = aroon(high, low, 5)\nc = a\n", "n, b = aroon(high, low, 5)\nc = n\n", True),
        ("a = (3 +\n4)\r\nb = a\r\n", "n = (3 +\n4)\r\nb = n\r\n", True),
        ("a = 3\nb = a a\n", "n = 3\nb = n n\n", True),
    ],
)
def test_a_few(text: str, changed: str, same: bool) -> None:
    assert means_the_same(analyze(text), changed, "a", "n") is same


def test_what_is_known_stays_as_it_is() -> None:
    facts = analyze("a = 3\nb = ema(close, a) + a\n")
    uses = [len(binding.uses) for binding in facts.bindings]
    assert means_the_same(facts, "n = 3\nb = ema(close, n) + n\n", "a", "n")
    assert [len(binding.uses) for binding in facts.bindings] == uses == [2, 0]
