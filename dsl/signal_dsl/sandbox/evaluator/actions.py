"""`emit_signal`, `entry`, `exit` and `Weight`."""

from __future__ import annotations

from collections.abc import Callable

from signal_dsl.analysis.facts import NOT_KNOWN, CallFact
from signal_dsl.sandbox.evaluator.graph import Output
from signal_dsl.sandbox.evaluator.values import Action, Signal, Sizing, Value, kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.sandbox.evaluator.compiler import Compiler

LONG, SHORT = "LONG", "SHORT"
# The ticker of an action that is not simulated: it is in no universe.
NOWHERE = "?"


def _weight(compiler: Compiler, call: CallFact, values: dict[str, Value]) -> Value:
    fraction = values["fraction"]
    known = compiler.home.facts[call.given["fraction"].value].value
    # What comes to no number, such as 1 / 0, is refused as an order, not as a script.
    if known is not NOT_KNOWN and not (isinstance(fraction, (int, float)) and 0 < fraction <= 1):
        raise compiler.refused(call.node, "a weight is a fraction of equity, above 0 and at most 1")
    return Sizing(compiler.number(fraction, call.given["fraction"].value))


def _entry(compiler: Compiler, call: CallFact, values: dict[str, Value]) -> Value:
    ticker, side = _text(compiler, call, values, "ticker"), _side(compiler, call, values)
    sizing = values["sizing"]
    if not isinstance(sizing, Sizing):
        raise compiler.refused(call.node, f"the size is a `Weight(…)`, not {kind_of(sizing)}")
    return Action("entry", ticker, side, sizing)


def _exit(compiler: Compiler, call: CallFact, values: dict[str, Value]) -> Value:
    side = _side(compiler, call, values) if values.get("side") is not None else None
    return Action("exit", _text(compiler, call, values, "ticker"), side, None)


def _emit_signal(compiler: Compiler, call: CallFact, values: dict[str, Value]) -> Value:
    condition = compiler.condition(values["condition"], call.given["condition"].value)
    action = values["action"]
    if not isinstance(action, Action):
        raise compiler.refused(call.node, f"the action is an `entry(…)` or `exit(…)`, not {kind_of(action)}")
    signal = Signal(compiler.line(call.node), condition, action)
    compiler.signals.append(signal)
    return signal


def hidden(compiler: Compiler, call: CallFact, value: Output) -> Value:
    """What a call comes to that was given something that is not simulated: it is refused when it is needed."""
    name = call.function.name
    if name == "Weight":
        return Sizing(value)
    if name != "emit_signal":
        return Action(name, NOWHERE, None, Sizing(value))
    signal = Signal(compiler.line(call.node), value, Action("exit", NOWHERE, None, None))
    compiler.signals.append(signal)
    return signal


def _side(compiler: Compiler, call: CallFact, values: dict[str, Value]) -> str:
    side = _text(compiler, call, values, "side")
    if side not in (LONG, SHORT):
        raise compiler.refused(call.node, f'a side is "LONG" or "SHORT", not "{side}"')
    return side


def _text(compiler: Compiler, call: CallFact, values: dict[str, Value], name: str) -> str:
    value = values[name]
    if not isinstance(value, str):
        raise compiler.refused(call.node, f"`{name}` is a string in quotes, not {kind_of(value)}")
    return value


FUNCTIONS: dict[str, Callable[[Compiler, CallFact, dict[str, Value]], Value]] = {
    "Weight": _weight,
    "entry": _entry,
    "exit": _exit,
    "emit_signal": _emit_signal,
}
