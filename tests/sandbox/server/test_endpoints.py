"""Each endpoint, over a real socket."""

from __future__ import annotations

import httpx
import jsonschema
import pytest

from signal_dsl.catalog import builtin
from signal_dsl.catalog.live import decode
from signal_dsl.catalog.live.merge import merge
from signal_dsl.markets import EXCHANGES
from signal_dsl.markets import builtin as markets
from signal_dsl.markets.live import decode as decode_markets
from signal_dsl.markets.misfits import misfit
from tests.sandbox.server.conftest import RUN, SCRIPT, TICKER, envelope


def test_health(client):
    assert client.get("/meta/health")["status"] == "ok"


def test_markets_are_read_back(client):
    markets = decode_markets(client.get("/meta/markets"))
    assert markets.live
    assert not markets.warnings
    assert markets.exchanges == EXCHANGES


def test_indicators_are_read_back(client):
    """What `indicators sync` makes of the answer is the built-in catalog, taken for the whole truth."""
    live = decode(client.get("/meta/indicators"), builtin())
    catalog = merge(builtin(), live)
    assert not catalog.warnings
    assert catalog.authoritative
    assert sorted(catalog.names()) == sorted(builtin().names())
    for own in builtin().functions():
        found = catalog.function(own.name)
        for field in ("lookback", "settling", "parameters", "constraints", "summary"):
            assert getattr(found, field) == getattr(own, field), (own.name, field)
        for said, output in zip(found.outputs, own.outputs, strict=True):
            assert (said.name, said.kind, said.low, said.high) == (output.name, output.kind, output.low, output.high)


def test_tickers(client):
    found = client.get("/market/tickers", params={"exchange": "binancefuturesusd", "limit": 3})["tickers"]
    assert len(found) == 3
    assert {one["market_type"] for one in found} == {"perpetual"}
    assert client.get("/market/symbols", params={"exchange": "upbit"})["tickers"][0]["ticker"] == "UPBIT:BTC/KRW"
    assert client.get("/market/symbols", params={"exchange": "polymarket"})["tickers"] == []
    everything = [one["ticker"] for one in client.get("/market/tickers", params={"limit": 500})["tickers"]]
    assert not [one for one in everything if misfit(one, markets(), "")]
    assert client.get("/market/tickers", params={"limit": 501}, status=400)["code"] == "VALIDATION_ERROR"


def test_candles(client):
    asked = {"symbol": "BTC/USDT", "exchange": "binance", "timeframe": "1h", "start": "2024-01-01", "end": "2024-01-03"}
    found = client.get("/market/ohlcv", params=asked)
    assert [len(found["candles"]), found["total"]] == [48, 48]
    first = found["candles"][0]
    assert first["time"] == "2024-01-01T00:00:00Z"
    assert first["low"] <= min(first["open"], first["close"]) <= max(first["open"], first["close"]) <= first["high"]
    again = client.get("/market/ohlcv", params={**asked, "symbol": TICKER, "limit": 5})
    assert again["candles"] == found["candles"][:5]


def test_evaluate(client):
    asked = {"symbol": "BTC/USDT", "timeframe": "1h", "expression": "rsi(close, 14)[-1]"}
    assert 0 < client.post("/market/evaluate", asked)["value"] < 100
    several = client.post("/market/evaluate", {**asked, "expression": "macd(close)"})["value"]
    assert set(several) == {"macd", "macdsignal", "macdhist"}
    refused = client.post("/market/evaluate", {**asked, "expression": "rsi(close, 0)"}, status=400)
    assert refused["details"]["errors"][0]["code"] == "SIG202"
    unknown = client.post("/market/evaluate", {**asked, "expression": "x = 1\nsuperindicator(close)"}, status=400)
    assert unknown["details"]["errors"][0]["line"] == 2
    far = client.post("/market/evaluate", {**asked, "expression": "close[-900000]"}, status=422)
    assert far["code"] == "TA_OUT_OF_RANGE"


def test_scan_and_rank(client):
    universe = ["BTC/USDT", "ETH/USDT", "SOL/USDT"]
    scan = client.post("/market/scan", {"universe": universe, "timeframe": "4h", "condition": "close > 0"})
    assert scan["matched"] == universe
    assert scan["scanned_count"] == 3
    assert client.post("/market/scan", {"universe": universe, "condition": "close"}, status=400)
    rank = client.post("/market/rank", {"universe": universe, "expression": "roc(close, 7)", "order": "asc"})
    scores = [one["score"] for one in rank["ranked"]]
    assert scores == sorted(scores)
    assert [one["rank"] for one in rank["ranked"]] == [1, 2, 3]


def test_lists_of_the_most_traded(client):
    asked = {"expression": "volume * close", "timeframe": "1d", "limit": 500}
    top = client.post("/market/rank", {**asked, "universe": ["top30"]})
    assert len(top["ranked"]) == top["scanned_count"] == 30
    assert client.post("/market/rank", {**asked, "universe": "top100"})["scanned_count"] == 100
    both = client.post("/market/scan", {"universe": ["top30", "BTC/USDT", "XYZ/USDT"], "condition": "close > 0"})
    assert len(both["matched"]) == len(set(both["matched"])) > 30
    assert (
        "defi" in client.post("/market/scan", {"universe": ["defi"], "condition": "close > 0"}, status=400)["message"]
    )
    refused = client.post("/market/rank", {**asked, "universe": ["top30"], "exchange": "polymarket"}, status=400)
    assert "polymarket" in refused["message"]


def test_strategies_and_schemas(client):
    kinds = [one["type"] for one in client.get("/backtest/strategies")["strategies"]]
    assert kinds == ["signal", "dca", "grid", "pair_trading", "cross_sectional"]
    for kind in kinds:
        schema = client.get(f"/backtest/strategies/{kind}/schema")["schema"]
        jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(RUN, client.get("/backtest/strategies/signal/schema")["schema"])
    assert client.get("/backtest/strategies/martingale/schema", status=400)


def test_validate(client):
    assert client.post("/backtest/validate", {"script": SCRIPT, "universe": [TICKER]})["valid"] is True
    found = client.post("/backtest/validate", {"script": "x = rsi(close, 0)\ny = foo(1", "universe": [TICKER]})
    assert found["valid"] is False
    assert [one["line"] for one in found["errors"]] == [1, 2]


def test_a_backtest_from_request_to_results(client):
    status = client.finished(RUN)
    assert status["status"] == "completed"
    path = f"/backtest/results/{status['result_id']}"
    result = client.get(path)
    assert result["simulated"] is True
    assert result["bars"] == 8760
    assert result["lookback"] == 14
    assert result["settings"]["timeframe"] == "1h"
    assert httpx.get(result["dashboard_url"]).status_code == 200
    assert "SIMULATED" in httpx.get(result["dashboard_url"]).text
    assert client.get(f"{path}/metrics")["metrics"] == result["metrics"]
    assert client.get(f"{path}/per-ticker")["per_ticker"] == result["per_ticker"]
    equity = client.get(f"{path}/equity")
    assert len(equity["time"]) == len(equity["equity"]) == 8760
    number = result["metrics"]["num_trades"]
    pages = [client.get(f"{path}/trades", params={"limit": 20, "offset": 20 * page}) for page in range(9)]
    trades = [trade for page in pages for trade in page["trades"]]
    assert len(trades) == number == pages[0]["total"]
    assert "SIMULATED" in client.get(f"{path}/analysis")["analysis"]
    assert client.get(f"/backtest/results/{status['backtest_id']}", status=404)["code"] == "BACKTEST_NOT_FOUND"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"script": "x = 1 +"}, "VALIDATION_ERROR"),
        ({"script": None}, "VALIDATION_ERROR"),
        ({"strategy_type": "grid"}, "VALIDATION_ERROR"),
        ({"universe": ["BINANCE:BTC"]}, "VALIDATION_ERROR"),
        ({"universe": ["top30"]}, "VALIDATION_ERROR"),
        ({"leverage": 5}, "VALIDATION_ERROR"),
        ({"stop_loss": 0.1}, "VALIDATION_ERROR"),
        ({"end_date": "2023-01-01"}, "VALIDATION_ERROR"),
        ({"timeframe": "7m"}, "VALIDATION_ERROR"),
    ],
)
def test_refused_at_once(client, change, code):
    assert client.post("/backtest/execute", {**RUN, **change}, status=400)["code"] == code


def test_a_range_that_is_too_short(client):
    status = client.finished({**RUN, "end_date": "2024-01-01", "start_date": "2023-12-31", "script": "ema(close, 200)"})
    assert (status["status"], status["code"]) == ("failed", "TA_OUT_OF_RANGE")
    assert "24" in status["message"]
    assert "200" in status["message"]


def test_the_leaderboard(client):
    result_id = client.finished(RUN)["result_id"]
    entry = client.post("/arena/strategies/register", {"backtest_summary_id": result_id})
    again = client.post("/arena/strategies/register", {"backtest_summary_id": result_id}, status=409)
    assert again["code"] == "ALREADY_REGISTERED"
    board = client.get("/arena/leaderboard", params={"limit": 200})["leaderboard"]
    assert entry["strategy_id"] in [one["strategy_id"] for one in board]
    assert client.ask("DELETE", f"/arena/strategies/{entry['id']}/unregister")
    assert client.ask("DELETE", f"/arena/strategies/{entry['id']}/unregister", status=404)
    short = client.finished({**RUN, "end_date": "2024-01-20"})["result_id"]
    refused = client.post("/arena/strategies/register", {"backtest_summary_id": short}, status=422)
    assert refused["code"] == "QUALITY_GATE"
    assert (
        client.post("/arena/strategies/register", {"backtest_summary_id": "r_none"}, status=404)["code"]
        == "NO_BACKTEST"
    )


@pytest.mark.parametrize("name", ["", "/signal-dsl", "/operators", "/data", "/api-reference"])
def test_documents(client, name):
    text = client.http.get(f"/docs{name}", headers={"Accept": "text/markdown"})
    assert text.headers["content-type"].startswith("text/markdown")
    assert text.text.startswith("# ")
    assert client.get(f"/docs{name}")["content"] == text.text


def test_what_there_is_not(client):
    assert client.get("/nothing", status=404)["code"] == "NOT_FOUND"
    assert client.post("/meta/health", status=405)["code"] == "METHOD_NOT_ALLOWED"
    foreign = client.http.get("/meta/health", headers={"Host": "evil.example"})
    assert foreign.status_code == 403
    envelope(foreign)
