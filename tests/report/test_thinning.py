"""Bars put together: what a page shows of a long run is what longer bars would have shown."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.report.thinning import thinned
from tests.amounts import slow_cases

VALUE = st.none() | st.floats(1, 1000)


def near(value: float | None) -> object:
    """As many digits as the page has."""
    return value if value is None else pytest.approx(value, rel=1e-8)


@settings(max_examples=slow_cases())
@given(st.integers(1, 60), st.integers(1, 20), st.data())
def test_longer_bars(length: int, most: int, data: st.DataObject) -> None:
    def column() -> list[float | None]:
        return data.draw(st.lists(VALUE, min_size=length, max_size=length))

    time = [f"2024-01-01T{at // 60:02}:{at % 60:02}:00Z" for at in range(length)]
    bars = {"time": time, "open": column(), "high": column(), "low": column(), "close": column(), "volume": column()}
    document = {"prices": {"A": bars}, "equity": {"time": time, "equity": column()}, "notes": []}
    found = thinned(document, most)
    seen = found["prices"]["A"]  # type: ignore[index]
    factor = math.ceil(length / most)
    assert len(seen["time"]) == math.ceil(length / factor) <= most
    assert seen["time"][0] == 1_704_067_200
    assert bool(found["notes"]) is (factor > 1)
    for at in range(len(seen["time"])):
        part = {name: [one for one in bars[name][at * factor : (at + 1) * factor] if one is not None] for name in seen}
        for name, combine in (("high", max), ("low", min), ("volume", sum)):
            expected = combine(part[name]) if part[name] else None
            assert seen[name][at] == near(expected)
        assert seen["open"][at] == near(part["open"][0] if part["open"] else None)
        assert seen["close"][at] == near(part["close"][-1] if part["close"] else None)


def test_the_deepest_fall_is_not_lost() -> None:
    equity = [100.0, 120.0, 60.0, 118.0, 119.0, 130.0]
    time = [f"2024-01-0{at}T00:00:00Z" for at in range(1, 7)]
    document = {"equity": {"time": time, "equity": equity}, "settings": {"initial_cash": 100}}
    found = thinned(document, 2)["equity"]
    assert found["equity"] == [60.0, 130.0]  # type: ignore[index]
    assert found["drawdown"] == [-50.0, pytest.approx(100 * (118 / 120 - 1))]  # type: ignore[index]


def test_what_is_short_stays_as_it_is() -> None:
    document = {"equity": {"time": ["2024-01-01T00:00:00Z"], "equity": [1.23456789012]}, "prices": {"A": {}}, "x": 1}
    assert thinned(document) == {
        "equity": {"time": [1_704_067_200], "equity": [1.23456789]},
        "prices": {},
        "notes": None,
        "x": 1,
    }
