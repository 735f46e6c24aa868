"""The coins whose markets are listed where they are made up; any other can be asked for as well."""

from __future__ import annotations

from signal_dsl.markets import EXCHANGES, PERPETUAL, SPOT

_NAMES = """
BTC ETH BNB SOL XRP ADA DOGE LTC AVAX DOT LINK TRX MATIC UNI ATOM XLM BCH ETC FIL NEAR APT ARB OP SUI INJ TIA SEI
AAVE MKR CRV COMP SNX SUSHI YFI LDO DYDX GMX PENDLE CAKE RUNE IMX SAND MANA AXS GALA ENJ CHZ APE GRT FET OCEAN ALGO
VET HBAR ICP EGLD FTM THETA XTZ EOS NEO IOTA KSM FLOW MINA ROSE CELO ONE ZIL QTUM WAVES KAVA ANKR STX CFX KAS TON
SHIB PEPE FLOKI BONK WIF ORDI JUP PYTH WLD BLUR MASK ENS 1INCH BAT ZRX KNC BAL UMA BAND STORJ LRC SKL XMR DASH
"""
COINS = tuple(_NAMES.split())


def tickers() -> tuple[str, ...]:
    """The tickers of all coins on all exchanges that trade coins, the best known first."""
    found = []
    for exchange in EXCHANGES.values():
        quote = exchange.quote or "USDT"
        settled = {SPOT: quote, PERPETUAL: f"{quote}:{quote}"}.get(exchange.markets[0])
        if settled:
            found += [f"{exchange.prefix}:{coin}/{settled}" for coin in COINS]
    return tuple(found)
