"""A script, ready to be evaluated over the bars of any market."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from signal_dsl.analysis import Facts
from signal_dsl.sandbox.bars import Bars
from signal_dsl.sandbox.evaluator.compiler import Compiler
from signal_dsl.sandbox.evaluator.decisions import Decision, State
from signal_dsl.sandbox.evaluator.frame import Frame
from signal_dsl.sandbox.evaluator.graph import Output
from signal_dsl.sandbox.evaluator.series import Array, Series, as_array, missing
from signal_dsl.sandbox.evaluator.values import Action, Items, Several, Signal, Sizing, Value, kind_of
from signal_dsl.sandbox.refusal import TA_OUT_OF_RANGE, VALIDATION_ERROR, RefusalError

# What an expression comes to at one bar: None where it has no value there (NaN), by name where it has several.
Result = float | bool | str | None | dict[str, float | bool | None]


class Program:
    """A script compiled from its facts; raises RefusalError (VALIDATION_ERROR) where it is not valid.

    tickers      those that its actions name, in order
    uses_state   whether a decision depends on what the broker did before
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        compiled = Compiler(facts)
        self.signals: list[Signal] = compiled.signals
        self.names: dict[str, Value] = compiled.names
        self.statements: list[Value] = compiled.statements
        self.tickers = tuple(dict.fromkeys(signal.action.ticker for signal in self.signals))
        self._graph = compiled.graph
        needed = self._graph.needed([one for signal in self.signals for one in _outputs(signal)])
        self.uses_state = any(node.stateful for node in needed)
        self._frames: WeakKeyDictionary[Bars, Frame] = WeakKeyDictionary()

    def decisions(
        self, bars: Bars, state: State | None = None, *, since: int = 0, until: int | None = None
    ) -> list[Decision]:
        """The decisions of all signals for the bars' ticker, in the script's order.

        What is decided at a bar depends on bars and state up to that bar alone. `state` may be left out where
        `uses_state` is False; without it the account never trades. What does not depend on it is computed once for
        the same `bars` object, whatever the number of calls.

        `since` and `until` (not counted) say which bars are asked for: of what depends on the state only those are
        computed, at a cost that goes with their number where it hangs on the state bar by bar or a fixed number of bars
        back. What the arrays hold at other bars then means nothing.

        Raises RefusalError: TA_OUT_OF_RANGE where there are fewer bars than a condition needs to have one value,
        DATA_UNAVAILABLE where there is no data for a variable.
        """
        signals = [signal for signal in self.signals if signal.action.ticker == bars.ticker]
        frame = self._frames.get(bars)
        if frame is None:
            frame = self._frames[bars] = Frame(self._graph, [one for s in signals for one in _outputs(s)], bars)
        count = len(bars)
        since, until = max(since, 0), count if until is None else min(until, count)
        found = iter(frame.compute(state, since, max(until, since)))
        decisions = []
        for signal in signals:
            condition, action = next(found), signal.action
            if condition.lookback >= count:
                raise self._out_of_range(signal, condition.lookback, bars)
            holds = _whole(condition, since, count)
            weight = _whole(next(found), since, count) if action.sizing else None
            valid_from = min(condition.valid_from, count)
            decisions.append(Decision(signal.line, action.kind, action.ticker, action.side, holds, valid_from, weight))
        return decisions

    def demand(self, bars: Bars, tickers: Sequence[str] | None = None) -> None:
        """Compute over `bars` what decides about no trade: signals of other `tickers`, or without any all statements.

        Raises RefusalError as `decisions` does: what a script asks for must have a value, whether or not it is traded.
        """
        if tickers is None:
            for value, home in zip(self.statements, self.facts.statements, strict=True):
                for series in self.series(_all_outputs(value), bars):
                    if series.lookback >= len(bars):
                        line = self.facts.source.position(home.start).line
                        text = self.facts.text(home.tree.value, home)  # type: ignore[union-attr]
                        raise _too_few(bars, series.lookback, f"`{text}`", line)
            return
        signals = [signal for signal in self.signals if signal.action.ticker in tickers]
        self.series([output for one in signals for output in _outputs(one)], bars)
        for signal, series in zip(signals, self.series([one.condition for one in signals], bars), strict=True):
            if series.lookback >= len(bars):
                raise self._out_of_range(signal, series.lookback, bars)

    def value(self, bars: Bars, state: State | None = None) -> Result:
        """What the script's last statement comes to at the last bar: for expressions, without a signal.

        Raises RefusalError as `decisions` does, and VALIDATION_ERROR where there is no value to tell.
        """
        last = self.statements[-1] if self.statements else None
        if isinstance(last, (bool, int, float, str)):
            return last
        if not isinstance(last, (Output, Several)):
            said = f"An expression is needed, not {kind_of(last)}." if self.statements else "There is no expression."
            raise RefusalError(VALIDATION_ERROR, said, "Give it a condition or a number, such as `rsi(close, 14)`.")
        home = self.facts.statements[-1]
        outputs = last.outputs if isinstance(last, Several) else {"": last}
        results: dict[str, float | bool | None] = {}
        for name, series in zip(outputs, self.series(list(outputs.values()), bars, state), strict=True):
            if series.lookback >= len(bars):
                line = self.facts.source.position(home.start).line
                raise _too_few(bars, series.lookback, f"`{self.facts.text(home.tree.value, home)}`", line)  # type: ignore[union-attr]
            results[name] = _at_last(series, len(bars))
        return results if isinstance(last, Several) else results[""]

    def series(self, outputs: list[Output], bars: Bars, state: State | None = None) -> list[Series]:
        """The whole series of any outputs of this program; nothing is kept for another call."""
        return Frame(self._graph, outputs, bars).compute(state)

    def _out_of_range(self, signal: Signal, lookback: int, bars: Bars) -> RefusalError:
        known = next((one for one in self.facts.signals if self.facts.line(one.node, one.home) == signal.line), None)
        step = known and self.facts.dominant(known.fact)
        blamed = f"`{self.facts.text(step.node, step.home)}`" if step else "the condition"
        line = self.facts.line(step.node, step.home) if step else signal.line
        return _too_few(bars, lookback, blamed, line)


def _too_few(bars: Bars, lookback: int, blamed: str, line: int) -> RefusalError:
    there = f"There are {len(bars):,} bars of {bars.timeframe} for {bars.ticker}"
    message = f"{there}, but {lookback + 1:,} are needed for one value, mostly for {blamed}."
    return RefusalError(TA_OUT_OF_RANGE, message, "Start earlier, or shorten the period.", line)


def _all_outputs(value: Value) -> list[Output]:
    """All series that a value is made of."""
    match value:
        case Output():
            return [value]
        case Several():
            return list(value.outputs.values())
        case Items():
            return [output for item in value.items for output in _all_outputs(item)]
        case Sizing():
            return [value.fraction]
        case Action():
            return _all_outputs(value.sizing) if value.sizing else []
        case _:
            return []


def _outputs(signal: Signal) -> list[Output]:
    sizing = signal.action.sizing
    return [signal.condition, sizing.fraction] if sizing else [signal.condition]


def _whole(series: Series, since: int, count: int) -> Array:
    """The values as an array of all bars, of which those of `series` begin at `since`; read-only."""
    values = series.values
    if not isinstance(values, np.ndarray):
        if not series.valid_from:
            return np.broadcast_to(np.asarray(values), count)
        values = as_array(values, count)
        values[: series.valid_from] = missing(values)
    elif len(values) < count:
        whole = np.zeros(count, values.dtype)
        whole[since : since + len(values)] = values
        values = whole
    values = values.view()
    values.flags.writeable = False
    return values


def _at_last(series: Series, count: int) -> float | bool | None:
    value: Any = series.values[-1] if isinstance(series.values, np.ndarray) else series.values
    if series.valid_from >= count:
        return None
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    return None if value != value else float(value)
