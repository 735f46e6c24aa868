"""What a call gives: its lookback by the catalog's formula, its type and bounds."""

from __future__ import annotations

from signal_dsl.analysis import bars, formula
from signal_dsl.analysis.facts import (
    ACTION,
    BOOLEAN,
    NOT_KNOWN,
    NUMBER,
    SEVERAL,
    SIGNAL,
    SIZING,
    UNKNOWN,
    CallFact,
    Fact,
    StatementFacts,
)
from signal_dsl.analysis.values import is_number
from signal_dsl.catalog import model
from signal_dsl.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from signal_dsl.catalog import Catalog, Output

# The type of value that each kind of output or variable has.
TYPES = {
    model.SERIES: NUMBER,
    model.CONDITION: BOOLEAN,
    model.SIZING: SIZING,
    model.ACTION: ACTION,
    model.SIGNAL: SIGNAL,
}
# Functions whose result is known where their arguments are.
_FOLDED: dict[str, Callable[..., object]] = {"abs": abs, "maximum": max, "minimum": min, "round": round}


def result(call: CallFact, inputs: list[Fact], home: StatementFacts, catalog: Catalog) -> Fact:
    """The facts of a call, `inputs` being those of the arguments that are given once a bar."""
    outputs = call.function.outputs
    if call.function.is_bounded_at_times:
        outputs = tuple([_bounded(output, call, catalog) for output in outputs])
    fact = _bars(call, inputs, home, catalog)
    if len(outputs) == 1:
        output = outputs[0]
        fact.type, fact.low, fact.high = TYPES.get(output.kind, UNKNOWN), output.low, output.high
        if call.function.lookback == "0" and not call.prices_left_out and not any(part.series for part in inputs):
            # Bar by bar on scalars is one value for all bars: `maximum(10, 20)`, `Weight(0.5)`.
            fact.series = False
            fact = _folded(call, inputs) or fact
    fact.outputs = outputs
    return fact


def of_output(fact: Fact, output: Output) -> Fact:
    """The facts of one output of a call, whose own are `fact`."""
    return fact.retyped(TYPES.get(output.kind, UNKNOWN), output.low, output.high)


def _bars(call: CallFact, inputs: list[Fact], home: StatementFacts, catalog: Catalog) -> Fact:
    """How many bars a call needs, as facts of the type SEVERAL."""
    node, function = call.node, call.function
    if call.problems and any(problem.refused for problem in call.problems):
        return bars.unknown(node, home, "this call is not valid", SEVERAL, inputs=inputs, series=True)
    if function.lookback is None:
        return bars.unknown(node, home, function.unknown_because, SEVERAL, inputs=inputs, series=True)
    fact = bars.widest(SEVERAL, inputs)
    fact.series = True
    if function.lookback == "0" and function.settling == "0":
        return fact
    for name in formula.parameters_of(function.lookback):
        if call.values.get(name, NOT_KNOWN) is not NOT_KNOWN:
            continue
        period = call.given[name].value if name in call.given else None
        told = f"`{name}` is `{bars.quoted(period, home)}`, which" if period else f"`{name}`"
        reason = f"{told} is not known when the script is read"
        return bars.unknown(node, home, reason, SEVERAL, inputs=inputs, period=period, series=True)
    lookback = formula.evaluate(function.lookback, call.values, catalog)
    if not isinstance(lookback, int):
        reason = "its lookback has no value for these parameters"
        return bars.unknown(node, home, reason, SEVERAL, inputs=inputs, series=True)
    return bars.longer(fact, node, home, lookback, _settling(call, catalog))


def _settling(call: CallFact, catalog: Catalog) -> int | None:
    settling = call.function.settling
    if settling is None or _not_known(settling, call):
        return None
    more = formula.evaluate(settling, call.values, catalog)
    return int(more) if is_number(more) else None


def _bounded(output: Output, call: CallFact, catalog: Catalog) -> Output:
    """An output with the bounds that hold for this call's parameters."""
    if not output.holds:
        return output
    if not _not_known(output.holds, call) and formula.evaluate(output.holds, call.values, catalog) is True:
        return output
    return replace(output, low=None, high=None)


def _folded(call: CallFact, inputs: list[Fact]) -> Fact | None:
    """The facts of a call whose value is known, because those of its arguments are."""
    fold = _FOLDED.get(call.function.name)
    if fold is None or not inputs or call.problems or not all(is_number(part.value) for part in inputs):
        return None
    if any(option.name in call.given for option in call.function.options):
        return None
    try:
        value = fold(*(part.value for part in inputs))
    except (ArithmeticError, ValueError):  # `round` of what is infinite
        return None
    return Fact(NUMBER, False, value, value, value)  # type: ignore[arg-type]


def _not_known(text: str, call: CallFact) -> list[str]:
    """The parameters of a formula whose value in this call is not known."""
    return [name for name in formula.parameters_of(text) if call.values.get(name, NOT_KNOWN) is NOT_KNOWN]
