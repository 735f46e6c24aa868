"""Lookback is exact: the number from the text alone equals the leading bars without a value in a real evaluation."""

from hypothesis import given, settings

from signal_dsl.analysis import analyze
from tests.generators import scripts
from tests.referee.evaluator import evaluate
from tests.referee.market import market
from tests.referee.values import not_yet

BARS = 1500
DATA = market(BARS)


@settings(max_examples=max(2_000, 10 * settings().max_examples))  # exhaustive: 50,000
@given(scripts())
def test_lookback_is_what_talib_returns(text: str) -> None:
    facts = analyze(text)
    result = evaluate([statement.tree for statement in facts.statements], DATA)
    assert result.lookback < BARS, "the script needs more bars than there are: the generator is at fault"
    assert facts.lookback == result.lookback
    assert [signal.fact.lookback for signal in facts.signals] == [not_yet(signal) for signal in result.signals]
    last = {binding.name: binding.fact.lookback for binding in facts.bindings}
    assert last == {name: not_yet(value) for name, value in result.names.items()}
