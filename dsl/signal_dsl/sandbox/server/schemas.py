"""The JSON Schemas of the strategy types. Of those that are no script only what is common to all is known."""

from __future__ import annotations

from typing import Any

from signal_dsl.markets import EXCHANGES
from signal_dsl.settings.model import MODES, PLATFORM_DEFAULTS
from signal_dsl.timeframe import TIMEFRAMES

_DATE = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_UNIVERSE = {
    "type": "array",
    "items": {"type": "string", "minLength": 1},
    "minItems": 1,
    "description": "tickers such as BINANCE:BTC/USDT",
}
_FRACTION = {"type": "number", "minimum": 0, "exclusiveMaximum": 1}
_COMMON: dict[str, Any] = {
    "start_date": _DATE,
    "end_date": {**_DATE, "description": "this day is not counted"},
    "exchange": {"type": "string", "enum": list(EXCHANGES), "default": PLATFORM_DEFAULTS.exchange},
    "timeframe": {"type": "string", "enum": list(TIMEFRAMES), "default": PLATFORM_DEFAULTS.timeframe},
    "initial_cash": {"type": "number", "exclusiveMinimum": 0, "default": PLATFORM_DEFAULTS.initial_cash},
    "trading_fee": {**_FRACTION, "default": PLATFORM_DEFAULTS.trading_fee},
    "slippage": {**_FRACTION, "default": PLATFORM_DEFAULTS.slippage},
    "description": {"type": "string", "minLength": 10, "maxLength": 500},
    "mode": {"type": "string", "enum": list(MODES), "default": PLATFORM_DEFAULTS.mode},
    "leverage": {"type": "number", "minimum": 1, "maximum": 100, "default": PLATFORM_DEFAULTS.leverage},
}
_SCRIPT = {"script": {"type": "string", "minLength": 1}, "universe": _UNIVERSE}
_DATES = ("start_date", "end_date")


def _schema(
    kind: str, description: str, own: dict[str, Any], required: tuple[str, ...], *, closed: bool = False
) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind,
        "description": description,
        "type": "object",
        "properties": {"strategy_type": {"const": kind}, **own, **_COMMON},
        "required": [*required, *_DATES],
        "additionalProperties": not closed,
    }


_SYMBOL = {"symbol": {"type": "string", "minLength": 1, "description": "BASE/QUOTE"}}
_AMOUNT = {"type": "number", "exclusiveMinimum": 0}
SCHEMAS = {
    "signal": _schema(
        "signal",
        "A script whose signals open and close positions.",
        {**_SCRIPT, "analysis_start": {**_DATE, "description": "the first day whose signals count"}},
        ("script", "universe"),
        closed=True,
    ),
    "dca": _schema(
        "dca",
        "Buys at regular intervals. Not simulated by the sandbox.",
        {**_SYMBOL, "amount": _AMOUNT, "interval": {"type": "string", "minLength": 1}},
        ("symbol",),
    ),
    "grid": _schema(
        "grid",
        "Buys and sells at the levels of a grid. Not simulated by the sandbox.",
        {**_SYMBOL, "lower_price": _AMOUNT, "upper_price": _AMOUNT, "grids": {"type": "integer", "minimum": 2}},
        ("symbol",),
    ),
    "pair_trading": _schema(
        "pair_trading",
        "Trades the spread of two symbols. Not simulated by the sandbox.",
        {"symbol_a": _SYMBOL["symbol"], "symbol_b": _SYMBOL["symbol"]},
        ("symbol_a", "symbol_b"),
    ),
    "cross_sectional": _schema(
        "cross_sectional",
        "A script that ranks its universe. Not simulated by the sandbox.",
        _SCRIPT,
        ("script", "universe"),
    ),
}
