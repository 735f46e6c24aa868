"""SIG501."""

from __future__ import annotations

from signal_dsl.diagnostics import ERROR
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.tickers import misfits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts


class BadTicker(Rule):
    """A ticker is not written as those of its exchange are.

    On a spot market that is `EXCHANGE:BASE/QUOTE`, of a perpetual `EXCHANGE:BASE/QUOTE:SETTLE`, on Polymarket
    `POLYMARKET:` and a token id; the exchange is in upper case. The platform finds no data for anything else. What is
    only believed is a warning: a currency in lower case, one that the exchange is not known to quote in, a token id of
    unusual length. The entries of the universe are looked at as well.
    """

    code = "SIG501"
    name = "bad-ticker"
    severity = ERROR
    bad = (
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTCUSDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCEFUTURESUSD:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
# /// backtest
# universe = ["UPBIT:BTC/USDT"]
# ///
emit_signal(rsi(close, 14) < 30, entry("UPBIT:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCEFUTURESUSD:BTC/USDT:USDT", "LONG", Weight(0.5)))
""",
        """\
# /// backtest
# universe = ["UPBIT:BTC/KRW"]
# ///
emit_signal(rsi(close, 14) < 30, entry("UPBIT:BTC/KRW", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        yield from misfits(facts, exchange=False)
