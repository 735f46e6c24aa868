"""Answers that are late, half, wrong or none, over real sockets: what is asked again, what never is, what is told."""

from __future__ import annotations

import socket
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic

import pytest

from signal_dsl.heytraders.errors import (
    ApiKeyError,
    HeyTradersError,
    NotFoundError,
    ProtocolError,
    QuotaError,
    RateError,
    UnavailableError,
    UnknownOutcomeError,
    ValidationError,
)
from signal_dsl.heytraders.waiting import Patience, Pause, retry_after
from tests.heytraders.server import HANGS, PAGE, REFUSED, Reply, Rule, Server, bad, good, reply
from tests.heytraders.support import QUICK, REQUEST, client

MARKETS = "GET /meta/markets"
EXECUTE = "POST /backtest/execute"
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


def failure(
    *rules: Rule, call: str = MARKETS, patience: Patience = QUICK, timeout: float = 20
) -> tuple[HeyTradersError, int]:
    """The error that a call ends in, and how often it was sent."""
    with Server().on(call, *rules) as server, client(server, timeout, patience) as api:
        try:
            api.meta.markets() if call == MARKETS else api.backtest.execute(REQUEST)
        except HeyTradersError as error:
            return error, server.count(call)
    raise AssertionError("it went well")


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


@pytest.mark.parametrize("call", [MARKETS, EXECUTE])
def test_too_many_requests_are_waited_for(call: str) -> None:
    told: list[tuple[float, str]] = []
    busy = bad("RATE_LIMITED", "Slow down", 429, retry_after="0")
    with Server().on(call, busy, busy, good({"backtest_id": "b_1"})) as server:
        with client(server, pause=Pause(lambda seconds, why: told.append((seconds, why)))) as api:
            api.meta.markets() if call == MARKETS else api.backtest.execute(REQUEST)
        assert server.count(call) == 3
    assert told == []  # nobody is told of a wait that nobody notices


@pytest.mark.parametrize("call", [MARKETS, EXECUTE])
def test_too_many_requests_for_too_long(call: str) -> None:
    error, sent = failure(bad("RATE_LIMITED", "Slow down", 429), call=call)
    assert type(error) is RateError
    assert "RATE_LIMITED: Slow down." in str(error)
    assert sent == 4


def test_a_long_wait_is_told_and_can_be_ended() -> None:
    told: list[tuple[float, str]] = []
    cancelled = threading.Event()

    def tell(seconds: float, why: str) -> None:
        told.append((seconds, why))
        cancelled.set()

    with Server().on(MARKETS, bad("RATE_LIMITED", "Slow down", 429, retry_after="30")) as server:
        begun = monotonic()
        with client(server, pause=Pause(tell, cancelled)) as api, pytest.raises(RateError):
            api.meta.markets()
        assert monotonic() - begun < 20
        assert server.count(MARKETS) == 1
    assert [(round(seconds), why) for seconds, why in told] == [(30, "The platform refuses: RATE_LIMITED: Slow down.")]


def test_what_is_asked_for_too_long_is_not_waited_for() -> None:
    error, sent = failure(bad("RATE_LIMITED", "Slow down", 429, retry_after="3600"))
    assert isinstance(error, RateError)
    assert error.retry_after == 3600
    assert "Try again in 60 minutes" in str(error)
    assert sent == 1


def test_an_empty_quota_is_not_asked_again() -> None:
    error, sent = failure(bad("FREE_QUOTA_EXCEEDED", "10 an hour", 429, retry_after="1200"), call=EXECUTE)
    assert isinstance(error, QuotaError)
    assert error.retry_after == 1200
    assert "Try again in 20 minutes" in str(error)
    assert "--sandbox" in error.remedy
    assert sent == 1


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


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("DATA_UNAVAILABLE", 503),
        ("VALIDATION_ERROR", 500),
        ("QUOTA_EXCEEDED", 503),
        ("INVALID_API_KEY", 500),
        ("X", 400),
    ],
)
def test_a_refusal_that_says_why_is_an_answer(code: str, status: int) -> None:
    error, sent = failure(bad(code, "no", status), call=EXECUTE)
    assert not isinstance(error, UnknownOutcomeError)
    assert sent == 1


SINCE_NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize("skew", [timedelta(), timedelta(days=-400), timedelta(hours=5)])
def test_a_moment_to_wait_for_is_read_by_the_servers_clock(skew: timedelta) -> None:
    now = datetime.now(UTC) + skew
    until = format_datetime(now + timedelta(seconds=7), usegmt=True)
    assert retry_after({"date": format_datetime(now, usegmt=True), "retry-after": until}) == pytest.approx(7)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7", 7), ("0.5", 0.5), ("", None), ("soon", None), ("-3", None), ("nan", None), ("1e9", None), ("9" * 400, None),
     ("Sat, 28 Nov 2026 12:00:00 GMT", None), ("٣", None)],
)  # fmt: skip
def test_odd_times_to_wait(text: str, seconds: float | None) -> None:
    date = format_datetime(datetime(2026, 11, 28, 13, tzinfo=UTC), usegmt=True)
    found = retry_after({"retry-after": text, "date": date})
    assert found == (0 if "Nov" in text else seconds)


CODES = {
    "INVALID_API_KEY": (401, ApiKeyError),
    "EXPIRED_API_KEY": (401, ApiKeyError),
    "INSUFFICIENT_PERMISSIONS": (403, ApiKeyError),
    "INVALID_PERMISSIONS": (403, ApiKeyError),
    "ACCOUNT_REQUIRED": (403, ApiKeyError),
    "AGENT_REQUIRED": (403, ApiKeyError),
    "KEY_OWNED_BY_OTHER_USER": (403, ApiKeyError),
    "NOT_OWNER": (403, ApiKeyError),
    "QUOTA_EXCEEDED": (429, QuotaError),
    "FREE_QUOTA_EXCEEDED": (429, QuotaError),
    "REGISTRATION_LIMIT": (429, QuotaError),
    "AGENT_LIMIT_REACHED": (403, QuotaError),
    "RATE_LIMITED": (429, RateError),
    "VALIDATION_ERROR": (422, ValidationError),
    "TA_OUT_OF_RANGE": (400, ValidationError),
    "QUALITY_GATE": (400, ValidationError),
    "ALREADY_REGISTERED": (409, ValidationError),
    "NOT_REGISTERED": (404, ValidationError),
    "NO_BACKTEST": (404, ValidationError),
    "INVALID_CLAIM_CODE": (400, ValidationError),
    "BACKTEST_NOT_FOUND": (404, NotFoundError),
    "STRATEGY_NOT_FOUND": (404, NotFoundError),
    "SUBSCRIPTION_NOT_FOUND": (404, NotFoundError),
    "ORDER_NOT_FOUND": (404, NotFoundError),
    "DATA_UNAVAILABLE": (400, UnavailableError),
    "INTERNAL_ERROR": (500, UnavailableError),
}


@pytest.mark.parametrize("code", CODES)
def test_codes_are_told_apart_by_what_can_be_done(code: str) -> None:
    status, kind = CODES[code]
    answer = bad(code, "the platform's words", status, "The platform's advice.")
    error, _ = failure(answer, patience=Patience(attempts=1))
    assert type(error) is kind
    assert (error.code, error.told, error.suggestion) == (code, "the platform's words", "The platform's advice.")
    assert f"{code}: the platform's words." in str(error)
    assert str(error).endswith("The platform's advice.")
    assert error.is_verdict == (code in ("VALIDATION_ERROR", "TA_OUT_OF_RANGE", "QUALITY_GATE"))


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_remedy_where_the_platform_gives_none(code: str) -> None:
    error, _ = failure(bad(code, "the platform's words", CODES[code][0]), patience=Patience(attempts=1))
    assert error.remedy or code in ("VALIDATION_ERROR", "ALREADY_REGISTERED", "NOT_REGISTERED") or "_NOT_" in code


@pytest.mark.parametrize(
    ("status", "kind"),
    [(200, ValidationError), (400, ValidationError), (401, ApiKeyError), (403, ApiKeyError), (404, NotFoundError),
     (418, ValidationError), (422, ValidationError), (500, UnavailableError)],
)  # fmt: skip
def test_an_unknown_code_is_shown_as_it_came(status: int, kind: type) -> None:
    error, _ = failure(bad("MOON_IN_SCORPIO", "wait", status), patience=Patience(attempts=1))
    assert type(error) is kind
    assert error.code == "MOON_IN_SCORPIO"
    assert "MOON_IN_SCORPIO: wait." in str(error)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"detail": "Not authenticated"}, "HTTP status 400: Not authenticated."),
        ({"detail": [{"loc": ["body", "script"], "msg": "field required"}]}, "body.script: field required."),
        ({"error": "no such thing"}, "no such thing."),
        ({"success": False, "error": None, "data": None}, "it gives no reason."),
        ({"message": "line one\nline two"}, "line one line two."),
        ([{"msg": "a"}, {"msg": "b"}], "a; b."),
        ({"error": {"code": 1013, "message": "x"}}, "1013: x."),
    ],
)
def test_refusals_in_other_forms(body: object, told: str) -> None:
    error, _ = failure(reply(body, 400))
    assert type(error) is ValidationError
    assert told in str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    "body", [{"exchanges": [1]}, {"data": {"exchanges": [1]}}, {"success": True, "data": {"exchanges": [1]}}]
)
def test_data_without_the_envelope(body: object) -> None:
    with Server().on(MARKETS, reply(body)) as server, client(server) as api:
        assert api.meta.markets() == {"exchanges": [1]}


def test_an_excerpt_is_short_and_in_one_line() -> None:
    page = "<html><head><style>p {}</style></head><body>\n<p>" + "word " * 99_999
    error, _ = failure(reply(page, 404))
    assert type(error) is ProtocolError
    assert "a web page (HTTP status 404): “word word" in error.message
    assert len(error.message) < 200
    assert "HEYTRADERS_API_URL" in error.remedy


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


def test_waits_grow_and_differ() -> None:
    patience = Patience(attempts=6, first=0.5, most=3)
    for attempt, longest in ((2, 0.5), (3, 1), (4, 2), (5, 3), (6, 3)):
        waits = [patience.before(attempt, None) or 0 for _ in range(200)]
        assert longest / 2 <= min(waits) < max(waits) <= longest
        assert len(set(waits)) > 100
    assert patience.before(7, None) is None
    asked = [patience.before(2, 20) or 0 for _ in range(200)]
    assert 20 <= min(asked) < max(asked) <= 20.5  # never before the time that was asked for
    assert patience.before(2, 61) is None
