"""The bars of a ticker over the range of a run, however many the platform gives at a time."""

from __future__ import annotations

from collections.abc import Mapping

from signal_dsl.heytraders.client import Client
from signal_dsl.heytraders.document.curves import curves
from signal_dsl.heytraders.document.names import PRICES
from signal_dsl.heytraders.errors import ValidationError

# Asked for at a time; where that is refused, as many as the platform likes.
_LIMIT = 50_000
_MOST_PAGES = 100


def fetch_bars(client: Client, ticker: str, ran: Mapping[str, object]) -> object:
    """The bars, as columns. `ran` has timeframe, start_date and end_date. Raises children of HeyTradersError."""
    exchange, _, symbol = ticker.partition(":")
    given = {name: str(ran[name]) for name in ("timeframe", "end_date") if ran.get(name)}
    start = str(ran["start_date"]) if ran.get("start_date") else None
    limit: int | None = _LIMIT
    columns: dict[str, list[object]] = {}
    for _ in range(_MOST_PAGES):
        try:
            page = client.market.ohlcv(
                symbol or ticker, exchange.lower() or None, start_date=start, limit=limit, **given
            )
        except ValidationError:
            if limit is None:
                raise
            limit = None
            continue
        found = {name: values for name, values in curves(page, PRICES, "candles").items() if isinstance(values, list)}
        times = [str(time) for time in found.get("time", ())]
        if not times and not columns:
            return page
        last = str(columns["time"][-1]) if columns else ""
        new = sum(time > last for time in times)  # they are in order
        if not new:
            break
        for name, values in found.items():
            columns.setdefault(name, []).extend(values[len(times) - new :])
        start = times[-1][:10]
    return columns
