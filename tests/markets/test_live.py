"""The platform's list of exchanges, in the shapes that it may have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.errors import CatalogError
from signal_dsl.markets import EXCHANGES, PERPETUAL, PREDICTION, SPOT, Markets, load
from signal_dsl.markets.live import decode

OKX = {"id": "okx", "name": "OKX", "market_types": ["spot", "perpetual"]}
SHAPES: dict[str, object] = {
    "envelope": {"success": True, "data": {"exchanges": [OKX]}, "error": None, "meta": {"timestamp": "2024-01-01"}},
    "bare": {"exchanges": [OKX]},
    "list": [OKX],
    "data is the list": {"success": True, "data": [OKX]},
    "markets": {"data": {"markets": [OKX], "count": 1}},
    "by id": {"exchanges": {"okx": {"name": "OKX", "market_types": ["spot", "perpetual"]}}},
    "types by id": {"okx": ["spot", "perpetual"]},
    "other names": [{"exchange": "okx", "types": "spot, swap"}],
    "objects": [{"id": "okx", "markets": [{"type": "SPOT"}, {"type": "perp"}]}],
    "switches": [{"id": "okx", "market_types": {"spot": True, "perpetual": True, "prediction": False}}],
    "more fields": [{**OKX, "logo": None, "fees": {"maker": 0.1}, "rank": 3, "type": "cex"}],
    "nulls": [{"id": "okx", "market_types": None, "markets": ["spot", "futures"]}],
}


@pytest.mark.parametrize("data", SHAPES.values(), ids=SHAPES)
def test_a_list_of_exchanges_is_read_in_whatever_shape_it_comes(data: object) -> None:
    markets = decode(data)
    assert markets.exchanges["okx"].markets == (SPOT, PERPETUAL)
    assert {id: one for id, one in markets.exchanges.items() if id != "okx"} == EXCHANGES
    assert (markets.live, markets.warnings) == (True, ())


def test_what_the_platform_says_goes_before_and_what_it_leaves_out_stays() -> None:
    markets = decode([{"id": "BINANCE", "market_types": ["spot", "perpetual"]}, {"id": "upbit"}, "okx"])
    binance = markets.exchanges["binance"]
    assert (binance.markets, binance.perpetual) == ((SPOT, PERPETUAL), "binancefuturesusd")
    assert markets.exchanges["upbit"] == EXCHANGES["upbit"]
    assert markets.exchanges["okx"].markets == ()
    assert markets.exchanges["polymarket"].markets == (PREDICTION,)


def test_a_market_type_that_nobody_knows_is_kept_beside_one_that_is_known() -> None:
    markets = decode([{"id": "binance", "market_types": ["spot", "Margin Trading"]}, {"id": "gate", "type": "cex"}])
    assert markets.exchanges["binance"].markets == (SPOT, "margin_trading")
    assert markets.exchanges["gate"] == EXCHANGES["gate"]


@pytest.mark.parametrize(
    "data", [None, 3, "okx", [], {}, {"data": None}, {"data": {"exchanges": []}}, [None, 3, [], {}]]
)
def test_what_names_no_exchange_leaves_the_documented_ones(data: object) -> None:
    markets = decode(data)
    assert (markets.exchanges, markets.live) == (EXCHANGES, False)
    assert "only the documented ones hold" in markets.warnings[0]


def test_what_is_not_understood_is_counted() -> None:
    assert decode([OKX, 3, {"name": "no id!"}]).warnings == (
        "Skipped 2 entries of the list of markets that could not be understood.",
    )
    assert decode({"okx": ["spot"], "paging": {"limit": 3}}).warnings == (
        "Skipped 1 entry of the list of markets that could not be understood.",
    )


def test_a_refusal_is_no_list() -> None:
    with pytest.raises(CatalogError, match="is an error answer of the platform: Slow down"):
        decode({"success": False, "data": None, "error": {"code": "RATE_LIMITED", "message": "Slow down."}})


def test_a_saved_list_is_read_and_what_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "markets.json"
    path.write_text(json.dumps(SHAPES["envelope"]), "utf-8-sig")
    assert "okx" in load(str(path)).exchanges
    path.write_text("<html>", "utf-8")
    with pytest.raises(
        CatalogError, match=r"The list of markets `.*markets.json` holds a web page, not JSON\."
    ) as caught:
        load(str(path))
    assert caught.value.remedy == "Save the platform's answer to `GET /meta/markets` again, as it came."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["spot", "okx"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "name", "exchanges", "data", "market_types", "type", "markets", "binance"])
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_whatever_the_answer_says_nothing_else_is_raised(data: object) -> None:
    try:
        markets = decode(data)
    except CatalogError:
        return
    assert isinstance(markets, Markets)
    assert markets.exchanges.keys() >= EXCHANGES.keys()
    assert all(id == exchange.id and id for id, exchange in markets.exchanges.items())


def test_depth_is_no_trouble() -> None:
    deep: object = [OKX]
    for _ in range(100_000):
        deep = {"data": deep}
    assert not decode(deep).live
    deep = "spot"
    for _ in range(100_000):
        deep = [deep]
    assert not decode([{"id": "okx", "types": deep}, deep]).exchanges["okx"].markets
