"""Answers that are late, half, wrong or none, over real sockets: what is asked again, what never is, what is told."""

from __future__ import annotations

import socket
import threading
from time import monotonic

import pytest

from signal_dsl.heytraders.errors import (
    ProtocolError,
    UnavailableError,
    UnknownOutcomeError,
)
from signal_dsl.heytraders.waiting import Patience, Pause
from tests.heytraders.server import HANGS, PAGE, REFUSED, Reply, Server, bad, good, reply
from tests.heytraders.support import EXECUTE, MARKETS, REQUEST, client, failure

# What may come in place of an answer, though the request may have been carried out.
LOST = {
    "reset before an answer": REFUSED,
    "reset in the head": Reply(good({}).content, reset=20),
    "reset in the body": Reply(good({"a": "b" * 99}).content, reset=150),
    "an empty answer": reply(b"", content_type=""),
    "a web page": reply(PAGE),
    "a web page of the proxy's": reply(PAGE, 502),
    "half a JSON": reply(b'{"success": true, "data": {"backt'),
    "another type": reply(b"OK", content_type="text/plain"),
    "an image": reply(b"\x89PNG\r\n\x1a\n\x00\xff", content_type="image/png"),
    "a broken gzip": reply(b"\x1f\x8b\x08nonsense", content_encoding="gzip"),
    "no HTTP at all": Reply(b"SSH-2.0-OpenSSH_9.6\r\n", reset=99),
    "a bare number": reply(b"7"),
    "too deep a JSON": reply(b"[" * 100_000),
    "a timeout of the proxy's": reply({"detail": "timeout"}, 504),
}


@pytest.mark.parametrize("what", LOST)
def test_a_question_is_asked_again_where_that_can_help(what: str) -> None:
    with Server().on(MARKETS, LOST[what], LOST[what], good({"exchanges": []})) as server, client(server) as api:
        if server.rules and _is_final(what):
            with pytest.raises(ProtocolError) as caught:
                api.meta.markets()
            assert server.count(MARKETS) == 1
            assert "\n" not in str(caught.value)
            assert caught.value.remedy
        else:
            assert api.meta.markets() == {"exchanges": []}
            assert server.count(MARKETS) == 3


def _is_final(what: str) -> bool:
    """A good answer of another kind comes again in the same form; what broke off or is out of order does not."""
    return what in (
        "an empty answer",
        "a web page",
        "half a JSON",
        "another type",
        "an image",
        "a bare number",
        "too deep a JSON",
    )


@pytest.mark.parametrize("what", LOST)
def test_a_backtest_is_never_sent_twice(what: str) -> None:
    error, sent = failure(LOST[what], call=EXECUTE)
    assert type(error) is UnknownOutcomeError
    assert sent == 1
    assert "nobody knows whether the platform did start the backtest" in str(error) or "gave no id" in str(error)
    assert "twice" in error.remedy or "before you start it again" in error.remedy
    assert "\n" not in str(error)


@pytest.mark.parametrize("data", [None, {}, [], {"backtest_id": None}, {"backtest_id": ""}, {"id": {"a": 1}}])
def test_a_backtest_without_an_id_has_an_unknown_outcome(data: object) -> None:
    with Server().on(EXECUTE, good(data)) as server, client(server) as api:
        with pytest.raises(UnknownOutcomeError, match="gave no id"):
            api.backtest.execute(REQUEST)
        assert server.count(EXECUTE) == 1


def test_a_hanging_answer_ends_by_time() -> None:
    error, sent = failure(HANGS, timeout=0.2, patience=Patience(attempts=2, first=0.01))
    assert type(error) is UnavailableError
    assert "nothing came within 1 second" in str(error)
    assert sent == 2


def test_a_backtest_whose_answer_hangs_is_not_sent_twice() -> None:
    error, sent = failure(HANGS, call=EXECUTE, timeout=0.2)
    assert type(error) is UnknownOutcomeError
    assert "nothing came within 1 second" in str(error)
    assert sent == 1


def test_an_answer_that_drips_in_ends_by_time() -> None:
    begun = monotonic()
    slow = Reply(good({"a": "b" * 10_000}).content, drip=0.01)
    error, _ = failure(slow, timeout=0.1, patience=Patience(attempts=1))
    assert type(error) is UnavailableError
    assert monotonic() - begun < 20


def test_an_answer_without_an_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signal_dsl.heytraders.exchange._LARGEST", 100_000)
    error, sent = failure(good("x" * 1_000_000))
    assert type(error) is ProtocolError
    assert "larger than" in str(error)
    assert sent == 1


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for ask in (lambda api: api.meta.markets(), lambda api: api.backtest.execute(REQUEST)):
        with client(f"http://127.0.0.1:{port}/api/v1") as api, pytest.raises(UnavailableError) as caught:
            ask(api)
        assert f"http://127.0.0.1:{port} cannot be reached: connection refused." in str(caught.value)


def test_a_backtest_is_sent_once_somebody_listens() -> None:
    """Where the connection was refused nothing has happened, so it may be tried again."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    waits: list[float] = []
    with Server().on(EXECUTE, good({"backtest_id": "b_1"})) as server:

        class Listening(Pause):
            def __call__(self, seconds: float, why: str) -> bool:
                waits.append(seconds)
                server.listen(port)
                return True

        with client(f"http://127.0.0.1:{port}/api/v1", pause=Listening()) as api:
            assert api.backtest.execute(REQUEST).backtest_id == "b_1"
        assert len(waits) == 1
        assert server.count(EXECUTE) == 1


def test_an_unknown_host() -> None:
    with client("https://nobody.invalid/api/v1") as api, pytest.raises(UnavailableError, match="cannot be reached"):
        api.meta.markets()


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY", "http_proxy"])
def test_no_proxy_stands_before_this_machine(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Server().on(MARKETS, good([])) as server, client(server) as api:
        assert api.meta.markets() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("HTTPS_PROXY", "gopher://proxy"), ("ALL_PROXY", "socks5://proxy:1080"), ("SSL_CERT_FILE", "/not/there.pem"),
     ("HTTPS_PROXY", "http://[::1"), ("HTTPS_PROXY", "http://proxy:port")],
)  # fmt: skip
def test_an_environment_that_is_off(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UnavailableError) as caught:
        client("https://hey-traders.com/api/v1").close()
    assert "https://hey-traders.com cannot be set up: " in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_server_that_recovers() -> None:
    down = bad("INTERNAL_ERROR", "oops", 500)
    with Server().on(MARKETS, down, down, down, good([])) as server, client(server) as api:
        assert api.meta.markets() == []
        assert server.count(MARKETS) == 4


def test_a_server_that_does_not_recover() -> None:
    error, sent = failure(reply(PAGE, 503))
    assert type(error) is UnavailableError
    assert "502 Bad Gateway" in str(error)
    assert error.status == 503
    assert sent == 4


def test_a_platform_that_broke_may_have_done_it() -> None:
    error, sent = failure(bad("INTERNAL_ERROR", "oops", 500), call=EXECUTE)
    assert type(error) is UnknownOutcomeError
    assert (error.code, error.status) == ("INTERNAL_ERROR", 500)
    assert "INTERNAL_ERROR: oops, so nobody knows" in str(error)
    assert sent == 1


def test_connections_are_kept() -> None:
    with Server().on(MARKETS, good([])) as server, client(server) as api:
        for _ in range(20):
            api.meta.markets()
        assert server.count(MARKETS) == 20
        assert server.connections == 1


def test_a_client_serves_several_threads() -> None:
    with Server().on(MARKETS, good([])) as server, client(server) as api:
        threads = [threading.Thread(target=lambda: [api.meta.markets() for _ in range(10)]) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert server.count(MARKETS) == 60
        assert server.connections <= 8
