"""The result document: true to the sandbox's answers, and unshaken by any other."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from signal_dsl.heytraders.document import Answers, Ran, build
from signal_dsl.heytraders.document.reading import drawdown
from signal_dsl.heytraders.document.values import number, numbers
from tests.amounts import slow_cases
from tests.heytraders import simulated

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "result.schema.json").read_text(encoding="utf-8"))
RAN = Ran("r_1", "https://example.com/api/v1")


def checked(document: dict[str, Any]) -> dict[str, Any]:
    """The document after a way through JSON, which must fit the schema."""
    document = json.loads(json.dumps(document, allow_nan=False))
    Draft202012Validator(SCHEMA).validate(document)
    return document


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_run_in_the_sandbox() -> None:
    answers = simulated.answers()
    document = checked(simulated.document())
    result: Any = answers.result
    assert document["simulated"] is True
    assert document["metrics"] == pytest.approx(result["metrics"])
    assert next(iter(document["metrics"])) == "total_return_pct"
    assert document["per_ticker"] == result["per_ticker"]
    assert document["signals"] == result["signals"]
    assert len(document["trades"]) == result["metrics"]["num_trades"] > 20
    assert document["trades"][0]["entry_time"].startswith("2023-")
    assert len(document["equity"]["time"]) == len(document["equity"]["equity"]) == 8760
    assert len(document["prices"]["BINANCE:ETH/USDT"]["close"]) == 8760
    assert document["prices"]["BINANCE:BTC/USDT"]["time"][0] == "2023-01-01T00:00:00Z"
    assert document["settings"]["trading_fee"] == 0.0005
    assert document["script"]["text"] == simulated.CROSS
    assert document["dashboard_url"].startswith("https://hey-traders.com/")
    assert "equity" not in document["raw"]


def test_why_there_are_no_trades() -> None:
    document = checked(simulated.document(simulated.SILENT))
    assert document["trades"] == []
    assert document["metrics"]["num_trades"] == 0
    assert document["metrics"]["win_rate"] is None
    (signal,) = document["signals"]
    assert (signal["line"], signal["held"], signal["counted"]) == (1, 0, 8760)
    assert any("held at none of the 8,760 bars" in note for note in document["notes"])


@pytest.mark.parametrize("nothing", [None, {}, [], "", 0, "<html>", [None], {"trades": None}, {"data": {"data": []}}])
def test_answers_that_say_nothing(nothing: object) -> None:
    document = checked(
        build(Answers(nothing, nothing, nothing, [nothing], nothing, {"BINANCE:BTC/USDT": nothing}), RAN)
    )
    assert document["result_id"] == "r_1"
    assert document["simulated"] is False
    assert document["trades"] == []
    assert document["prices"] == {}


def test_names_and_notations_that_others_use() -> None:
    document = checked(
        build(
            Answers(
                result={"data": 1, "totalReturnPct": "12.5%", "backtestId": 7, "dashboardUrl": "javascript:alert(1)"},
                metrics={"metrics": {"sharpe": 1.5, "maxDrawdown": -8, "totalTrades": 1, "alpha": 0.1, "flag": True}},
                per_ticker={"BINANCE:BTC/USDT": {"trades": 1, "profit": 3}},
                trades=[{"items": [{"symbol": "BTC/USDT", "direction": "buy", "qty": "2", "openedAt": 1704067200000}]}],
                equity=[
                    {"timestamp": 1704067200, "value": 1},
                    {"timestamp": "2024-01-01T01:00:00+00:00", "value": None},
                ],
                prices={"BINANCE:BTC/USDT": [[1704067200000, 1, 2, 0.5, 1.5, 9], [1704070800000, 1, 2, 0.5, 1.5, 9]]},
            ),
            RAN,
        )
    )
    assert document["metrics"] == {
        "total_return_pct": 12.5,
        "max_drawdown": 8,
        "sharpe_ratio": 1.5,
        "num_trades": 1,
        "alpha": 0.1,
    }
    assert document["backtest_id"] == "7"
    assert document["dashboard_url"] is None
    assert document["per_ticker"][0]["ticker"] == "BINANCE:BTC/USDT"
    assert document["per_ticker"][0]["num_trades"] == 1
    assert document["per_ticker"][0]["pnl"] == 3
    (trade,) = document["trades"]
    assert (trade["ticker"], trade["side"], trade["size"], trade["exit_price"]) == ("BTC/USDT", "LONG", 2, None)
    assert trade["entry_time"] == "2024-01-01T00:00:00Z"
    assert document["equity"] == {"time": ["2024-01-01T00:00:00Z", "2024-01-01T01:00:00Z"], "equity": [1, None]}
    assert document["prices"]["BINANCE:BTC/USDT"]["volume"] == [9, 9]


def test_bars_out_of_order_or_twice() -> None:
    rows = [["2024-01-02", 2], ["2024-01-01", 1], ["never", 5], ["2024-01-02", 3]]
    document = checked(build(Answers(equity=rows), RAN))
    assert document["equity"] == {"time": ["2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"], "equity": [1, 3]}


@given(st.lists(st.floats() | st.integers() | st.booleans() | st.none() | st.sampled_from(["1", "x"])))
@example([1.5, 2.5])
@example([1e308, 1e308])
@example([float("inf"), float("-inf")])
def test_a_column_is_read_as_its_values_are(values: list[object]) -> None:
    found = numbers(values)
    assert found == [number(one) for one in values]
    assert [type(one) for one in found] == [type(number(one)) for one in values]


@given(st.lists(st.floats(-10, 1000) | st.integers(-10, 1000) | st.none()))
def test_the_deepest_fall(values: list[float | None]) -> None:
    peak, deepest = 0.0, None
    for value in values:
        peak = max(peak, value or 0.0)
        if peak > 0 and value is not None:
            deepest = max(deepest or 0.0, 100 * (1 - value / peak))
    assert drawdown(values) == deepest


def test_what_has_no_place_is_kept_as_it_came() -> None:
    trade = {"ticker": "A", "mood": "good"}
    document = build(Answers({"new": [1]}, trades=[{"trades": [trade]}], equity={"odd": 1}), RAN)
    assert document["raw"] == {"result": {"new": [1]}, "trades": [{"trades": [trade]}], "equity": {"odd": 1}}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["trades", "time", "equity", "metrics", "signals", "data", "date", "notes", "line", "open"])
            | st.text(max_size=6),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.builds(Answers, _JSON, _JSON, _JSON, st.lists(_JSON, max_size=2), _JSON, st.dictionaries(st.just("A"), _JSON))
)
@settings(max_examples=slow_cases())
def test_no_answer_is_too_odd(answers: Answers) -> None:
    checked(build(replace(answers), RAN))


@given(st.data())
@settings(max_examples=slow_cases())
def test_any_field_of_the_sandbox_may_be_missing_or_null(data: st.DataObject) -> None:
    whole: Any = simulated.answers(simulated.SILENT).result
    gone = data.draw(st.sets(st.sampled_from(sorted(whole))))
    value = data.draw(st.sampled_from([None, {}, [], "x", -1, [None], [{}]]))
    checked(build(Answers({**whole, **dict.fromkeys(gone, value)}), RAN))
    checked(build(Answers({key: one for key, one in whole.items() if key not in gone}), RAN))
