"""What the linter calls an error cannot be run, and all else can: the evaluator is asked, which knows no rules."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from signal_dsl import lint
from signal_dsl.analysis import analyze
from signal_dsl.analysis.facts import BOOLEAN, NOT_KNOWN, NUMBER
from signal_dsl.diagnostics import ERROR
from signal_dsl.sandbox.evaluator import Program
from signal_dsl.sandbox.language import catalog
from signal_dsl.sandbox.refusal import VALIDATION_ERROR, RefusalError
from signal_dsl.syntax.nodes import Conditional
from tests.amounts import slow_cases
from tests.generators import BARS
from tests.judge.markets import judged, judged_state
from tests.judge.mutations import mutations
from tests.judge.scripts import whole

MANY = settings(max_examples=10 * slow_cases())
# What is wrong with tickers and settings is for the market to say, not for an evaluator.
OF_MARKETS = {"SIG501", "SIG502", "SIG505", "SIG507"}


def errors(text: str) -> list[str]:
    """The codes of the linter's errors, by the catalog that the sandbox has."""
    found = [f"{one.code} {one.message}" for one in lint(text, catalog=catalog()) if one.severity == ERROR]
    return [one for one in found if one[:6] not in OF_MARKETS]


def refusal(text: str) -> RefusalError | None:
    """Why the evaluator does not take a script; None where it evaluates all of it."""
    facts = analyze(text, catalog=catalog())
    try:
        program = Program(facts)
    except RefusalError as error:
        assert error.code == VALIDATION_ERROR
        return error
    # A parameter that nobody knows, and a choice bar by bar among strings, are valid, but nothing to evaluate here.
    unknown = [
        *(home for home in facts.statements if home.fact.lookback is None),
        *(call for home in facts.statements for call in home.calls.values() if NOT_KNOWN in call.values.values()),
        *(node for home, node in facts.nodes(Conditional) if home.facts[node].type not in (NUMBER, BOOLEAN)),
    ]
    allowed = {"TA_OUT_OF_RANGE", "DATA_UNAVAILABLE"} if unknown else {"TA_OUT_OF_RANGE"}
    for ticker in program.tickers or ("BINANCE:BTC/USDT",):
        bars = judged(BARS, ticker)
        try:
            made = program.decisions(bars, judged_state(BARS))
        except RefusalError as error:
            assert error.code in allowed, error
            continue
        assert all(one.condition.dtype == np.bool_ and len(one.condition) == BARS for one in made)
    try:
        program.demand(judged(BARS, "BINANCE:BTC/USDT"))
    except RefusalError as error:
        assert error.code in allowed, error
    return None


@MANY
@given(mutations())
def test_an_error_is_what_cannot_be_evaluated(text):
    found, refused = errors(text), refusal(text)
    assert bool(found) == (refused is not None), f"{text}\n{found}\n{refused}"


@MANY
@given(whole(unbounded=0.2, state=0.1, weights=0.2))
def test_what_is_valid_is_evaluated(script):
    assert errors(script.text) == []
    assert refusal(script.text) is None
