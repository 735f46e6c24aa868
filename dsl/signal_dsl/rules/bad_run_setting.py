"""SIG507."""

from __future__ import annotations

from signal_dsl.diagnostics import ERROR
from signal_dsl.rules.base import Finding, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts


class BadRunSetting(Rule):
    """A setting in the script's block is unknown, has a value that cannot be, or contradicts another.

    The run would be refused, or worse: it would run with the platform's default in place of what was meant. All
    findings about bars and dates rest on these settings, too.
    """

    code = "SIG507"
    name = "bad-run-setting"
    severity = ERROR
    bad = (
        """\
# /// backtest
# timeframe = "60m"
# start_date = "2024-01-01"
# end_date = "2024-12-31"
# ///
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
# /// backtest
# exchange = "binance"
# leverage = 3
# ///
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
# /// backtest
# timeframe = "1h"
# start_date = "2024-01-01"
# end_date = "2024-12-31"
# ///
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    configuration = """\
The settings are those of the platform's `POST /backtest/execute`, and `analysis_start`. What a script leaves open is
taken from `[backtest]` in the nearest `signal-dsl.toml` or `[tool.signal-dsl.backtest]` in `pyproject.toml`; options of
the command line win over both. Faults in those files are reported at their place in the file."""

    def check(self, facts: Facts) -> Iterator[Finding]:
        for fault in facts.settings.faults:
            if not fault.file:
                yield Finding(fault.start, fault.end, fault.message, (fault.fix,) if fault.fix else ())
