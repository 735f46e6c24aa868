"""SIG702."""

from __future__ import annotations

from signal_dsl.diagnostics import WARNING
from signal_dsl.rules.base import Finding, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts


class UnusedNoqa(Rule):
    """A `# noqa` comment silences nothing.

    `# noqa: SIG402` behind a statement silences what that rule finds in it, and `# noqa` all that is found there.
    When there is nothing left to silence, the comment misleads whoever reads it, and some day hides a fault that is
    new. A code is judged only where its rule is in force. Syntax errors cannot be silenced.
    """

    code = "SIG702"
    name = "unused-noqa"
    severity = WARNING
    bad = (
        """\
emit_signal(close > sma(close, 20), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))  # noqa: SIG202
""",
        """\
emit_signal(close > sma(close, 20), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))  # noqa
""",
    )
    good = (
        """\
later = rsi(close, 14)  # noqa: SIG102
emit_signal(close > sma(close, 20), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        """Nothing: what is unused is known when the findings of all other rules are (`silences`)."""
        return iter(())
