"""The generators yield what they promise, on the referees' word."""

from __future__ import annotations

import re

from hypothesis import find, given, settings

from tests.generators import BARS, MOST_LOOKBACK, expressions, programs, random_expression, random_script, scripts
from tests.referee import core, evaluate, market, not_yet, python_tree


@settings(max_examples=500, deadline=None)
@given(expressions())
def test_expressions_are_common_to_both_languages(text: str) -> None:
    assert len(python_tree(text)) == 1


@settings(max_examples=200, deadline=None)
@given(programs())
def test_programs_are_common_to_both_languages(text: str) -> None:
    assert python_tree(text)


@settings(max_examples=200, deadline=None)
@given(scripts())
def test_scripts_are_valid_and_short_of_bars(text: str) -> None:
    result = evaluate(python_tree(text), market(BARS))
    assert max(map(not_yet, result.statements)) <= MOST_LOOKBACK


def test_expressions_use_all_there_is() -> None:
    texts = [random_expression(seed, 12) for seed in range(600)]
    everything = "\n".join(texts)
    for part in ["\\\n", "\r\n", "🚀", "#", "\\N{", " if ", "not", "//", "<=", "!=", "\t", "None", "1_0.2_5", "5."]:
        assert part in everything, part
    for pattern in [
        r",\s*\)",
        r",\s*\]",
        r"\[\s*\]",
        r"\(\s*\)",
        r"\w\s*=\s*[^=]",
        r"\w\s*\.\s*\w",
        r"-\s*-",
        r"\*\*\s*-",
    ]:
        assert re.search(pattern, everything), pattern


def test_scripts_use_all_functions() -> None:
    everything = "\n".join(random_script(seed, 12) for seed in range(1500))
    called = set(re.findall(r"(\w+)\(", everything))
    assert set(core.FUNCTIONS) <= called
    for part in ["crossover(", "highest(", "timeperiod=", "length=", " or ", "][-", ".macdhist", "+= ", "emit_signal("]:
        assert part in everything, part


def test_counterexamples_come_out_short() -> None:
    text = find(expressions(), lambda text: "**" in text, settings=settings(database=None, derandomize=True))
    assert len(text) < 60


def test_a_smaller_size_gives_the_beginning_of_the_same_script() -> None:
    for seed in range(30):
        shorter, longer = (random_script(seed, size).splitlines() for size in (3, 9))
        assert longer[:3] == shorter[:3]
