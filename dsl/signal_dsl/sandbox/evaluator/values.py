"""What an expression stands for while a script is compiled."""

from __future__ import annotations

from dataclasses import dataclass

from signal_dsl.sandbox.evaluator.graph import Output


@dataclass(frozen=True, slots=True)
class Several:
    """The outputs of one call, by their names, in order."""

    outputs: dict[str, Output]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: list[Value]


@dataclass(frozen=True, slots=True)
class Sizing:
    """`Weight(fraction)`."""

    fraction: Output


@dataclass(frozen=True, slots=True)
class Action:
    """`entry(…)` or `exit(…)`; `sizing` is None for an exit."""

    kind: str
    ticker: str
    side: str | None
    sizing: Sizing | None


@dataclass(frozen=True, slots=True)
class Signal:
    """One `emit_signal`, at `line`."""

    line: int
    condition: Output
    action: Action


# A series (`Output`), what is the same at all bars, and what is nothing to compute with.
Scalar = float | int | bool | str | None
Value = Output | Several | Items | Sizing | Action | Signal | Scalar


def kind_of(value: Value) -> str:
    """What a value is, in words."""
    match value:
        case Output():
            return "a condition" if value.boolean else "a series of numbers"
        case Several():
            return f"{len(value.outputs)} series"
        case Items():
            return "a list"
        case Sizing():
            return "a sizing"
        case Action():
            return "an action"
        case Signal():
            return "a signal"
        case bool():
            return str(value)
        case str():
            return "a string"
        case None:
            return "None"
        case _:
            return "a number"
