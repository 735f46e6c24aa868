"""SIG502."""

from __future__ import annotations

from signal_dsl.diagnostics import ERROR
from signal_dsl.records import replace
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.tickers import misfits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts

_REMEDY = "If the platform has it, give the platform's list of exchanges with `--markets`."


class UnknownExchange(Rule):
    """The platform does not trade on this exchange.

    The exchanges are documented in full, so that a name which is not among them is an error, even where the platform's
    own list is not at hand. Tickers carry the exchange in upper case, the setting `exchange` its id in lower case.
    """

    code = "SIG502"
    name = "unknown-exchange"
    severity = ERROR
    bad = (
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANSE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
# /// backtest
# exchange = "kraken"
# ///
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
# /// backtest
# exchange = "binance"
# ///
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    configuration = """\
`--markets FILE` reads the platform's own list of exchanges (`GET /meta/markets`, saved as JSON) and adds what it names
to those that are documented."""

    def check(self, facts: Facts) -> Iterator[Finding]:
        for finding in misfits(facts, exchange=True):
            if facts.markets.live or any(fix.safe for fix in finding.fixes):
                yield finding
            else:
                yield replace(finding, message=f"{finding.message} {_REMEDY}")
