"""The application: which address answers how. Everything that comes out of it is in the platform's envelope."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import perf_counter
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from signal_dsl.errors import SignalDslError
from signal_dsl.sandbox.refusal import RefusalError
from signal_dsl.sandbox.server import arena, backtests, dashboard, docs, market, meta
from signal_dsl.sandbox.server.calls import Call, key_text, read_body
from signal_dsl.sandbox.server.envelope import (
    INSUFFICIENT_PERMISSIONS,
    INTERNAL_ERROR,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    ApiError,
    Data,
    failure,
    invalid,
    refused,
    success,
)
from signal_dsl.sandbox.server.state import State

PREFIX = "/api/v1"
_HOSTS = ("127.0.0.1", "localhost", "::1")

Answer = Callable[[Call], Data]
# Method, path, whether a key is needed, what answers.
ENDPOINTS: tuple[tuple[str, str, bool, Answer], ...] = (
    ("GET", "/meta/health", False, meta.health),
    ("POST", "/meta/register", False, meta.register),
    ("POST", "/meta/request-claim", True, meta.request_claim),
    ("GET", "/meta/me", True, meta.me),
    ("GET", "/meta/markets", False, meta.markets),
    ("GET", "/meta/indicators", True, meta.indicators),
    ("GET", "/market/tickers", False, market.tickers),
    ("GET", "/market/symbols", False, market.tickers),
    ("GET", "/market/ohlcv", True, market.ohlcv),
    ("POST", "/market/evaluate", True, market.evaluate),
    ("POST", "/market/scan", True, market.scan),
    ("POST", "/market/rank", True, market.rank),
    ("GET", "/backtest/strategies", True, backtests.strategies),
    ("GET", "/backtest/strategies/{type}/schema", True, backtests.schema),
    ("POST", "/backtest/validate", True, backtests.validate),
    ("POST", "/backtest/execute", True, backtests.execute),
    ("GET", "/backtest/status/{id}", True, backtests.status),
    ("POST", "/backtest/cancel/{id}", True, backtests.cancel),
    ("GET", "/backtest/results/{id}", True, backtests.results),
    ("GET", "/backtest/results/{id}/metrics", True, backtests.metrics),
    ("GET", "/backtest/results/{id}/per-ticker", True, backtests.per_ticker),
    ("GET", "/backtest/results/{id}/trades", True, backtests.trades),
    ("GET", "/backtest/results/{id}/equity", True, backtests.equity),
    ("GET", "/backtest/results/{id}/analysis", True, backtests.analysis),
    ("POST", "/arena/strategies/register", True, arena.register),
    ("DELETE", "/arena/strategies/{id}/unregister", True, arena.unregister),
    ("GET", "/arena/leaderboard", False, arena.leaderboard),
    ("POST", "/arena/posts", True, arena.post),
)


def application(state: State) -> Starlette:
    """The platform's API over this state."""
    routes = [
        Route(PREFIX + path, _endpoint(state, needs_key, answer), methods=[method])
        for method, path, needs_key, answer in ENDPOINTS
    ]
    routes += [Route(PREFIX + path, _docs, methods=["GET"]) for path in ("/docs", "/docs/{name}")]
    routes += [
        Route("/dashboard/results/{id}", _page(state, dashboard.result_page), methods=["GET"]),
        Route("/dashboard/claim", _page(state, dashboard.claim_page), methods=["GET"]),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _http_error, Exception: _fault})
    app.router.redirect_slashes = False  # an address that is not there is one, too
    return app


def _endpoint(state: State, needs_key: bool, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def answered(request: Request) -> Response:
        try:
            _refuse_foreign(request)
            text = key_text(request.headers)
            state.keys.admit(text or (request.client.host if request.client else ""))
            key = state.keys.check(text) if needs_key else None
            call = Call(state, request, key, await read_body(request))
            return success(await run_in_threadpool(answer, call))
        except ApiError as error:
            return failure(error)
        except RefusalError as error:
            return failure(refused(error))
        except SignalDslError as error:
            return failure(invalid(error.message, error.remedy))

    tell = state.options.tell
    if tell is None:
        return answered

    async def told(request: Request) -> Response:
        start = perf_counter()
        response = await answered(request)
        path = request.url.path.removeprefix(PREFIX)
        tell(f"{request.method} {path} {response.status_code}, {1000 * (perf_counter() - start):.0f} ms")
        return response

    return told


def _page(state: State, make: Callable[[State, Request], str | None]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            _refuse_foreign(request)
        except ApiError as error:
            return failure(error)
        page = make(state, request)
        return HTMLResponse(page) if page else failure(ApiError(NOT_FOUND, "There is no such page."))

    return endpoint


async def _docs(request: Request) -> Response:
    try:
        _refuse_foreign(request)
    except ApiError as error:
        return failure(error)
    name = request.path_params.get("name", "")
    text = docs.page(name, [f"{method} {PREFIX}{path}" for method, path, *_ in ENDPOINTS])
    if text is None:
        return failure(ApiError(NOT_FOUND, f"There is no document `{name[:60]}`."))
    if "text/markdown" in request.headers.get("accept", ""):
        return PlainTextResponse(text, media_type="text/markdown")
    return success({"name": name or "index", "title": docs.TITLES[name], "content": text, "format": "markdown"})


def _refuse_foreign(request: Request) -> None:
    """A page of the web must not reach this server under a name of its own. Raises ApiError."""
    host = request.headers.get("host", "")
    name = urlsplit(f"//{host}").hostname if host.isascii() else None
    if name not in _HOSTS:
        raise ApiError(INSUFFICIENT_PERMISSIONS, "The sandbox answers under 127.0.0.1 and localhost alone.")


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    path = request.url.path[:200]
    if error.status_code == 405:
        said = f"{path} does not take {request.method[:20]}."
        return failure(ApiError(METHOD_NOT_ALLOWED, said, headers=dict(error.headers or {})))
    return failure(ApiError(NOT_FOUND, f"There is no {path} here.", f"All addresses begin with {PREFIX}."))


async def _fault(request: Request, error: Exception) -> Response:
    message = f"The sandbox failed: {type(error).__name__}."
    return failure(ApiError(INTERNAL_ERROR, message, "This is a fault of the sandbox; please report it."))
