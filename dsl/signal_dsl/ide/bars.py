"""What there is to say about the bars that an expression needs."""

from __future__ import annotations

from signal_dsl.analysis import chain
from signal_dsl.ide.prose import count, duration, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import Fact, StatementFacts, Unknown
    from signal_dsl.ide.snapshot import Snapshot

_MOST_STEPS = 6
_MOST_REASONS = 3


def short(fact: Fact) -> str:
    """The lookback in the fewest words: `199 bars`, `? bars`."""
    return "? bars" if fact.lookback is None else count(fact.lookback)


def needs(fact: Fact, home: StatementFacts, snapshot: Snapshot) -> list[str]:
    """Paragraphs about lookback and settling, the chain behind them, and whether the run has enough bars."""
    timeframe = snapshot.facts.window.timeframe
    if fact.lookback is None:
        reasons = [_blamed(cause, home, snapshot) for cause in fact.unknown[:_MOST_REASONS]]
        if len(reasons) == 1:
            return [f"**Lookback unknown**, because {reasons[0]}."]
        return ["\n".join(["**Lookback unknown**, because", *(f"- {reason}" for reason in reasons)])]
    if fact.lookback == 0 and not fact.settling:
        return ["Has a value **at every bar**."] if fact.series and fact.settling == 0 else _never(fact)
    first = "from the first bar on" if fact.lookback == 0 else f"after **{count(fact.lookback)}**"
    unit = f" of `{timeframe}`" if timeframe and fact.lookback else ""
    told = f"First value {first}{unit}{duration(fact.lookback, timeframe)}"
    if fact.settling is None:
        told += "; never settles, for its values depend on where the data began"
    elif fact.settling > fact.lookback:
        told += f"; settled after {count(fact.settling)}{duration(fact.settling, timeframe)}"
    return [f"{told}.", *_steps(fact, home, snapshot), *_shortage(fact, snapshot)]


def _never(fact: Fact) -> list[str]:
    return ["Its values depend on where the data began."] if fact.series else []


def _blamed(cause: Unknown, home: StatementFacts, snapshot: Snapshot) -> str:
    """A reason, with its line where that is another."""
    line = snapshot.facts.line(cause.node, cause.home)
    return cause.reason if cause.home is home else f"{cause.reason} (line {line})"


def _steps(fact: Fact, home: StatementFacts, snapshot: Snapshot) -> list[str]:
    """The chain behind a lookback as a list, in the order in which the bars are used up."""
    steps = list(chain(fact))[::-1]
    if not steps or (len(steps) == 1 and steps[0].home is home):
        return []
    rows = []
    for step in steps:
        text = quoted(step.home.parsed.text[step.node.start : step.node.end])
        where = "" if step.home is home else f", line {snapshot.facts.line(step.node, step.home)}"
        rows.append(f"- {count(step.bars)}: {text}{where}")
    if len(rows) > _MOST_STEPS:
        rows[_MOST_STEPS - 1 : -1] = [f"- {len(rows) - _MOST_STEPS} more"]
    return ["\n".join(rows)]


def _shortage(fact: Fact, snapshot: Snapshot) -> list[str]:
    """That the run has too few bars, and the start that would do."""
    window = snapshot.facts.window
    if window.bars is None or window.is_contradictory or fact.lookback is None or fact.lookback < window.bars:
        return []
    start = window.required_start(fact.lookback)
    remedy = f" Start on {start} or before." if start else ""
    return [f"**Too short a run**: from {window.start} to {window.end} there are {count(window.bars)}.{remedy}"]
