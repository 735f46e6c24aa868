"""Whatever is sent to whatever address: an answer in the envelope, and never a fault of the server's."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signal_dsl.sandbox.server.app import ENDPOINTS, PREFIX
from tests.amounts import slow_cases
from tests.sandbox.server.conftest import RUN, TICKER, envelope

SOME = settings(
    max_examples=slow_cases(), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
MANY = settings(SOME, max_examples=3 * slow_cases())
POSTS = [path for method, path, *_ in ENDPOINTS if method == "POST"]
OTHERS = [(method, path) for method, path, *_ in ENDPOINTS if method != "POST"]

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=30),
    st.sampled_from(["", "close", "rsi(close, 14)", "close > 0", TICKER, "BTC/USDT", "1h", "2024-01-01", "binance"]),
    st.just("🚀\0\ud800"),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KNOWN = {
    **RUN,
    "script": "emit_signal(close > sma(close, 3), entry('BINANCE:BTC/USDT', 'LONG', Weight(0.1)))",
    "end_date": "2024-01-03",
    "exchange": "binance",
    "timeframe": "1h",
    "mode": "cross",
    "leverage": 1,
    "initial_cash": 1000,
    "trading_fee": 0.001,
    "slippage": 0.001,
    "analysis_start": "2024-01-02",
    "strategy_type": "signal",
    "expression": "rsi(close, 14)",
    "condition": "close > open",
    "symbol": "BTC/USDT",
    "order": "asc",
    "limit": 5,
    "display_name": "name",
    "description": "what it is for",
    "backtest_summary_id": "r_x",
    "category": "show_tell",
    "title": "title",
    "content": "content",
    "tags": ["tag"],
}


@st.composite
def bodies(draw: st.DrawFn) -> dict:
    """Fields that are known with values that fit, but for some that do not."""
    body = {key: KNOWN[key] for key in draw(st.sets(st.sampled_from(sorted(KNOWN))))}
    body |= draw(st.dictionaries(st.sampled_from(sorted(KNOWN)), VALUES, max_size=3))
    return body | draw(st.dictionaries(st.text(max_size=10), VALUES, max_size=1))


def asked(client, method: str, path: str, **more) -> None:
    answer = client.http.request(method, path.replace("{id}", "x").replace("{type}", "signal"), **more)
    found = envelope(answer)
    assert answer.status_code < 500, answer.text
    assert found["error"] is None or found["error"]["code"] != "INTERNAL_ERROR"


@MANY
@given(st.sampled_from(POSTS), bodies() | VALUES)
def test_any_json(client, path, body):
    asked(client, "POST", path, content=json.dumps(body).encode())


@SOME
@given(
    st.sampled_from(POSTS),
    st.binary(max_size=60) | st.text(alphabet='{}[]":,1eE+-. ntf\\u', max_size=40).map(str.encode),
)
def test_any_bytes(client, path, body):
    asked(client, "POST", path, content=body)


@SOME
@given(
    st.sampled_from(OTHERS),
    st.dictionaries(
        st.sampled_from(["limit", "offset", "exchange", "market_type", "symbol", "timeframe", "start", "end"]),
        st.text(max_size=14),
    ),
)
def test_any_query(client, endpoint, query):
    asked(client, *endpoint, params={key: value.encode("utf-8", "replace").decode() for key, value in query.items()})


@SOME
@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=60))
def test_any_id(client, id):
    for path in ("/backtest/status/", "/backtest/results/", "/backtest/strategies/"):
        answer = client.http.get(path + id.replace("/", "%2F").replace("?", "").replace("#", ""))
        envelope(answer)
        assert answer.status_code < 500


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"script": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"script": ' + b"9" * 10_000 + b"}",
        b'{"script": NaN}',
        b'{"script": 1e999}',
        b'{"script": "\xff"}',
    ],
)
def test_bodies_made_to_hurt(client, body):
    for path in ("/backtest/execute", "/backtest/validate", "/market/evaluate"):
        answer = client.http.post(path, content=body)
        assert envelope(answer)["error"]["code"] == "VALIDATION_ERROR"


def test_a_body_that_is_too_large(client):
    answer = client.http.post("/backtest/execute", content=b"x" * (13 * 2**20))
    assert answer.status_code == 413
    assert envelope(answer)["error"]["code"] == "VALIDATION_ERROR"

    def in_parts():
        for _ in range(200):
            yield b" " * 2**16

    answer = client.http.post("/backtest/execute", content=in_parts())
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "script",
    [
        "x = " + "(" * 5000 + "1" + ")" * 5000,
        "x = " + "-" * 50_000 + "1",
        "x = " + " + ".join(["close"] * 20_000),
        "x = ema(" * 300 + "close" + ", 2)" * 300,
        "x = close[-9999999]",
        "x = 9 ** 9 ** 9 ** 9",
        "x = sma(close, 100000)\n" * 3,
        "x = 'a' * 10",
        "\n".join(f"x{n} = close + {n}" for n in range(3000)),
        "# comment",
        "x = highest(close, 2000000000)",
    ],
)
def test_scripts_made_to_hurt(client, script):
    body = {**RUN, "script": script, "end_date": "2024-01-05"}
    answer = client.http.post("/backtest/validate", json={"script": script, "universe": [TICKER]})
    assert answer.status_code == 200
    valid = envelope(answer)["data"]["valid"]
    answer = client.http.post("/backtest/execute", json=body)
    envelope(answer)
    assert answer.status_code == (200 if valid else 400)
    if valid:
        status = client.ended(answer.json()["data"]["backtest_id"])
        assert status["status"] == "completed" or status["code"] == "TA_OUT_OF_RANGE", status


def test_all_addresses_are_under_one_prefix(client):
    assert str(client.http.base_url).rstrip("/").endswith(PREFIX)
