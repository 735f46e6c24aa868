"""SIG401."""

from __future__ import annotations

from signal_dsl.diagnostics import ERROR
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.start_date import set_start_date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts


class TaOutOfRange(Rule):
    """The range of the run holds too few bars for an indicator to give even one value.

    The platform refuses such a run with `TA_OUT_OF_RANGE`, but only after the job has been queued and has cost quota.
    An indicator that looks back over 199 bars needs 200 bars to give its first value.
    """

    code = "SIG401"
    name = "ta-out-of-range"
    severity = ERROR
    bad = (
        """\
# /// backtest
# timeframe = "1d"
# start_date = "2024-01-01"
# end_date = "2024-06-30"
# ///
trend = ema(close, 200)
emit_signal(close > trend, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
# /// backtest
# timeframe = "1d"
# start_date = "2020-01-01"
# analysis_start = "2024-01-01"
# end_date = "2024-06-30"
# ///
trend = ema(close, 200)
emit_signal(close > trend, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        window = facts.window
        if window.bars is None:
            return
        blamed = {}
        for fact in facts.decisive:
            step = facts.dominant(fact)
            if step is not None and fact.lookback is not None and fact.lookback >= window.bars:
                lookback, _ = blamed.get(step.node, (0, step))
                blamed[step.node] = (max(lookback, fact.lookback), step)
        for lookback, step in blamed.values():
            text = facts.text(step.node, step.home)
            if step.bars == lookback:
                need = f"`{text}` needs {lookback + 1} bars of {window.timeframe} to give a value"
            else:
                need = f"The signal needs {lookback + 1} bars of {window.timeframe}, most of them for `{text}`"
            start = window.required_start(lookback)
            remedy = f"Start on {start} or before." if start else "Choose a shorter period."
            message = f"{need}, but the range from {window.start} to {window.end} holds {window.bars}. {remedy}"
            yield self.at(step.node, step.home, message, *set_start_date(facts.settings, start))
