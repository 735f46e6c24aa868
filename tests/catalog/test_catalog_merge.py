"""The live catalog wins for what it says; formulas come from the built-in twin where they surely fit."""

from __future__ import annotations

from typing import Any

import pytest

from signal_dsl.catalog import Catalog, Function, builtin
from signal_dsl.catalog.live import decode
from signal_dsl.catalog.live.merge import merge
from tests.catalog.evaluation import named, options, value

BASE = builtin()
CONSTRUCTS = {"entry", "exit", "Weight", "emit_signal"}
PRICES = {"open", "high", "low", "close", "volume"}


def merged(data: Any) -> Catalog:
    return merge(BASE, decode(data, BASE))


def function(data: Any, name: str) -> Function:
    found = merged(data).function(name)
    assert found is not None
    return found


def one(name: str, **said: Any) -> Function:
    """A live function, from a list of just this."""
    return function({"indicators": [{"name": name, **said}]}, name)


# What there is.


def test_indicators_that_are_not_listed_are_gone() -> None:
    catalog = merged({"indicators": ["rsi"], "variables": ["close"]})
    assert "rsi" in catalog
    assert "sma" not in catalog
    assert (catalog.provenance, catalog.authoritative, catalog.warnings) == ("live", True, ())


@pytest.mark.parametrize("data", [["rsi", "close"], {"indicators": ["rsi"], "operators": ["+"], "variables": ["hour"]}])
def test_language_and_prices_stay(data: Any) -> None:
    catalog = merged(data)
    assert set(catalog.names()) >= CONSTRUCTS | PRICES
    entry = catalog.function("entry")
    assert entry is BASE.function("entry")


def test_operators_stay_unless_the_list_has_operators() -> None:
    assert {"crossover", "abs", "max", "sqrt"} <= set(merged({"indicators": ["rsi"]}).names())
    with_operators = merged({"indicators": ["rsi"], "operators": ["crossover"]})
    assert "crossover" in with_operators
    assert "abs" not in with_operators
    mixed = merged(["rsi", "crossover"])
    assert "crossover" in mixed
    assert "abs" not in mixed


def test_variables_stay_unless_the_list_has_variables() -> None:
    assert "funding_rate" in merged(["rsi"])
    assert "funding_rate" not in merged(["rsi", "hour"])


def test_without_functions_all_functions_stay() -> None:
    catalog = merged({"variables": ["close", "mood"]})
    assert {"rsi", "sma", "mood"} <= set(catalog.names())
    assert not catalog.authoritative


@pytest.mark.parametrize(
    "data", [["rsi"], {"variables": ["close"]}, ["rsi", "close", 7], {"data": ["rsi", "close"], "total": 9}]
)
def test_what_is_not_seen_in_full_has_no_authority(data: Any) -> None:
    assert not merged(data).authoritative


def test_the_built_in_catalog_is_left_alone() -> None:
    before = BASE.names()
    merged(["rsi(magic)", "close"])
    rsi = BASE.function("rsi")
    assert rsi is not None
    assert [parameter.name for parameter in rsi.parameters] == ["real", "timeperiod"]
    assert BASE.names() == before


def test_new_names() -> None:
    catalog = merged(
        {
            "indicators": ["rsi", {"name": "magic", "doc": "Does it."}],
            "variables": [{"name": "mood", "description": "M."}],
        }
    )
    magic, mood = catalog.function("magic"), catalog.variable("mood")
    assert magic is not None
    assert mood is not None
    assert (magic.summary, magic.origin, magic.mark, magic.open_signature) == ("Does it.", "live", "D", True)
    assert (magic.lookback, magic.unknown_because) == (None, "the platform's list does not say how many bars it needs")
    assert (mood.summary, mood.origin, mood.mark, mood.category) == ("M.", "live", "D", "Variables")
    assert [output.kind for output in magic.outputs] == ["any"]


# What a function is.


def test_a_bare_name_is_its_twin() -> None:
    rsi, twin = function(["RSI"], "rsi"), BASE.function("rsi")
    assert twin is not None
    assert (rsi.parameters, rsi.outputs, rsi.lookback, rsi.settling) == (
        twin.parameters,
        twin.outputs,
        twin.lookback,
        twin.settling,
    )
    assert (rsi.origin, rsi.mark) == ("live", "D")
    assert "as TA-Lib does" in rsi.notes[-1]


def test_other_names_order_and_defaults() -> None:
    """MACD with everything told differently: the number is still right."""
    macd = one("macd", params={"source": "series", "signal": 5, "slow": 40, "fast": 8}, description="Live words.")
    assert [parameter.name for parameter in macd.parameters] == ["source", "signal", "slow", "fast"]
    assert [parameter.default for parameter in macd.parameters] == [None, 5, 40, 8]
    assert [parameter.required for parameter in macd.parameters] == [True, False, False, False]
    assert macd.lookback is not None
    assert value(macd.lookback, named(macd, (5, 40, 8))) == 39 + 4
    assert macd.settling is not None
    assert value(macd.settling, named(macd, (5, 40, 8))) > 100
    assert macd.summary == "Live words."
    assert macd.constraints[0].formula == "fast < slow"
    assert [(p.low, p.high) for p in options(macd)] == [(1, 100000), (2, 100000), (2, 100000)]


@pytest.mark.parametrize("name", ["length", "period", "time_period", "window", "len", "n", "rsi_length"])
def test_a_sole_period_under_any_name(name: str) -> None:
    rsi = one("rsi", params={"source": "series", name: 21})
    assert rsi.lookback == name
    assert rsi.settling == f"wilder_settling({name})"
    assert (rsi.outputs[0].low, rsi.outputs[0].high) == (0, 100)


def test_a_list_of_options_alone_keeps_the_inputs() -> None:
    rsi = one("rsi", params={"length": 21})
    assert [parameter.name for parameter in rsi.parameters] == ["real", "length"]
    atr = one("atr", params={"length": 21})
    assert [(parameter.name, parameter.price) for parameter in atr.parameters] == [
        ("high", True),
        ("low", True),
        ("close", True),
        ("length", False),
    ]


def test_a_signature_is_the_whole() -> None:
    rsi = function({"indicators": ["rsi(length=21)"]}, "rsi")
    assert [parameter.name for parameter in rsi.parameters] == ["length"]
    assert rsi.lookback == "length"


def test_price_inputs_may_still_be_left_out() -> None:
    atr = one("atr", inputs=["high", "low", "close"], params={"length": 10})
    assert [parameter.price for parameter in atr.parameters] == [True, True, True, False]
    assert [parameter.required for parameter in atr.parameters] == [False, False, False, False]


def test_averages_by_name_and_missing_options() -> None:
    bands = one("bbands", params={"source": "series", "length": 20, "nbdevup": 2.0, "nbdevdn": 2.0})
    assert bands.lookback == "maximum(length - 1, ma_lookback(length, 0))"
    average = one("ma", params={"source": "series", "length": 20, "type": {"type": "string", "default": "ema"}})
    assert [parameter.kind for parameter in average.parameters] == ["series", "integer", "ma_type"]
    assert average.lookback == "ma_lookback(length, type)"


@pytest.mark.parametrize(
    ("name", "said", "because"),
    [
        ("rsi", {"params": {"source": "series", "length": 14, "offset": 1}}, "has a parameter `offset` whose effect"),
        ("rsi", {"params": {"source": "series", "length": 14, "smoothing": "rma"}}, "has a parameter `smoothing`"),
        (
            "macd",
            {"params": {"source": "series", "fast": 12, "slow": 26}},
            "no parameter that stands for `signalperiod`",
        ),
        ("macd", {"params": {"source": "series", "a": 12, "b": 26, "c": 9}}, "a parameter `a`"),
        ("rsi", {"params": {"source": "series", "length": "series"}}, "no parameter that stands for `timeperiod`"),
        ("ema", {"params": {"source": "series", "alpha": 0.1}}, "a parameter `alpha`"),
        ("kc", {"params": {"length": 20, "period": 10, "mult": 2.0}}, "a parameter"),
        ("rsi", {"params": {"length": 14, "period": 9}}, "a parameter"),
    ],
)
def test_what_cannot_be_matched_is_unknown(name: str, said: dict[str, Any], because: str) -> None:
    live = one(name, **said)
    assert (live.lookback, live.settling) == (None, None)
    assert because in live.unknown_because
    assert [output.low for output in live.outputs] == [None] * len(live.outputs)
    assert live.constraints == ()


def test_live_bounds_win() -> None:
    rsi = one("rsi", params=[{"name": "length", "type": "int", "default": 14, "min": 5, "max": 50}])
    assert [(p.low, p.high) for p in options(rsi)] == [(5, 50)]
    half = one("rsi", params=[{"name": "length", "type": "int", "default": 14, "min": 5}])
    assert [(p.low, p.high) for p in options(half)] == [(5, 100000)]


def test_outputs() -> None:
    renamed = one("macd", outputs=["line", "signal", "hist"])
    assert [output.name for output in renamed.outputs] == ["line", "signal", "hist"]
    reordered = one("stoch", outputs=["slowd", "slowk"])
    assert [(output.name, output.low, output.holds) for output in reordered.outputs] == [
        ("slowd", 0, "is_averaging(slowk_matype) and is_averaging(slowd_matype)"),
        ("slowk", 0, "is_averaging(slowk_matype)"),
    ]
    fewer = one("macd", outputs=["macd"])
    assert [output.name for output in fewer.outputs] == ["macd"]
    live_range = one("rsi", outputs=[{"name": "rsi", "range": [-50, 50]}])
    assert [(output.name, output.low, output.high) for output in live_range.outputs] == [("rsi", -50, 50)]
    kind_only = one("cdldoji", returns="series")
    assert kind_only.outputs[0].values == (0, 100)


def test_constructs_of_the_language_keep_their_types() -> None:
    entry = one("entry", params=["ticker", "side", "sizing", "stop_loss=0.1"], returns="dict")
    assert [parameter.kind for parameter in entry.parameters] == ["ticker", "side", "sizing", "real"]
    assert [output.kind for output in entry.outputs] == ["action"]
    assert entry.lookback == "0"


def test_a_weight_by_another_name() -> None:
    weight = one("Weight", params=["weight"])
    assert [(parameter.name, parameter.kind) for parameter in weight.parameters] == [("weight", "any")]
    assert weight.constraints == ()
    assert one("Weight").constraints[0].formula == "fraction > 0"


def test_what_was_unknown_stays_unknown_for_its_own_reason() -> None:
    assert "only the data decides" in one("bars_since", params=["condition", "limit=3"]).unknown_because
    assert "only the data decides" in one("bars_since", params=["condition"]).unknown_because


def test_formulas_come_along() -> None:
    catalog = merged(["rsi"])
    assert catalog.formulas == BASE.formulas
    assert catalog.ma_types == BASE.ma_types
