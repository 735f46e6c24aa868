"""SIG402."""

from __future__ import annotations

from signal_dsl.diagnostics import WARNING
from signal_dsl.records import record
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.decisive import Decisive, decisive, settles_last
from signal_dsl.rules.shared.start_date import set_start_date
from signal_dsl.rules.shared.words import bars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.syntax.nodes import Node


class ShortWarmUp(Rule):
    """An indicator has a value, but too few bars before it to be trusted.

    Recursive indicators such as `ema`, `rsi` and `atr` go on depending on where the data began for several times their
    period; until then they differ from what a chart shows. Signals of that time are an artefact of the start date. What
    counts is the data before `analysis_start` or, where there is none, the whole range. Wanted are 1.25 times the bars
    that the first value takes (the platform's own rule of thumb), and as many as it takes until the influence of the
    start is below 0.1 %.
    """

    code = "SIG402"
    name = "short-warm-up"
    severity = WARNING
    bad = (
        """\
# /// backtest
# timeframe = "1d"
# start_date = "2023-06-01"
# analysis_start = "2024-01-01"
# end_date = "2024-12-31"
# ///
emit_signal(close > ema(close, 200), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
# /// backtest
# timeframe = "1d"
# start_date = "2023-12-01"
# analysis_start = "2024-01-01"
# end_date = "2024-12-31"
# ///
emit_signal(close > sma(close, 50), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
# /// backtest
# timeframe = "1d"
# start_date = "2021-01-01"
# analysis_start = "2024-01-01"
# end_date = "2024-12-31"
# ///
emit_signal(close > ema(close, 200), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    configuration = """\
The dates are those of the script's block, of `[backtest]` in the configuration, or given as `--timeframe`,
`--start-date`, `--analysis-start` and `--end-date`. Where one that is needed is missing, nothing is reported."""

    def check(self, facts: Facts) -> Iterator[Finding]:
        window = facts.window
        if window.start is None or window.is_contradictory:
            return
        available = window.bars if window.analysis_start is None else window.warm_up
        if available is None:
            return
        short: dict[Node, _Short] = {}
        refused: set[Node] = set()
        for one in decisive(facts):
            lookback = one.fact.lookback
            if lookback is None or not (lookback or one.fact.settling):
                continue
            if window.bars is not None and lookback >= window.bars:  # of which another rule tells
                step = facts.dominant(one.fact)
                refused.update((step.node,) if step else ())
                continue
            found = _short(one, available, facts)
            if found is not None and (found.node not in short or short[found.node].wanted < found.wanted):
                short[found.node] = found
        for found in short.values():
            if found.node not in refused:
                yield self.told(found, available, facts)

    def told(self, found: _Short, available: int, facts: Facts) -> Finding:
        window = facts.window
        text = f"`{facts.text(found.node, found.home)}`"
        timeframe, analysis = window.timeframe, window.analysis_start
        the_signal = f"{found.what[0].lower()}{found.what[1:]}"
        if analysis is not None:
            there = f"from {window.start} to `analysis_start` {analysis} there are {available}"
        else:
            there = f"the range from {window.start} to {window.end} holds {available}"
        if found.late:
            message = (
                f"{found.what} has no value in the first {bars(found.late)} of the analysis: because of {text} it "
                f"needs {bars(found.lookback)} of {timeframe} before, but {there}."
            )
        elif found.settling:
            message = (
                f"{text} still depends on where the data begins: {the_signal} takes {bars(found.wanted)} of "
                f"{timeframe} until that influence is below 0.1 %, but {there}."
            )
        else:
            message = (
                f"{text} has little to warm up on: {the_signal} takes {bars(found.lookback + 1)} of {timeframe} to its "
                f"first value, and 1.25 times as many, {found.wanted}, are wanted, but {there}."
            )
        start = window.required_start(found.wanted if analysis is not None else found.wanted - 1)
        remedy = f"Start on {start} or before." if start else "Choose a shorter period."
        return self.at(found.node, found.home, f"{message} {remedy}", *set_start_date(facts.settings, start))


@record
class _Short:
    """An expression with fewer bars than `wanted`; `late` are those of the analysis that it leaves without a value."""

    what: str
    node: Node
    home: StatementFacts
    lookback: int
    wanted: int
    late: int
    settling: bool


def _short(one: Decisive, available: int, facts: Facts) -> _Short | None:
    """What a decisive expression lacks; None where it has enough."""
    lookback = one.fact.lookback
    assert lookback is not None
    # With an analysis start its first bar comes on top of what is available.
    settled = 0 if one.fact.settling is None else one.fact.settling + (facts.window.analysis_start is None)
    by_rule = -(-5 * (lookback + 1) // 4)
    wanted = max(by_rule, settled)
    if available >= wanted:
        return None
    late = max(lookback - available, 0) if facts.window.analysis_start is not None else 0
    step = facts.dominant(one.fact)
    settling = settled > by_rule
    if step is None or (settling and not late):
        node, home = settles_last(one)
    else:
        node, home = step.node, step.home
    return _Short(one.what(facts), node, home, lookback, wanted, late, settling)
