"""The exchanges that the platform trades on, and what kind of market each is."""

from __future__ import annotations

from signal_dsl.records import record

SPOT = "spot"
PERPETUAL = "perpetual"
PREDICTION = "prediction"


@record
class Exchange:
    """An exchange: its `id` as the platform spells it, its market type, and what is special about it."""

    id: str
    market: str
    note: str = ""


EXCHANGES: dict[str, Exchange] = {
    exchange.id: exchange
    for exchange in (
        Exchange("binance", SPOT),
        Exchange("binancefuturesusd", PERPETUAL),
        Exchange("upbit", SPOT, "quoted in KRW"),
        Exchange("gate", SPOT),
        Exchange("gatefutures", PERPETUAL),
        Exchange("hyperliquid", PERPETUAL, "a DEX, quoted in USDC; no spot"),
        Exchange("lighter", PERPETUAL, "a DEX, quoted in USDC"),
        Exchange("polymarket", PREDICTION, "the symbol is a token id; prices are probabilities from 0 to 1"),
    )
}
