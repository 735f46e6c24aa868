"""The lookback of scripts as tables for people."""

from __future__ import annotations

from signal_dsl.analysis import chain
from signal_dsl.cli import terminal
from signal_dsl.cli.layout import aligned, quantity
from signal_dsl.cli.terminal import printable
from signal_dsl.timeframe import in_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis import Facts
    from signal_dsl.cli.terminal import Style

    Rows = list[tuple[str, ...]]


def render(scripts: list[Facts], *, quiet: bool = False) -> str:
    """All about each script, or a line for each."""
    paint = terminal.paint()
    if quiet:
        return "".join([f"{printable(facts.source.name)}: {_bars(facts.bars_needed, facts)}\n" for facts in scripts])
    return "\n".join([_script(facts, paint) for facts in scripts])


def _script(facts: Facts, paint: Style) -> str:
    lines = [paint(printable(facts.source.name), "bold"), *_totals(facts, paint)]
    for head, rows, right in (
        (("longest chain", "line", "bars"), _chain(facts), "12"),
        (("signal", "line", "lookback", "mostly for"), _signals(facts), "12"),
        (("name", "line", "lookback"), _names(facts), "12"),
        (("unknown", "line", "because"), _unknown(facts), "1"),
    ):
        if rows:
            title, *table = aligned([head, *rows], right)
            lines += ["", paint(f"  {title}", "dim"), *(f"  {line}" for line in table)]
    return "\n".join(lines) + "\n"


def _totals(facts: Facts, paint: Style) -> list[str]:
    rows: Rows = [
        ("lookback", _bars(facts.lookback, facts)),
        ("bars needed", _bars(facts.bars_needed, facts)),
        ("settled after", _bars(facts.settling, facts, "never" if facts.lookback is not None else "unknown")),
        ("start date", _start(facts)),
    ]
    lines = aligned(rows)
    return [f"  {paint(label, 'dim')}{line[len(label) :]}" for (label, _), line in zip(rows, lines, strict=True)]


def _bars(bars: int | None, facts: Facts, otherwise: str = "unknown") -> str:
    if bars is None:
        return otherwise
    timeframe = facts.window.timeframe
    return quantity(bars, "bar") + (f" of {timeframe}, {in_time(bars, timeframe)}" if timeframe and bars else "")


def _start(facts: Facts) -> str:
    """The latest start that will do, what for, and whether the script starts in time."""
    window = facts.window
    goal = window.analysis_start or window.end
    if window.timeframe is None or goal is None:
        missing = [name for name, value in (("timeframe", window.timeframe), ("end_date", goal)) if value is None]
        return f"unknown without {' and '.join(missing)}"
    if facts.lookback is None:
        return "unknown"
    start = window.required_start(facts.lookback)
    if start is None:
        return "there is no day early enough"
    what = f"a signal on {goal}" if window.analysis_start else f"a signal before {goal}"
    given = ""
    if window.start is not None:
        given = f"; it is {window.start}" + (", which is too late" if window.start > start else "")
    return f"{start} or before, for {what}{given}"


def _chain(facts: Facts) -> Rows:
    """What makes up the lookback of the script, in the order in which the bars are used up."""
    if facts.lookback is None:
        return []
    longest = max(facts.decisive, key=lambda fact: fact.lookback or 0, default=None)
    steps = list(chain(longest))[::-1] if longest else []
    return [
        (printable(facts.text(step.node, step.home)), str(facts.line(step.node, step.home)), f"{step.bars:,}")
        for step in steps
    ]


def _signals(facts: Facts) -> Rows:
    rows: Rows = []
    for signal in facts.signals:
        step = facts.dominant(signal.fact)
        rows.append(
            (
                printable(facts.text(signal.condition, signal.home)),
                str(facts.line(signal.node, signal.home)),
                _number(signal.fact.lookback),
                printable(facts.text(step.node, step.home)) if step else "",
            )
        )
    return rows


def _names(facts: Facts) -> Rows:
    return [
        (printable(binding.name), str(facts.line(binding.target, binding.home)), _number(binding.fact.lookback))
        for binding in facts.bindings
    ]


def _unknown(facts: Facts) -> Rows:
    return [
        (
            printable(facts.text(cause.node, cause.home)),
            str(facts.line(cause.node, cause.home)),
            printable(cause.reason),
        )
        for cause in facts.unknown
    ]


def _number(lookback: int | None) -> str:
    return "unknown" if lookback is None else f"{lookback:,}"
