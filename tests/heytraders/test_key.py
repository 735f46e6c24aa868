"""The key goes to its own origin and nowhere else, and shows itself nowhere."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback

import pytest

from signal_dsl.errors import UsageError
from signal_dsl.heytraders.address import DEFAULT_URL, Address
from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.credentials import Credential
from signal_dsl.heytraders.errors import HeyTradersError, ProtocolError
from signal_dsl.heytraders.models import Registration
from signal_dsl.heytraders.secret import Key
from tests import secrets
from tests.heytraders.server import Reply, Request, Server, bad, good, reply
from tests.heytraders.support import REQUEST, client

STRATEGIES = "GET /backtest/strategies"
ECHOES = {
    "in a refusal": lambda key: bad("INVALID_API_KEY", f"The key {key} is not known", 401, f"Not {key}"),
    "in a web page": lambda key: reply(f"<title>403</title>Bearer {key}", 403),
    "in no JSON": lambda key: reply(f"Bearer {key}".encode()),
    "in another type": lambda key: reply(f"Bearer {key}".encode(), content_type=f"text/{key}"),
    "in a redirection": lambda key: reply(b"", 302, location=f"https://elsewhere.example/{key}"),
    "in a code": lambda key: bad(key, "no"),
    "in details": lambda key: reply({"success": False, "error": {"code": "X", "details": {"key": key}}}, 400),
}


def test_the_key_is_sent_as_bearer_or_in_a_header_of_its_own() -> None:
    with Server().on(STRATEGIES, good([])) as server:
        with client(server) as api:
            api.backtest.strategies()
        with Client(server.url, Key(secrets.KEY), auth_header="X-API-Key") as api:
            api.backtest.strategies()
    first, second = (request.headers for request in server.requests)
    assert first["authorization"] == f"Bearer {secrets.KEY}"
    assert "x-api-key" not in first
    assert second["x-api-key"] == secrets.KEY
    assert "authorization" not in second


def test_who_needs_no_key_gets_none() -> None:
    with Server().on("GET /", good({"exchanges": []})) as server, client(server) as api:
        api.meta.markets()
        api.meta.health()
        api.market.tickers()
        api.arena.leaderboard()
    assert all(secrets.KEY not in str(request.headers) for request in server.requests)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_redirection_to_another_origin_gets_nothing(status: int, method: str) -> None:
    call = STRATEGIES if method == "GET" else "POST /backtest/execute"
    with Server().on("", good({"backtest_id": "b_1"})) as elsewhere, Server() as server, client(server) as api:
        server.on(call, reply(b"", status, location=elsewhere.url + "/x"))
        with pytest.raises(ProtocolError, match=rf"redirects to http://127\.0\.0\.1:{elsewhere.port}") as caught:
            api.backtest.strategies() if method == "GET" else api.backtest.execute(REQUEST)
        assert elsewhere.requests == []
        assert elsewhere.connections == 0
        assert server.count(call) == 1
    assert "HEYTRADERS_API_URL" in caught.value.remedy


@pytest.mark.parametrize(
    "target", ["//elsewhere.example/x", "https://127.0.0.1/x", "http://localhost:1/x", "ftp://a/b"]
)
def test_other_origins_in_other_words(target: str) -> None:
    with Server().on(STRATEGIES, reply(b"", 302, location=target)) as server, client(server) as api:
        with pytest.raises(HeyTradersError):
            api.backtest.strategies()
        assert server.count("GET") == 1


def test_a_redirection_within_the_origin_is_followed() -> None:
    with Server() as server, client(server) as api:
        server.on(STRATEGIES, reply(b"", 307, location="/api/v1/other")).on("GET /other", good(["there"]))
        assert api.backtest.strategies() == ["there"]
        server.on("POST /backtest/execute", reply(b"", 308, location="/api/v1/run")).on(
            "POST /run", good({"id": "b_2"})
        )
        assert api.backtest.execute(REQUEST).backtest_id == "b_2"
        assert server.requests[-1].json == REQUEST
        assert [one.headers["authorization"] for one in server.requests] == [f"Bearer {secrets.KEY}"] * 4


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_post_that_would_become_a_question_is_not_followed(status: int) -> None:
    with Server().on("POST ", reply(b"", status, location="/api/v1/login")) as server, client(server) as api:
        with pytest.raises(ProtocolError, match="redirects a POST to `/api/v1/login`"):
            api.backtest.execute(REQUEST)
        assert len(server.requests) == 1


def test_a_circle_of_redirections_ends() -> None:
    with Server().on(STRATEGIES, reply(b"", 302, location="/api/v1/backtest/strategies")) as server:
        with client(server) as api, pytest.raises(ProtocolError, match="in a circle"):
            api.backtest.strategies()
        assert len(server.requests) == 6


@pytest.mark.parametrize("where", ECHOES)
def test_an_answer_that_repeats_the_key(where: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    echo = ECHOES[where](secrets.KEY)
    with Server().on(STRATEGIES, echo) as server, client(server) as api, pytest.raises(HeyTradersError) as caught:
        api.backtest.strategies()
    error = caught.value
    shown = [str(error), repr(error), str(vars(error)), "".join(traceback.format_exception(error))]
    assert not any(map(secrets.told, shown))
    assert not secrets.told(caplog.text)
    assert "HTTP Request" in caplog.text  # httpx did log


def test_data_that_repeats_the_key() -> None:
    def echo(request: Request) -> Reply:
        return good({"headers": request.headers})

    with Server().on(STRATEGIES, echo) as server, client(server) as api:
        data = api.backtest.strategies()
    assert secrets.told(str(server.requests))
    assert not secrets.told(str(data))


def test_faults_on_the_way_do_not_show_the_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for broken in (Reply(b"", reset=0), Reply(b"nonsense", reset=8), Reply(good({}).content, reset=30)):
        with Server().on("POST ", broken) as server, client(server) as api, pytest.raises(HeyTradersError) as caught:
            api.backtest.execute(REQUEST)
        assert not secrets.told("".join(traceback.format_exception(caught.value)))
    assert not secrets.told(caplog.text)


def test_a_key_shows_itself_to_nobody() -> None:
    key = Key(f"  {secrets.KEY}\n")
    credential = Credential(key, "me", "k_1", ("meta",))
    shown = [str(key), repr(key), f"{key}", "%s" % key, str([key]), repr(credential), str(vars(credential))]  # noqa: UP031
    assert not any(map(secrets.told, shown))
    assert key.masked == "ht_t…4f38"
    assert Key("short").masked == "…"
    assert copy.deepcopy([1]) == [1]
    for write in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError):
            write(key)


def test_the_answer_to_a_registration_is_kept_without_its_key() -> None:
    found = Registration.of({"api_key": secrets.KEY, "agent_id": "a_1", "note": 7})
    assert found.key == Key(secrets.KEY)
    assert found.raw == {"agent_id": "a_1", "note": 7}
    assert not secrets.told(repr(found) + str(found.raw))


@pytest.mark.parametrize("text", ["", "abc", "with blank", "two\nlines", "kéy-kéy-kéy", "x" * 2000, "a\x00bcd"])
def test_what_is_no_key_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        Key(text)
    assert not text or text not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        (DEFAULT_URL, "https://hey-traders.com"),
        ("https://HEY-traders.com:443/api/v1/", "https://hey-traders.com"),
        ("https://hey-traders.com:8443/api/v1", "https://hey-traders.com:8443"),
        ("http://127.0.0.1:8000/api/v1", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://localhost", "http://localhost"),
        ("https://münchen.example", "https://xn--mnchen-3ya.example"),
    ],
)
def test_origins(url: str, origin: str) -> None:
    assert Address(url).origin == origin


@pytest.mark.parametrize(
    "url",
    ["", "hey-traders.com", "http://hey-traders.com/api/v1", "ftp://x", "https://", "https://a:b@c/", "https://a/?x=1",
     "https://a:port/", "https://[::1", "file:///etc/passwd", "https://a/#b", "http://127.0.0.1.evil.example/"],
)  # fmt: skip
def test_addresses_that_no_key_is_sent_to(url: str) -> None:
    with pytest.raises(UsageError):
        Address(url)
