"""The C core, TA-Lib's Python wrapper and `talib.abstract` say the same, for every function."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
import talib
from talib import abstract

from tests.referee import core
from tests.referee.market import market

BARS = 400
DRAWS = 12


def draw(random: Random, parameter: core.Parameter) -> float:
    if parameter.kind == "real":
        return random.uniform(max(parameter.low, -3.0), min(parameter.high, 3.0))
    return random.randint(int(parameter.low), min(int(parameter.high), random.choice([4, 13, 50])))


@pytest.mark.parametrize("name", sorted(core.FUNCTIONS))
def test_core_wrapper_and_abstract_agree(name: str) -> None:
    function, random = core.FUNCTIONS[name], Random(name)
    data = market(BARS)
    reals = {"real": data["close"] / 200, "real0": data["high"], "real1": data["low"], "periods": data["minute"] + 9}
    inputs = [{**data, **reals}[each] for each in function.inputs]
    for _ in range(DRAWS if function.parameters else 1):
        values = [draw(random, parameter) for parameter in function.parameters]
        if name == "mavp":
            values[:2] = sorted(values[:2])
        public = abstract.Function(name)
        public.parameters = dict(zip((each.name for each in function.parameters), values, strict=True))
        first, outputs = function.run(inputs, values)
        assert function.lookback(values) == public.lookback == first
        wrapped = getattr(talib, name.upper())(*inputs, *values)
        for output, array in zip(outputs, wrapped if isinstance(wrapped, tuple) else (wrapped,), strict=True):
            np.testing.assert_array_equal(output[first:], array[first:])
            before = array[:first]
            # Of integers the wrapper makes 0 where the core has filled nothing.
            assert np.isnan(before).all() if array.dtype == np.float64 else (before == 0).all()


@pytest.mark.parametrize("name", sorted(core.FUNCTIONS))
def test_bounds_are_those_that_the_core_keeps(name: str) -> None:
    function = core.FUNCTIONS[name]
    defaults = [parameter.default for parameter in function.parameters]
    for index, parameter in enumerate(function.parameters):
        if parameter.kind == "real":
            continue
        values = list(defaults)
        values[index] = int(parameter.low)
        if (name, parameter.name) != ("mavp", "maxperiod"):  # the least of which is minperiod
            assert function.lookback(values) >= 0
        for value in (parameter.low - 1, parameter.high + 1):
            values[index] = int(value)
            with pytest.raises(core.RefusedError):
                function.lookback(values)


def test_defaults_are_those_of_abstract() -> None:
    for function in core.FUNCTIONS.values():
        ours = {parameter.name: parameter.default for parameter in function.parameters}
        assert ours == dict(abstract.Function(function.name).parameters)


def test_a_refused_call_raises() -> None:
    with pytest.raises(core.RefusedError):
        core.FUNCTIONS["mavp"].lookback([20, 10, 0])


def test_too_few_bars_give_no_value() -> None:
    first, outputs = core.FUNCTIONS["sma"].run([np.arange(5.0)], [9])
    assert first == 5
    assert np.isnan(outputs[0]).all()
