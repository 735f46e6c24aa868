"""SIG001."""

from __future__ import annotations

from signal_dsl.diagnostics import ERROR
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.faults import faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts


class SyntaxError(Rule):
    """A statement is not written as the language wants it.

    The platform refuses the whole script for one such line. The message says what was expected at the place. Each
    statement is read by itself, so everything else in the script is still checked.
    """

    code = "SIG001"
    name = "syntax-error"
    severity = ERROR
    local = True
    bad = (
        """\
fast = ema(close, 12
slow = ema(close, 26)
emit_signal(crossover(fast, slow), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
calm = atr(14) < 100 && volume > sma(volume, 20)
emit_signal(calm, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
fast = ema(close, 12)
slow = ema(close, 26)
emit_signal(crossover(fast, slow), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
calm = atr(14) < 100 and volume > sma(volume, 20)
emit_signal(calm, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        return faults(facts, self.code)
