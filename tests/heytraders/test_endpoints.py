"""Each endpoint: what is sent, and what is read from the answer; and that no answer whatever breaks anything."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.errors import SignalDslError, UsageError
from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.errors import HeyTradersError
from signal_dsl.heytraders.waiting import Patience
from tests import secrets
from tests.amounts import slow_cases
from tests.heytraders.server import Server, good, reply
from tests.heytraders.support import REQUEST, client

Ask = Callable[[Client], object]
# Method and path, whether it takes a key, what is asked, and the body that is sent.
CALLS: dict[str, tuple[bool, Ask, object]] = {
    "POST /meta/register": (
        False,
        lambda api: api.meta.register(" Scout ", "Looks for things."),
        {"display_name": "Scout", "description": "Looks for things."},
    ),
    "POST /meta/request-claim": (True, lambda api: api.meta.request_claim("Scout"), {"display_name": "Scout"}),
    "GET /meta/health": (False, lambda api: api.meta.health(), None),
    "GET /meta/markets": (False, lambda api: api.meta.markets(), None),
    "GET /meta/indicators": (True, lambda api: api.meta.indicators(), None),
    "GET /market/tickers?exchange=binance&limit=5": (False, lambda api: api.market.tickers("binance", limit=5), None),
    "GET /market/ohlcv?symbol=BTC%2FUSDT&timeframe=1d": (
        True,
        lambda api: api.market.ohlcv("BTC/USDT", timeframe="1d"),
        None,
    ),
    "POST /market/evaluate": (
        True,
        lambda api: api.market.evaluate("rsi(close, 14)[-1]", "BTC/USDT", "binance", "1h"),
        {"expression": "rsi(close, 14)[-1]", "symbol": "BTC/USDT", "exchange": "binance", "timeframe": "1h"},
    ),
    "POST /market/scan": (
        True,
        lambda api: api.market.scan("close > open", "top50", timeframe="4h"),
        {"condition": "close > open", "universe": "top50", "timeframe": "4h"},
    ),
    "POST /market/rank": (
        True,
        lambda api: api.market.rank("roc(close, 7)", ("BTC/USDT",), order="desc", limit=3),
        {"expression": "roc(close, 7)", "universe": ["BTC/USDT"], "order": "desc", "limit": 3},
    ),
    "GET /backtest/strategies": (True, lambda api: api.backtest.strategies(), None),
    "GET /backtest/strategies/dca/schema": (True, lambda api: api.backtest.schema("dca"), None),
    "POST /backtest/validate": (
        True,
        lambda api: api.backtest.validate("x = 1", ("BINANCE:BTC/USDT",)),
        {"script": "x = 1", "universe": ["BINANCE:BTC/USDT"]},
    ),
    "POST /backtest/execute": (True, lambda api: api.backtest.execute(REQUEST), REQUEST),
    "GET /backtest/status/b_1": (True, lambda api: api.backtest.status("b_1"), None),
    "POST /backtest/cancel/b_1": (True, lambda api: api.backtest.cancel("b_1"), {}),
    "GET /backtest/results/r_1": (True, lambda api: api.backtest.result("r_1"), None),
    "GET /backtest/results/r_1/metrics": (True, lambda api: api.backtest.metrics("r_1"), None),
    "GET /backtest/results/r_1/per-ticker": (True, lambda api: api.backtest.per_ticker("r_1"), None),
    "GET /backtest/results/r_1/trades?limit=500&offset=0": (True, lambda api: list(api.backtest.trades("r_1")), None),
    "GET /backtest/results/r_1/equity": (True, lambda api: api.backtest.equity("r_1"), None),
    "GET /backtest/results/r_1/analysis": (True, lambda api: api.backtest.analysis("r_1"), None),
    "POST /arena/strategies/register": (
        True,
        lambda api: api.arena.publish("r_1"),
        {"backtest_summary_id": "r_1"},
    ),
    "DELETE /arena/strategies/s_1/unregister": (True, lambda api: api.arena.unpublish("s_1"), None),
    "GET /arena/leaderboard?limit=9": (False, lambda api: api.arena.leaderboard(9), None),
    "POST /arena/posts": (
        True,
        lambda api: api.arena.post("show_tell", "Title", "Text", ("a",)),
        {"category": "show_tell", "title": "Title", "content": "Text", "tags": ["a"]},
    ),
    "GET /docs/signal-dsl": (False, lambda api: api.docs.page("signal-dsl"), None),
}


@pytest.mark.parametrize("call", CALLS)
def test_what_is_sent(call: str) -> None:
    with_key, ask, body = CALLS[call]
    answer = {"backtest_id": "b_1", "content": "# Guide", "trades": []}
    with Server().on("", good(answer)) as server, client(server) as api:
        ask(api)
    (request,) = server.requests
    assert f"{request.method} {request.path}" == call
    assert (request.headers.get("authorization") == f"Bearer {secrets.KEY}") == with_key
    assert request.headers["user-agent"].startswith("signal-dsl/")
    assert (json.loads(request.body) if request.body else None) == body


def test_newlines_travel_as_newlines() -> None:
    script = "x = 1\n# ünïcödé 🚀\r\ny = 2\n"
    with Server().on("", good({"valid": True})) as server, client(server) as api:
        api.backtest.validate(script)
    assert server.requests[0].json["script"] == script


def test_a_guide_as_markdown() -> None:
    page = reply(b"# Signal DSL\n", content_type="text/markdown; charset=utf-8")
    with Server().on("GET /docs", page) as server, client(server) as api:
        assert api.docs.page() == "# Signal DSL\n"
        assert server.requests[0].headers["accept"] == "text/markdown"


def test_trades_come_page_by_page() -> None:
    def page(number: int, size: int) -> object:
        return {"trades": [{"pnl": number}] * size, "total": 1100}

    with (
        Server().on("GET ", good(page(0, 500)), good(page(1, 500)), good(page(2, 100))) as server,
        client(server) as api,
    ):
        assert [len(one["trades"]) for one in api.backtest.trades("r_1")] == [500, 500, 100]  # type: ignore[index]
    assert [one.path.partition("?")[2] for one in server.requests] == [
        f"limit=500&offset={offset}" for offset in (0, 500, 1000)
    ]


def test_a_platform_that_does_not_know_pages() -> None:
    """It gives the same page whatever is asked for: that ends, and no trade is counted twice."""
    with Server().on("GET ", good([{"pnl": 1}] * 700)) as server, client(server) as api:
        assert len(list(api.backtest.trades("r_1"))) == 1
        assert len(server.requests) == 2


@pytest.mark.parametrize("id", ["", ".", "..", "../x", "a/b", "a b", "a?b", "a#b", "a\nb", "%2e", "x" * 300, "\u202e"])
def test_what_is_no_id(id: str) -> None:
    with Server() as server, client(server) as api:
        for ask in (api.backtest.status, api.backtest.result, api.backtest.cancel, api.arena.unpublish):
            with pytest.raises(UsageError):
                ask(id)
        assert server.requests == []


def test_an_id_in_other_letters_is_quoted() -> None:
    with Server().on("GET ", good({"status": "queued"})) as server, client(server) as api:
        api.backtest.status("bü:1")
    assert server.requests[0].path == "/backtest/status/b%C3%BC%3A1"


@pytest.mark.parametrize(
    "ask",
    [
        lambda api: api.meta.register("", "long enough a text"),
        lambda api: api.meta.register("x" * 51, "long enough a text"),
        lambda api: api.meta.register("x", "too short"),
        lambda api: api.meta.register("x", "x" * 501),
        lambda api: api.meta.request_claim(""),
        lambda api: api.arena.post("news", "a", "b"),
        lambda api: api.arena.post("show_tell", "", "b"),
        lambda api: api.arena.post("show_tell", "a" * 201, "b"),
        lambda api: api.arena.post("show_tell", "a", "b" * 5001),
        lambda api: api.arena.post("show_tell", "a", "b", ["t"] * 11),
        lambda api: api.docs.page("../../etc"),
    ],
)
def test_what_the_platform_would_refuse_is_not_sent(ask: Ask) -> None:
    with Server() as server, client(server) as api:
        with pytest.raises(UsageError):
            ask(api)
        assert server.requests == []


# Names that are looked for in answers.
NAMES = st.sampled_from(
    re.findall(
        r"\w+",
        """success data error code message detail status result_id backtest_id valid errors line matched ranked score
        trades api_key scopes schema details id progress claim_code loc job strategy value""",
    )
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("completed"),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(NAMES | st.text(max_size=8), inner, max_size=6),
    max_leaves=25,
)


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[tuple[Server, Client]]:
    with Server() as server, client(server, patience=Patience(attempts=1)) as api:
        yield server, api


def survives(server: Server, api: Client, body: bytes, status: int, kind: str) -> None:
    for method in ("GET ", "POST ", "DELETE "):
        server.on(method, reply(body, status, content_type=kind))
    for _, ask, _ in CALLS.values():
        try:
            found = ask(api)
        except SignalDslError as error:
            assert isinstance(error, HeyTradersError)
            assert error.message
            assert "\n" not in str(error)
            assert len(error.message) < 2500
        else:
            repr(found)
    server.requests.clear()


@given(JSON, st.booleans(), st.sampled_from([200, 200, 201, 400, 404, 422, 429, 500]))
@settings(max_examples=2 * slow_cases())
def test_no_json_whatever_breaks_anything(
    fuzzed: tuple[Server, Client], data: object, enveloped: bool, status: int
) -> None:
    body = {"success": status < 400, "data": data, "error": data} if enveloped else data
    survives(*fuzzed, json.dumps(body).encode(), status, "application/json")


@given(
    st.binary(max_size=200),
    st.sampled_from([200, 204, 302, 400, 503]),
    st.sampled_from(["application/json", "", "text/html", "x"]),
)
@settings(max_examples=slow_cases())
def test_no_bytes_whatever_break_anything(fuzzed: tuple[Server, Client], body: bytes, status: int, kind: str) -> None:
    survives(*fuzzed, b"" if status == 204 else body, status, kind)
