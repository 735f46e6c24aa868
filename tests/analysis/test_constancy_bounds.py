"""What is taken for exact is so in TA-Lib: bounds that not even rounding passes, functions that are never NaN."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from signal_dsl.analysis.constancy import tables
from signal_dsl.catalog import builtin
from tests.catalog.evaluation import TALIB, inputs, named, run, value
from tests.catalog.test_catalog_ranges import MARKETS, draws

BOUNDED = [
    name
    for name, function in TALIB.items()
    if any(output.low is not None or output.high is not None for output in function.outputs)
]


def results(name: str) -> list[tuple[str, bool, np.ndarray]]:
    """Each output's name, whether its bounds hold there, and its values after the lookback, over many markets."""
    function, random = TALIB[name], Random(f"exactly {name}")
    found = []
    for data in MARKETS:
        series = inputs(function, data)
        for values in draws(function, random, 6):
            start = value(function.lookback, named(function, values)) if function.lookback else 0
            with np.errstate(all="ignore"):
                outputs = run(function, series, values)
            for output, result in zip(function.outputs, outputs, strict=True):
                holds = not output.holds or value(output.holds, named(function, values))
                found.append((output.name, holds, result[start:].astype(float)))
    return found


@pytest.mark.parametrize("name", BOUNDED)
def test_exact_bounds(name: str) -> None:
    outputs = {output.name: output for output in TALIB[name].outputs}
    exact = name in tables.EXACT or name.startswith("cdl")
    for output, holds, values in results(name):
        both = {name, f"{name}.{output}"}
        low, high = outputs[output].low, outputs[output].high
        if holds and low is not None and (exact or both & tables.EXACT_LOW):
            assert not (values < low).any()
        if holds and high is not None and (exact or both & tables.EXACT_HIGH):
            assert not (values > high).any()


@pytest.mark.parametrize("name", [name for name in TALIB if name not in tables.NAN | tables.NAN_WITHOUT_VOLUME])
def test_never_nan(name: str) -> None:
    for _, _, values in results(name):
        assert not np.isnan(values).any()


@pytest.mark.parametrize("name", sorted(tables.AVERAGES | tables.PRICE_AVERAGES))
def test_averages_stay_within_their_input_but_for_rounding(name: str) -> None:
    function, random = TALIB[name], Random(name)
    for data in MARKETS:
        series = inputs(function, data)
        for values in draws(function, random, 6):
            result = run(function, series, values)[0]
            found = result[~np.isnan(result)]
            lowest, highest = min(map(np.min, series)), max(map(np.max, series))
            slack = 1e-9 * max(abs(lowest), abs(highest))
            assert lowest - slack <= found.min()
            assert found.max() <= highest + slack
            if lowest > 0:
                assert found.min() > 0


def test_the_tables_name_what_there_is() -> None:
    """A name that is misspelt would say nothing."""
    named_there = tables.EXACT | tables.EXACT_LOW | tables.EXACT_HIGH | tables.NAN | tables.NAN_WITHOUT_VOLUME
    for name in named_there | tables.AVERAGES | tables.PRICE_AVERAGES | set(tables.BANDS) | tables.SAME:
        function, _, output = name.partition(".")
        entry = builtin().function(function)
        assert entry is not None, name
        assert not output or output in {one.name for one in entry.outputs}
    for name in tables.ALWAYS_THERE | tables.WHOLE | tables.BAR:
        assert builtin().variable(name) is not None
