"""What the analysis says of a script's bars is what its evaluation shows, and the values are the referee's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from signal_dsl.analysis import analyze
from signal_dsl.sandbox.evaluator import Program
from signal_dsl.sandbox.evaluator.graph import Output
from signal_dsl.sandbox.evaluator.series import as_array
from signal_dsl.sandbox.evaluator.values import Several, Signal
from signal_dsl.syntax import parse
from tests.amounts import slow_cases
from tests.generators import BARS
from tests.judge.markets import judged, judged_data, judged_state
from tests.judge.scripts import SPOT, whole
from tests.referee import evaluate, not_yet
from tests.referee.values import Outputs, Series

MANY = settings(max_examples=10 * slow_cases())


def of_statements(program: Program, bars):
    """The series of each statement that has some, by its number."""
    found = {}
    for number, value in enumerate(program.statements):
        outputs = [value] if isinstance(value, Output) else []
        if isinstance(value, Several):
            outputs = list(value.outputs.values())
        elif isinstance(value, Signal):
            outputs = [value.condition]
        if outputs:
            found[number] = outputs
    flat = [output for outputs in found.values() for output in outputs]
    series = iter(program.series(flat, bars, judged_state(len(bars))))
    return {number: [next(series) for _ in outputs] for number, outputs in found.items()}


@MANY
@given(whole(state=0.1, signals=(0, 2)))
def test_static_lookback_is_the_first_bar_with_a_value(script):
    """`valid_from` counts the bars that really have no value: TA-Lib's own, and those of the windows."""
    facts = analyze(script.text)
    bars = judged(BARS, SPOT[0])
    program = Program(facts)
    for number, found in of_statements(program, bars).items():
        known = facts.statements[number].fact.lookback
        if isinstance(program.statements[number], Signal):
            known = facts.statements[number].signals[0].fact.lookback
        assert known == max(one.valid_from for one in found) == max(one.lookback for one in found), number
    if program.signals:
        decided = program.decisions(bars, judged_state(BARS))
        assert facts.lookback == max(one.valid_from for one in decided)


@MANY
@given(whole(state=0.1, signals=(0, 2)))
def test_values_are_the_referee_s(script):
    """An evaluator that was written apart from this one, over TA-Lib's C core, comes to the same values.

    Where the last digit differs with the order of computing (`zscore`, `**`), tests of their own hold them together.
    """
    text = script.text.replace("zscore(", "lowest(").replace("**", "*")
    bars = judged(BARS, SPOT[0])
    with np.errstate(all="ignore"):
        referee = evaluate([statement.tree for _, statement in parse(text).statements], judged_data(BARS))
    program = Program(analyze(text))
    for number, found in of_statements(program, bars).items():
        value = referee.statements[number]
        if isinstance(value, Outputs):
            expected = list(value.series.values())
        else:
            expected = [value if isinstance(value, Series) else value.condition]
        for ours, theirs in zip(found, expected, strict=True):
            assert ours.valid_from == not_yet(theirs)
            values = as_array(ours.values, BARS)[ours.valid_from :]
            np.testing.assert_array_equal(values, theirs.values[ours.valid_from :], err_msg=text)


@pytest.mark.parametrize(
    "text", ["zscore(close, 20)", "close ** 2", "2 ** (close / 100)", "close ** -1", "close ** 0.5"]
)
def test_values_but_for_the_last_digits(text):
    (ours,) = of_statements(Program(analyze(text)), judged(BARS, SPOT[0]))[0]
    theirs = evaluate([statement.tree for _, statement in parse(text).statements], judged_data(BARS)).statements[0]
    np.testing.assert_allclose(ours.values, theirs.values, rtol=1e-12)
