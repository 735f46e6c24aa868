"""SIG602."""

from __future__ import annotations

from signal_dsl.analysis.constancy import Constancy
from signal_dsl.diagnostics import WARNING
from signal_dsl.rules.base import Finding, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts


class ConstantCondition(Rule):
    """A condition is true at every bar, or at none.

    It was meant to choose bars, and does not. What an indicator can be is known: an RSI lies between 0 and 100, and
    Williams %R between -100 and 0. A close is never above the highest high of bars that its own is one of. Several
    comparisons may rule each other out, also behind names. Each contradiction is told of once, where it comes about,
    not again at what is made of it.

    Only what is certain is told of, in floating point and for every market with valid bars. Nothing is said of
    switches: `True`, `use_filter = False`, and comparisons of numbers alone. Nor of a price or another variable that
    always passes a number, as in `emit_signal(close > 0, ...)`, which is the documented way to be always in the market;
    nor of the needless end of a range, as in `rsi(close, 14) >= 0 and rsi(close, 14) < 30`.
    """

    code = "SIG602"
    name = "constant-condition"
    severity = WARNING
    local = True
    bad = (
        """\
emit_signal(rsi(close, 14) > 100, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
r = rsi(close, 14)
oversold = r < 30
overbought = r > 70
emit_signal(oversold and overbought, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(close > highest(high, 20), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
emit_signal(rsi(close, 14) > 70, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
r = rsi(close, 14)
oversold = r < 30
overbought = r > 70
emit_signal(oversold or overbought, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(close > highest(high, 20)[-2], entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(close > 0, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home in facts.statements:
            constancy = Constancy(home, facts.catalog)
            for constant in constancy.constants():
                from signal_dsl.rules.shared.contradiction import explained  # only where there is something to say

                yield explained(constant, constancy.judge, facts)
