"""The exchanges that the platform trades on, what kind of market each is, and how its tickers are written.

    builtin() -> Markets      the exchanges that are documented
    load(path) -> Markets     with those of a file that holds the platform's list

Only what `lint` needs is imported here; what is wrong with a ticker is put into words when something is wrong.
"""

from __future__ import annotations

from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

SPOT = "spot"
PERPETUAL = "perpetual"
PREDICTION = "prediction"

# What a universe may hold besides tickers: lists that the platform keeps.
KEYWORDS = ("top30", "top50", "top100", "trending", "defi")


@record
class Exchange:
    """An exchange: its `id` as the platform spells it, its market types, and what is special about it.

    A market type that is none of the three above is one that nothing is known of. `quote` is the currency that all its
    tickers are known to be quoted in, `perpetual` the id of the exchange that trades perpetuals on the same assets;
    both are empty where there is none.
    """

    id: str
    markets: tuple[str, ...]
    note: str = ""
    quote: str = ""
    perpetual: str = ""

    @property
    def prefix(self) -> str:
        """The exchange as tickers begin with it."""
        return self.id.upper()


EXCHANGES: dict[str, Exchange] = {
    exchange.id: exchange
    for exchange in (
        Exchange("binance", (SPOT,), perpetual="binancefuturesusd"),
        Exchange("binancefuturesusd", (PERPETUAL,)),
        Exchange("upbit", (SPOT,), "quoted in KRW", "KRW"),
        Exchange("gate", (SPOT,), perpetual="gatefutures"),
        Exchange("gatefutures", (PERPETUAL,)),
        Exchange("hyperliquid", (PERPETUAL,), "a DEX, quoted in USDC; no spot", "USDC"),
        Exchange("lighter", (PERPETUAL,), "a DEX, quoted in USDC", "USDC"),
        Exchange("polymarket", (PREDICTION,), "the symbol is a token id; prices are probabilities from 0 to 1"),
    )
}


class Markets:
    """All exchanges that are known, by their ids.

    `live`: the platform's own list is among them. `warnings` are sentences about what was not understood of it.
    """

    def __init__(self, exchanges: Iterable[Exchange], *, live: bool = False, warnings: tuple[str, ...] = ()) -> None:
        self.exchanges = {exchange.id: exchange for exchange in exchanges}
        self.live = live
        self.warnings = warnings
        # What was found out about tickers: whether they are written as they should be.
        self.fitting: dict[str, bool] = {}
        self._by_prefix = {exchange.prefix: exchange for exchange in self.exchanges.values()}

    def exchange(self, prefix: str) -> Exchange | None:
        """The exchange that tickers with this prefix are of, in whatever case; None where there is none."""
        return self._by_prefix.get(prefix) or self._by_prefix.get(prefix.upper())


_builtin: Markets | None = None


def builtin() -> Markets:
    """The documented exchanges; made once in a process."""
    global _builtin
    if _builtin is None:
        _builtin = Markets(EXCHANGES.values())
    return _builtin


def load(path: str) -> Markets:
    """The exchanges in the file at `path`, as the platform gave them, with the documented ones.

    Raises CatalogError where the file cannot be read or is not JSON. What is JSON but cannot be understood is left out;
    `warnings` of the result say so.
    """
    from signal_dsl.markets.live import decode
    from signal_dsl.saved import read

    return decode(read(path, "list of markets", "GET /meta/markets"))
