"""What the tests of the platform's client share."""

from __future__ import annotations

from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.secret import Key
from signal_dsl.heytraders.waiting import Patience, Pause
from tests import secrets
from tests.heytraders.server import Server

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
