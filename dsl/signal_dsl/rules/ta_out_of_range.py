"""SIG401."""

from __future__ import annotations

from signal_dsl.diagnostics import ERROR
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.decisive import Decisive, decisive
from signal_dsl.rules.shared.start_date import set_start_date
from signal_dsl.rules.shared.words import bars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import Step
    from signal_dsl.syntax.nodes import Node


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

    configuration = """\
The range is that of `timeframe`, `start_date` and `end_date`: in the script's block, in `[backtest]` of the
configuration, or given as `--timeframe`, `--start-date` and `--end-date`. Where one is missing, nothing is reported."""

    def check(self, facts: Facts) -> Iterator[Finding]:
        window = facts.window
        if window.bars is None or window.is_contradictory:
            return
        blamed: dict[Node, tuple[Decisive, Step | None]] = {}
        for one in decisive(facts):
            lookback = one.fact.lookback
            if lookback is not None and lookback >= window.bars:
                step = facts.dominant(one.fact)
                node = step.node if step else one.node
                if node not in blamed or lookback > (blamed[node][0].fact.lookback or 0):
                    blamed[node] = one, step
        for one, step in blamed.values():
            yield self.told(one, step, facts)

    def told(self, one: Decisive, step: Step | None, facts: Facts) -> Finding:
        """The finding that a range is too short for `one`, of which `step` is the greatest part."""
        window, lookback = facts.window, one.fact.lookback
        assert lookback is not None
        node, home, own = (step.node, step.home, step.bars) if step else (one.node, one.home, 0)
        text = f"`{facts.text(node, home)}`"
        if own == lookback:
            need = f"{text} needs {bars(lookback + 1)} of {window.timeframe} to give a value"
        else:
            need = f"{one.what(facts)} needs {bars(lookback + 1)} of {window.timeframe}, {own} of them for {text}"
        start = window.required_start(lookback)
        remedy = f"Start on {start} or before." if start else "Choose a shorter period."
        message = f"{need}, but the range from {window.start} to {window.end} holds {window.bars}. {remedy}"
        return self.at(node, home, message, *set_start_date(facts.settings, start))
