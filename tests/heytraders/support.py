"""What the tests of the platform's client share."""

from __future__ import annotations

from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.errors import HeyTradersError
from signal_dsl.heytraders.secret import Key
from signal_dsl.heytraders.waiting import Patience, Pause
from tests import secrets
from tests.heytraders.server import Rule, Server

MARKETS = "GET /meta/markets"
EXECUTE = "POST /backtest/execute"
# As often as a user would wait for, without the waiting.
QUICK = Patience(first=0.001, most=0.002)
SCRIPT = 'emit_signal(close > ema(close, 20), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))\n'
REQUEST = {
    "strategy_type": "signal",
    "script": SCRIPT,
    "universe": ["BINANCE:BTC/USDT"],
    "timeframe": "1h",
    "start_date": "2024-01-01",
    "end_date": "2024-12-31",
}


def client(
    server: Server | str, timeout: float = 20.0, patience: Patience = QUICK, pause: Pause | None = None
) -> Client:
    """A client of `server` with the tests' key."""
    url = server if isinstance(server, str) else server.url
    return Client(url, Key(secrets.KEY), timeout=timeout, patience=patience, pause=pause)


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
