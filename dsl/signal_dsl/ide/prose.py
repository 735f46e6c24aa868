"""How facts are put into words: Markdown that reads well in a small window."""

from __future__ import annotations

from signal_dsl.analysis.facts import (
    ACTION,
    BOOLEAN,
    FUNCTION,
    LIST,
    NONE,
    NUMBER,
    SEVERAL,
    SIGNAL,
    SIZING,
    STRING,
)
from signal_dsl.catalog import model
from signal_dsl.timeframe import in_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import Fact
    from signal_dsl.catalog import Function, Variable
    from signal_dsl.ide.snapshot import Snapshot

LANGUAGE = "signal-dsl"
_TYPES = {
    STRING: "text",
    NONE: "None",
    LIST: "list",
    SEVERAL: "several series",
    SIZING: "sizing",
    ACTION: "action",
    SIGNAL: "signal",
    FUNCTION: "function",
}
_MOST_SHOWN = 80


def code(text: str) -> str:
    """A block of code. The fence is longer than any run of backticks in it."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{LANGUAGE}\n{text}\n{fence}"


def quoted(text: str) -> str:
    """Code within a sentence, in one line and not too long."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    if len(line) > _MOST_SHOWN:
        line = f"{line[: _MOST_SHOWN - 21]} … {line[-18:]}"
    return f"`` {line} ``" if "`" in line else f"`{line}`"


def kind(fact: Fact) -> str:
    """What a value is, in a word or two; empty where nothing is known."""
    if fact.type == NUMBER:
        return "number series" if fact.series else "number"
    if fact.type == BOOLEAN:
        return "condition" if fact.series else "True or False"
    return _TYPES.get(fact.type, "")


def literal(value: object) -> str:
    """A known value as it is written in a script."""
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return repr(value)


def count(bars: int) -> str:
    """`1 bar`, `1,200 bars`."""
    return "1 bar" if bars == 1 else f"{bars:,} bars" if bars < 10**12 else "more than 10^12 bars"


def duration(bars: int, timeframe: str | None) -> str:
    """How long `bars` bars last at a timeframe, in brackets with a blank before; empty where that is not known."""
    return f" ({in_time(bars, timeframe)})" if timeframe and bars else ""


def origin(entry: Function | Variable, snapshot: Snapshot) -> str:
    """Where an entry comes from, and how sure that is."""
    if entry.origin == model.LIVE:
        return "listed by the platform" + (f", synced {snapshot.synced}" if snapshot.synced else "")
    if entry.mark == model.DOCUMENTED:
        return "documented by the platform"
    return "assumed to be TA-Lib's" if entry.origin == model.TALIB else "assumed"
