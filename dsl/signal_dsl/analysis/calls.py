"""Which argument of a call goes to which parameter, and what does not fit."""

from __future__ import annotations

from signal_dsl.analysis import formula
from signal_dsl.analysis.facts import (
    ACTION,
    BOOLEAN,
    CONSTRAINT,
    DOUBLED,
    MISSING,
    NONE,
    NOT_BOOLEAN,
    NOT_KNOWN,
    NUMBER,
    OUT_OF_ORDER,
    OUT_OF_RANGE,
    SIZING,
    SOME_PRICES,
    STRING,
    SUSPICIOUS,
    TOO_MANY,
    UNKNOWN,
    UNKNOWN_KEYWORD,
    WRONG_TYPE,
    CallFact,
    Fact,
    Problem,
)
from signal_dsl.catalog import model
from signal_dsl.syntax.nodes import Argument, Call

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.catalog import Catalog, Function, Parameter

# For each kind of parameter, the types of value that fit.
FITTING = {
    model.SERIES: (NUMBER, BOOLEAN),
    model.CONDITION: (BOOLEAN,),
    model.INTEGER: (NUMBER,),
    model.REAL: (NUMBER,),
    model.MA_TYPE: (NUMBER, STRING),
    model.STRING: (STRING,),
    model.TICKER: (STRING,),
    model.SIDE: (STRING,),
    model.SIZING: (SIZING,),
    model.ACTION: (ACTION,),
}
# What compares bar by bar, where TA-Lib's function of the same purpose looks back over a period.
BAR_BY_BAR = {"max": "maximum", "min": "minimum"}


def bind(node: Call, function: Function, facts: list[Fact], catalog: Catalog) -> CallFact:
    """Give each argument of `node` (whose facts are `facts`, in order) to a parameter of `function`."""
    if function.open_signature:
        return CallFact(node, function, {}, False, {}, [])
    left_out = function.first_price is not None and _prices_left_out(node, function, facts)
    taken = function.without_prices if left_out else function.parameters
    given: dict[str, Argument] = {}
    known: dict[str, Fact] = {}
    bound: list[tuple[Parameter, Argument, Fact]] = []
    problems: list[Problem] = []
    named = False
    for position, argument in enumerate(node.arguments):
        if argument.name is not None:
            named = True
            parameter = function.spellings.get(argument.name)
            if parameter is None:
                problems.append(Problem(UNKNOWN_KEYWORD, argument))
                continue
        elif named:
            problems.append(Problem(OUT_OF_ORDER, argument))
            continue
        elif position < len(taken):
            parameter = taken[position]
        else:
            problems.append(Problem(TOO_MANY, argument))
            break
        if parameter.name in given:
            problems.append(Problem(DOUBLED, argument, parameter))
            continue
        fact = facts[position]
        given[parameter.name] = argument
        known[parameter.name] = fact
        bound.append((parameter, argument, fact))
    if len(given) < len(function.parameters) or function.first_price is not None:
        problems += _missing(node, function, known, left_out)
    values = _values(function, known, catalog)
    for parameter, argument, fact in bound:
        kind = parameter.kind
        if kind in model.INPUT_KINDS and fact.type in FITTING[kind]:
            continue
        problem = _misfit(argument, parameter, fact, values.get(parameter.name, NOT_KNOWN))
        if problem is None and fact.series and kind == model.INTEGER and _is_mixed_up(function, known):
            problem = Problem(WRONG_TYPE, argument, parameter)
        if problem is not None:
            problems.append(problem)
    if function.constraints and not problems:
        problems += _broken_constraints(node, function, values, catalog)
    return CallFact(node, function, given, left_out, values, problems)


def _prices_left_out(node: Call, function: Function, facts: list[Fact]) -> bool:
    """Whether the price inputs were left out: what stands in the first one's place is no series, and none is named."""
    first = function.first_price
    assert first is not None
    positional = 0
    for argument in node.arguments:
        if argument.name is None:
            positional += 1
        elif argument.name in function.spellings and function.spellings[argument.name].price:
            return False
    prices = len(function.parameters) - len(function.without_prices)
    for fact in facts[first : min(positional, first + prices)]:
        if fact.type != UNKNOWN and (fact.series or fact.type == NUMBER):
            return not fact.series
    return positional < first + prices  # nothing is known of what stands there: go by the number


def _missing(node: Call, function: Function, known: dict[str, Fact], left_out: bool) -> list[Problem]:
    """What the call must give and does not. A number in a price's place was meant for what follows the prices."""
    if function.first_price is not None and not left_out:
        for parameter in function.parameters:
            fact = known.get(parameter.name)
            if parameter.price and (fact is None or (fact.type == NUMBER and not fact.series)):
                return [Problem(SOME_PRICES, node, parameter)]
    return [Problem(MISSING, node, p) for p in function.parameters if p.required and p.name not in known]


def _values(function: Function, known: dict[str, Fact], catalog: Catalog) -> dict[str, object]:
    """The known value of each parameter that is set once."""
    values: dict[str, object] = {}
    for parameter in function.options:
        fact = known.get(parameter.name)
        value = parameter.default if fact is None or fact.value is None else fact.value
        if value is None:
            value = NOT_KNOWN
        if parameter.kind == model.MA_TYPE and isinstance(value, str):
            value = catalog.ma_types.get(value.lower(), value)
        values[parameter.name] = value
    return values


def _misfit(argument: Argument, parameter: Parameter, fact: Fact, value: object) -> Problem | None:
    """What is wrong with an argument that a parameter was given; None where nothing is, as far as one can tell."""
    fitting = FITTING.get(parameter.kind)
    if fitting is None or fact.type == UNKNOWN:
        return None
    if fact.type not in fitting:
        if fact.type == NONE and not parameter.required:
            return None
        kind = NOT_BOOLEAN if parameter.kind == model.CONDITION and fact.type == NUMBER else WRONG_TYPE
        return Problem(kind, argument, parameter)
    if value is NOT_KNOWN or parameter.kind in model.INPUT_KINDS:
        return None
    if parameter.kind == model.MA_TYPE and isinstance(value, str):
        return Problem(OUT_OF_RANGE, argument, parameter)
    if parameter.kind in (model.INTEGER, model.MA_TYPE) and not isinstance(value, int):
        return Problem(WRONG_TYPE, argument, parameter)
    if (parameter.low is not None and value < parameter.low) or (parameter.high is not None and value > parameter.high):  # type: ignore[operator]
        return Problem(OUT_OF_RANGE, argument, parameter)
    return None


def _is_mixed_up(function: Function, known: dict[str, Fact]) -> bool:
    """Whether a series for a period is plainly a mistake: `max(close, open)`, `sma(20, close)`."""
    if function.name in BAR_BY_BAR:
        return True
    inputs = [known[parameter.name] for parameter in function.inputs if parameter.name in known]
    return bool(inputs) and all(fact.type == NUMBER and not fact.series for fact in inputs)


def _broken_constraints(node: Call, function: Function, values: dict[str, object], catalog: Catalog) -> list[Problem]:
    """The constraints between parameters that are plainly not kept."""
    broken = []
    for constraint in function.constraints:
        known = all(values[name] is not NOT_KNOWN for name in formula.parameters_of(constraint.formula))
        if known and formula.evaluate(constraint.formula, values, catalog) is False:
            kind = CONSTRAINT if constraint.refused else SUSPICIOUS
            broken.append(Problem(kind, node, detail=constraint.message))
    return broken
