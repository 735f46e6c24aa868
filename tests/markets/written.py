"""Tickers to test with: those of each exchange as they are written, and texts that are anything else."""

from __future__ import annotations

from hypothesis import strategies as st

from signal_dsl.markets import EXCHANGES, PERPETUAL, PREDICTION, Exchange

_LETTERS = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
BASES = st.one_of(
    st.sampled_from(["BTC", "ETH", "1INCH", "1000PEPE", "kPEPE", "T", "币安人生", "XYZ-TSLA"]),
    st.text(_LETTERS, min_size=1, max_size=12),
)
CURRENCIES = st.sampled_from(["USDT", "USDC", "USD", "BTC", "EUR", "KRW"])


def of(exchange: Exchange) -> st.SearchStrategy[str]:
    """Tickers of an exchange."""
    if PREDICTION in exchange.markets:
        return st.integers(10**69, 2**256 - 1).map(lambda token: f"{exchange.prefix}:{token}")
    quotes = st.just(exchange.quote) if exchange.quote else CURRENCIES
    settled = st.booleans() if not exchange.quote else st.just(True)

    def ticker(base: str, quote: str, linear: bool) -> str:
        settle = f":{quote if linear else base}" if PERPETUAL in exchange.markets else ""
        return f"{exchange.prefix}:{base}/{quote}{settle}"

    return st.builds(ticker, BASES, quotes, settled)


def tickers() -> st.SearchStrategy[str]:
    """Tickers of any exchange."""
    return st.one_of([of(exchange) for exchange in EXCHANGES.values()])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Any text, or one that is nearly a ticker."""
    if draw(st.booleans()):
        return draw(st.text(max_size=30))
    text = draw(tickers())
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        piece = draw(
            st.sampled_from(["", ":", "/", "-", "_", " ", ".P", "usdt", "é", "\n", "\\", '"', "`", "\u200b", "0"])
        )
        text = text[:at] + piece + text[at + draw(st.integers(0, 3)) :]
    return text
