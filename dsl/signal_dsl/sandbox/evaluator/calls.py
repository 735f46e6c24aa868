"""Calls: which computation is meant, of which inputs, with which parameters."""

from __future__ import annotations

from signal_dsl.analysis.calls import bind
from signal_dsl.analysis.facts import (
    CONSTRAINT,
    DOUBLED,
    MISSING,
    NOT_KNOWN,
    NUMBER,
    OUT_OF_ORDER,
    OUT_OF_RANGE,
    SOME_PRICES,
    TOO_MANY,
    UNKNOWN_KEYWORD,
    CallFact,
    Problem,
)
from signal_dsl.analysis.formula import parameters_of
from signal_dsl.catalog import Parameter, builtin, model
from signal_dsl.sandbox.evaluator import actions, choices, extras, indicators
from signal_dsl.sandbox.evaluator.graph import Output
from signal_dsl.sandbox.evaluator.values import Several, Value
from signal_dsl.syntax.nodes import Call, Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.sandbox.evaluator.compiler import Compiler


def compiled(compiler: Compiler, node: Call) -> Value:
    """What a call stands for."""
    if not isinstance(node.function, Name) or node not in compiler.home.calls:
        called = compiler.value(node.function) if isinstance(node.function, Name) else None
        if isinstance(called, Output) and called.anything:
            return called
        raise compiler.refused(node, f"{compiler.text(node.function)} is no function that there is")
    given = [compiler.value(argument.value) for argument in node.arguments]
    call = _own(compiler, node)
    if call is None:
        return _unknown(compiler, node)
    for problem in call.problems:
        if problem.refused:
            raise compiler.refused(node, _reason(call, problem))
    values = {
        name: given[next(place for place, one in enumerate(node.arguments) if one is argument)]
        for name, argument in call.given.items()
    }
    name = call.function.name
    if name in actions.FUNCTIONS:
        hidden = next((one for one in values.values() if isinstance(one, Output) and one.anything), None)
        if hidden:
            return actions.hidden(compiler, call, hidden)
        return actions.FUNCTIONS[name](compiler, call, values)
    inputs = tuple(_input(compiler, call, parameter, values) for parameter in call.function.inputs)
    _refuse_scalars(compiler, call)
    for one in call.function.options:
        if call.values[one.name] is NOT_KNOWN:
            what = f"{compiler.text(node)}, whose `{one.name}` is not one known number"
            outputs = {output.name: output.kind == model.CONDITION for output in call.function.outputs}
            return choices.not_simulated(compiler, (node,), what, node, outputs)
    if name in extras.FUNCTIONS:
        return extras.FUNCTIONS[name](compiler, call, inputs, values)
    return _indicator(compiler, call, inputs)


def _own(compiler: Compiler, node: Call) -> CallFact | None:
    """The call by the sandbox's own catalog, whatever catalog the script was analysed with; None where it lacks it."""
    call = compiler.home.calls[node]
    function = builtin().function(call.function.name)
    if function is None or function == call.function:
        return call if function else None
    facts = [compiler.home.facts[argument.value] for argument in node.arguments]
    return bind(node, function, facts, builtin())


def _unknown(compiler: Compiler, node: Call) -> Value:
    """A function that only a live catalog knows."""
    function = compiler.home.calls[node].function
    outputs = {output.name: output.kind == model.CONDITION for output in function.outputs}
    return choices.not_simulated(compiler, (function.name,), f"`{function.name}`", node, outputs or {"": False})


def _input(compiler: Compiler, call: CallFact, parameter: Parameter, values: dict[str, Value]) -> Output:
    if parameter.name not in values:  # prices that were left out
        return compiler.number(compiler.variable(str(parameter.default), call.node), call.node)
    value, node = values[parameter.name], call.given[parameter.name].value
    as_one = compiler.condition if parameter.kind == model.CONDITION else compiler.number
    return as_one(value, node)


def _refuse_scalars(compiler: Compiler, call: CallFact) -> None:
    """An indicator of what is the same at all bars: `rsi(14)`."""
    lookback = call.function.lookback
    arguments = [call.given[one.name] for one in call.function.inputs if one.name in call.given]
    inputs = [compiler.home.facts[argument.value] for argument in arguments]
    if lookback and parameters_of(lookback) and inputs and not any(one.series or one.type != NUMBER for one in inputs):
        raise compiler.refused(call.node, "it is computed of a series, and a number is the same at every bar")


def _indicator(compiler: Compiler, call: CallFact, inputs: tuple[Output, ...]) -> Value:
    """A function of TA-Lib's."""
    name = call.function.name
    parameters = tuple(
        float(compiler.option(call, one.name)) if one.kind == model.REAL else compiler.whole(call, one.name)
        for one in call.function.options
    )
    try:
        kernel = indicators.indicator(name, parameters)
    except ValueError:
        raise compiler.refused(call.node, "TA-Lib does not take these parameters") from None
    node = compiler.graph.node(
        (name, *parameters), kernel, inputs, line=compiler.line(call.node), reach=indicators.reach(name, parameters)
    )
    outputs = {output.name: Output(node, place) for place, output in enumerate(call.function.outputs)}
    return Several(outputs) if len(outputs) > 1 else Output(node)


def _reason(call: CallFact, problem: Problem) -> str:
    """What is wrong with a call, as a sentence without its full stop."""
    name = f"`{problem.parameter.name}`" if problem.parameter else "this argument"
    function = call.function
    return {
        CONSTRAINT: problem.detail.rstrip("."),
        MISSING: f"{name} is missing",
        SOME_PRICES: "the prices are given all or none",
        TOO_MANY: f"`{function.name}` takes at most {len(function.parameters)} arguments",
        UNKNOWN_KEYWORD: f"`{function.name}` has no parameter of this name",
        DOUBLED: f"{name} is given twice",
        OUT_OF_ORDER: "an argument without a name stands behind one with a name",
        OUT_OF_RANGE: f"{name} is out of the range that it may have",
    }.get(problem.kind, f"{name} is not of the kind that it must be")
