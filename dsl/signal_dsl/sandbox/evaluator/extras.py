"""The functions that TA-Lib does not have, as the catalog defines them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from signal_dsl.analysis.facts import NUMBER, CallFact
from signal_dsl.sandbox.evaluator import history, windows
from signal_dsl.sandbox.evaluator.graph import EVERYTHING, Kernel, Output
from signal_dsl.sandbox.evaluator.operators import elementwise
from signal_dsl.sandbox.evaluator.series import Array, Values
from signal_dsl.sandbox.evaluator.values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.sandbox.evaluator.compiler import Compiler

Inputs = tuple[Output, ...]
Extra = Callable[["Compiler", CallFact, Inputs, dict[str, Value]], Value]


def _of_bars(make: Callable[[int], Kernel], *, boolean: bool = False, anywhere: bool = True) -> Extra:
    """A function `f(x, n)` that looks back at most n bars; `anywhere`: to the last digit, wherever the data begin."""

    def compiled(compiler: Compiler, call: CallFact, inputs: Inputs, values: dict[str, Value]) -> Value:
        n = compiler.whole(call, "n")
        reach = n if anywhere else EVERYTHING
        made = compiler.made((call.function.name, n), make(n), inputs, call.node, boolean=boolean, reach=reach)
        return inputs[0] if n == 0 else made

    return compiled


def _crossing(upwards: bool, downwards: bool) -> Extra:
    kernel = history.crossing(upwards, downwards)

    def compiled(compiler: Compiler, call: CallFact, inputs: Inputs, values: dict[str, Value]) -> Value:
        return compiler.made((call.function.name,), kernel, inputs, call.node, boolean=True, reach=1)

    return compiled


def _bar_by_bar(compute: Callable[..., Values]) -> Extra:
    """A function of one bar's values; the known result where they are the same at all bars."""
    kernel = elementwise(compute)

    def compiled(compiler: Compiler, call: CallFact, inputs: Inputs, values: dict[str, Value]) -> Value:
        fact = compiler.home.facts[call.node]
        if fact.type == NUMBER and isinstance(fact.value, (int, float)):
            return fact.value
        return compiler.made((call.function.name,), kernel, inputs, call.node)

    return compiled


def _rounded(compiler: Compiler, call: CallFact, inputs: Inputs, values: dict[str, Value]) -> Value:
    fact = compiler.home.facts[call.node]
    if isinstance(fact.value, (int, float)):
        return fact.value
    digits = compiler.whole(call, "digits")

    def rounded(x: Values) -> Values:
        values: Array = np.round(x, digits)
        return values

    return compiler.made(("round", digits), elementwise(rounded), inputs, call.node)


def _nz(compiler: Compiler, call: CallFact, inputs: Inputs, values: dict[str, Value]) -> Value:
    replacement = values.get("replacement")
    node = call.given["replacement"].value if replacement is not None else call.node
    instead = compiler.number(0.0 if replacement is None else replacement, node)
    return compiler.made(("nz",), elementwise(_without_missing), (*inputs, instead), call.node)


def _without_missing(x: Values, instead: Values) -> Values:
    values: Array = np.where(np.isnan(x), instead, x)
    return values


def _bars_since(compiler: Compiler, call: CallFact, inputs: Inputs, values: dict[str, Value]) -> Value:
    return compiler.made(("bars_since",), history.bars_since, inputs, call.node, reach=EVERYTHING)


FUNCTIONS: dict[str, Extra] = {
    "crossover": _crossing(upwards=True, downwards=False),
    "crossunder": _crossing(upwards=False, downwards=True),
    "cross": _crossing(upwards=True, downwards=True),
    "highest": _of_bars(windows.highest),
    "lowest": _of_bars(windows.lowest),
    "shift": _of_bars(history.shift),
    "change": _of_bars(history.change),
    "rising": _of_bars(lambda n: history.steps(n, np.greater), boolean=True),
    "falling": _of_bars(lambda n: history.steps(n, np.less), boolean=True),
    "bars_since": _bars_since,
    "abs": _bar_by_bar(np.abs),
    "maximum": _bar_by_bar(np.maximum),
    "minimum": _bar_by_bar(np.minimum),
    "log": _bar_by_bar(np.log),
    "round": _rounded,
    "nz": _nz,
    "zscore": _of_bars(windows.zscore, anywhere=False),
    "rank": _of_bars(windows.rank),
}
