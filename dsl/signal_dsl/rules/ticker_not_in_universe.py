"""SIG503."""

from __future__ import annotations

from signal_dsl.diagnostics import WARNING, Edit, Fix
from signal_dsl.markets.tickers import fits
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.tickers import misfit, nearest_ticker
from signal_dsl.rules.shared.trades import is_plain, tickers, values
from signal_dsl.settings import SCRIPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts

# Characters of a ticker in a message; a token id has some 77 digits.
_SHOWN = 100


class TickerNotInUniverse(Rule):
    """A ticker is traded that the universe of the run does not hold.

    The platform loads what the universe names. A signal for another ticker is likely to trade nothing, and the
    backtest to end without a word about it. Where the universe holds a keyword such as `top30`, nothing is told.
    """

    code = "SIG503"
    name = "ticker-not-in-universe"
    severity = WARNING
    bad = (
        """\
# /// backtest
# universe = ["BINANCE:BTC/USDT"]
# ///
emit_signal(rsi(close, 14) < 30, entry("BINANCE:ETH/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
# /// backtest
# universe = ["BINANCE:BTC/USDT", "BINANCE:ETH/USDT"]
# ///
emit_signal(rsi(close, 14) < 30, entry("BINANCE:ETH/USDT", "LONG", Weight(0.5)))
""",
        """\
# /// backtest
# universe = ["top30"]
# ///
emit_signal(rsi(close, 14) < 30, entry("BINANCE:ETH/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        if not facts.settings.run.universe:
            return
        from signal_dsl.settings.words import shorten  # loaded with the universe

        universe = set(facts.settings.run.universe)
        if not all(fits(entry, facts.markets) for entry in universe):
            return  # a keyword stands for tickers that nobody knows here
        for text in tickers(facts) if not values(facts) <= universe else ():
            if text.value in universe:
                continue
            found = misfit(text.value, facts)
            if found is not None and (found.sure or found.same):
                continue  # another rule tells what is wrong with it
            near = nearest_ticker(text.value, facts.settings.run.universe)
            remedy = f"Did you mean `{near}`?" if near else "Add it there, or trade one that the universe holds."
            fixes = (*(text.instead(near) if near else ()), *_added(text.value, facts))
            message = f"`{shorten(text.value, _SHOWN)}` is not in the universe of the run{_origin(facts)}. {remedy}"
            yield Finding(*text.place, message, fixes)


def _origin(facts: Facts) -> str:
    """Where the universe comes from, if that is not the script."""
    origin = facts.settings.origin("universe")
    return f", which comes from {origin.source}" if origin is not None and origin.source != SCRIPT else ""


def _added(ticker: str, facts: Facts) -> tuple[Fix, ...]:
    """The fix that adds a ticker to the universe; none where the script's own block does not hold it."""
    origin = facts.settings.origin("universe")
    if origin is None or origin.source != SCRIPT or origin.place is None or not origin.place.items:
        return ()
    end = origin.place.items[-1][1]
    if not is_plain(ticker):
        return ()
    return (Fix(f"Add `{ticker}` to the universe", (Edit(end, end, f', "{ticker}"'),), safe=False),)
