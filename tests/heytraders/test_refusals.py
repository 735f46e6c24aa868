"""What the platform refuses, by its code: what kind of fault it is, and what can be done about it."""

from __future__ import annotations

import pytest

from signal_dsl.heytraders.errors import (
    ApiKeyError,
    NotFoundError,
    ProtocolError,
    QuotaError,
    RateError,
    UnavailableError,
    UnknownOutcomeError,
    ValidationError,
)
from signal_dsl.heytraders.waiting import Patience
from tests.heytraders.server import Server, bad, reply
from tests.heytraders.support import EXECUTE, MARKETS, client, failure


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
