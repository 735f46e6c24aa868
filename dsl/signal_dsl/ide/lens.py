"""What is shown above the lines: what can be done with the script, the lookback of each signal."""

from __future__ import annotations

from signal_dsl.ide.prose import count, duration
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import Signal
    from signal_dsl.ide.snapshot import Snapshot

# Commands of lenses.
VALIDATE = "validate"
BACKTEST = "backtest"
LOOKBACK = "lookback"


@record
class Lens:
    """A line above the text from `start` to `end`; `command` is what it does, empty where it only tells."""

    start: int
    end: int
    title: str
    command: str = ""


def lenses(snapshot: Snapshot) -> list[Lens]:
    """The lenses of a script; none where it has no statement and no settings."""
    facts = snapshot.facts
    if not facts.statements and snapshot.block is None:
        return []
    top = snapshot.block.start if snapshot.block is not None else facts.statements[0].start
    top = min(top, facts.statements[0].start) if facts.statements else top
    found = [
        Lens(top, top, "Validate", VALIDATE),
        Lens(top, top, " ".join(["Backtest", *_run(snapshot)]), BACKTEST),
        Lens(top, top, _needed(snapshot), LOOKBACK),
    ]
    for statement in facts.statements:
        if statement.signals and not statement.faulty:
            found += [_of_signal(signal, snapshot) for signal in statement.signals]
    return found


def _run(snapshot: Snapshot) -> list[str]:
    """Timeframe and range of the run, as far as they are known."""
    window = snapshot.facts.window
    words = [window.timeframe] if window.timeframe is not None else []
    if window.start is not None and window.end is not None:
        words.append(f"{window.start} – {window.end}")
    elif window.start is not None or window.end is not None:
        words.append(f"from {window.start}" if window.start is not None else f"until {window.end}")
    return [f"({' · '.join(words)})"] if words else []


def _needed(snapshot: Snapshot) -> str:
    """The bars that the script needs, beside those that the run has where these are too few."""
    facts = snapshot.facts
    window = facts.window
    needed = facts.bars_needed
    if needed is None:
        return "Bars needed: unknown"
    told = f"Needs {count(needed)}{duration(needed, window.timeframe)}"
    if window.bars is not None and not window.is_contradictory and window.bars < needed:
        return f"{told}, but the run has {window.bars:,}"
    return told


def _of_signal(signal: Signal, snapshot: Snapshot) -> Lens:
    start, end = snapshot.facts.place(signal.node, signal.home)
    lookback = signal.fact.lookback
    if lookback is None:
        return Lens(start, end, "Lookback unknown")
    return Lens(start, end, f"Lookback {count(lookback)}{duration(lookback, snapshot.facts.window.timeframe)}")
