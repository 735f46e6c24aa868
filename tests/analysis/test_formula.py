"""The catalog's formulas, evaluated by the toolkit, give what Python's own `eval` gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.analysis import formula
from signal_dsl.analysis.facts import NOT_KNOWN
from tests.catalog.evaluation import CATALOG, TALIB, named, parameter_sets, value

WITH_OPTIONS = [name for name, function in TALIB.items() if function.options]


@given(st.data())
def test_same_as_python(data: st.DataObject) -> None:
    function = TALIB[data.draw(st.sampled_from(WITH_OPTIONS))]
    values = named(function, data.draw(parameter_sets(function)))
    texts = [function.lookback, function.settling, *(constraint.formula for constraint in function.constraints)]
    for text in filter(None, texts):
        given_values = {name: values[name] for name in formula.parameters_of(text)}
        assert formula.evaluate(text, given_values, CATALOG) == value(text, values)


def test_a_whole_number_and_a_float_are_two_parameters() -> None:
    assert formula.evaluate("n / 1 if n > 3 else n", {"n": 3}, CATALOG) == 3
    assert isinstance(formula.evaluate("n + 0", {"n": 3.0}, CATALOG), float)
    assert isinstance(formula.evaluate("n + 0", {"n": 3}, CATALOG), int)


def test_what_has_no_value_is_not_known() -> None:
    assert formula.evaluate("1 / n", {"n": 0}, CATALOG) is NOT_KNOWN
    assert formula.evaluate("ln(n)", {"n": 0}, CATALOG) is NOT_KNOWN


def test_parameters() -> None:
    assert formula.parameters_of("maximum(a, b) - 1 if c > a else ln(d)") == ("a", "b", "c", "d")


@pytest.mark.parametrize("text", ["1 +", "a = 1", "a; b", ""])
def test_a_fault_in_the_catalog_is_told_at_once(text: str) -> None:
    with pytest.raises(ValueError, match="not a formula"):
        formula.parameters_of(text)
