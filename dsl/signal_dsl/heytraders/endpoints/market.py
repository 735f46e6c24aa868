"""`/market`: prices, and expressions over them."""

from __future__ import annotations

from collections.abc import Sequence

from signal_dsl.heytraders.endpoints.area import Area
from signal_dsl.heytraders.models import Evaluation, Ranking, Scan


class Market(Area):
    """Prices, and expressions over them. `universe` is tickers, or a keyword such as `top50`."""

    def tickers(
        self,
        exchange: str | None = None,
        market_type: str | None = None,
        category: str | None = None,
        sector: str | None = None,
        limit: int | None = None,
    ) -> object:
        """`GET /market/tickers`: what can be traded, 1 to 500 of them."""
        query = {
            "exchange": exchange,
            "market_type": market_type,
            "category": category,
            "sector": sector,
            "limit": limit,
        }
        return self._get("/market/tickers", query, open_to_all=True)

    def ohlcv(
        self,
        symbol: str,
        exchange: str | None = None,
        timeframe: str | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
        limit: int | None = None,
    ) -> object:
        """`GET /market/ohlcv`: the bars of a ticker, the earliest of the range where there are more than `limit`."""
        query = {
            "symbol": symbol,
            "exchange": exchange,
            "timeframe": timeframe,
            "start_date": start_date,
            "end_date": end_date,
            "limit": limit,
        }
        return self._get("/market/ohlcv", query)

    def evaluate(
        self, expression: str, symbol: str, exchange: str | None = None, timeframe: str | None = None
    ) -> Evaluation:
        """`POST /market/evaluate`: the latest value of an expression, such as `rsi(close, 14)[-1]`."""
        body = {"expression": expression, "symbol": symbol, "exchange": exchange, "timeframe": timeframe}
        return Evaluation.of(self._post("/market/evaluate", body))

    def scan(
        self, condition: str, universe: str | Sequence[str], exchange: str | None = None, timeframe: str | None = None
    ) -> Scan:
        """`POST /market/scan`: the symbols for which a condition holds."""
        body = {"condition": condition, "universe": _universe(universe), "exchange": exchange, "timeframe": timeframe}
        return Scan.of(self._post("/market/scan", body))

    def rank(
        self,
        expression: str,
        universe: str | Sequence[str],
        exchange: str | None = None,
        timeframe: str | None = None,
        order: str | None = None,
        limit: int | None = None,
    ) -> Ranking:
        """`POST /market/rank`: symbols by the value of an expression; `order` is `asc` or `desc`."""
        body = {
            "expression": expression,
            "universe": _universe(universe),
            "exchange": exchange,
            "timeframe": timeframe,
            "order": order,
            "limit": limit,
        }
        return Ranking.of(self._post("/market/rank", body))


def _universe(universe: str | Sequence[str]) -> object:
    return universe if isinstance(universe, str) else list(universe)
