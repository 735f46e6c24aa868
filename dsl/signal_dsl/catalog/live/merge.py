"""The built-in catalog under a live one.

The live catalog wins for what it says: which functions there are, their parameters, defaults and bounds. What it does
not say comes from the built-in entry of the same name, its twin: lookback, settling, ranges, documentation. The
lookback of a function without a twin, or whose parameters cannot be matched with the twin's, is unknown.

What the live catalog does not list:

- `entry`, `exit`, `Weight`, `emit_signal` and the prices stay. They belong to the language, not to the list.
- Indicators are gone once it lists functions: a script that uses them would fail on the platform.
- What works bar by bar or on bars nearby (`crossover`, `abs`, `max` …) is gone only if the list includes operators,
  because some lists hold indicators only.
- Variables are gone only if it lists variables.

So a name that is in neither is missing on the platform; `authoritative` says so where the list was understood in full
and holds functions and variables. A list in which nothing is familiar was not understood: the built-in catalog stays.
"""

from __future__ import annotations

from signal_dsl.catalog import model
from signal_dsl.catalog.catalog import LIVE, Catalog
from signal_dsl.catalog.live.model import LiveOutput
from signal_dsl.catalog.live.pairing import Pairing, pair, same
from signal_dsl.catalog.model import Function, Output, Parameter, Variable
from signal_dsl.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.catalog.live.model import LiveCatalog, LiveFunction, LiveParameter, LiveVariable

LANGUAGE_CATEGORY = "Signals"
PRICES = ("open", "high", "low", "close", "volume")
OPERATOR_CATEGORIES = ("Crossings", "History", "Bar by bar", "Math Operators", "Math Transform")
_NOT_UNDERSTOOD = "The live catalog was not understood; the built-in catalog stays in force."
_NO_TWIN = "the platform's list does not say how many bars it needs"
_BORROWED = "The lookback is the built-in entry's, on the understanding that the platform computes as TA-Lib does."


def merge(base: Catalog, live: LiveCatalog) -> Catalog:
    """`base` overridden and extended by `live`."""
    if not any(name in base for name in [*live.functions, *live.variables]):
        return base.with_warnings((*live.warnings, _NOT_UNDERSTOOD))
    functions = {function.name: function for function in base.functions() if _stays(function, base, live)}
    functions |= {name: _function(function, base.function(name)) for name, function in live.functions.items()}
    variables = {v.name: v for v in base.variables() if v.name in PRICES or not live.variables}
    variables |= {name: _variable(variable, base.variable(name)) for name, variable in live.variables.items()}
    return Catalog(
        functions,
        variables,
        base.formulas,
        base.ma_types,
        provenance=LIVE,
        authoritative=bool(live.complete and live.functions and live.variables),
        warnings=live.warnings,
    )


def _stays(function: Function, base: Catalog, live: LiveCatalog) -> bool:
    """Whether a built-in function that the live catalog may not list is still there."""
    if function.category == LANGUAGE_CATEGORY or not live.functions:
        return True
    if function.category not in OPERATOR_CATEGORIES or live.operators_listed:
        return False
    own = (base.function(name) for name in live.functions)
    return not any(each is not None and each.category in OPERATOR_CATEGORIES for each in own)


def _variable(live: LiveVariable, twin: Variable | None) -> Variable:
    twin = twin or Variable(live.name, "Variables", "")
    return replace(
        twin,
        category=live.category or twin.category,
        summary=live.summary or twin.summary,
        kind=live.kind or twin.kind,
        mark=model.DOCUMENTED,
        origin=model.LIVE,
    )


def _function(live: LiveFunction, twin: Function | None) -> Function:
    if twin is None:
        return _without_twin(live)
    pairing = same(twin) if live.parameters is None else pair(live.parameters, twin)
    if twin.category == LANGUAGE_CATEGORY:
        pairing = replace(pairing, fault="")  # an action needs no bars, whatever its parameters are
    function = replace(
        twin,
        category=live.category or twin.category,
        summary=live.summary or twin.summary,
        parameters=twin.parameters if live.parameters is None else _parameters(live, twin, pairing),
        outputs=_outputs(live, twin, pairing),
        mark=model.DOCUMENTED,
        origin=model.LIVE,
    )
    if pairing.fault:
        because = twin.unknown_because or pairing.fault
        return replace(function, lookback=None, settling=None, unknown_because=because, constraints=())
    carried = [constraint for constraint in twin.constraints if pairing.carries(constraint.formula, twin)]
    return replace(
        function,
        lookback=None if twin.lookback is None else pairing.translate(twin.lookback, twin),
        settling=None if twin.settling is None else pairing.translate(twin.settling, twin),
        constraints=tuple([replace(c, formula=pairing.translate(c.formula, twin)) for c in carried]),
        notes=(*twin.notes, _BORROWED),
    )


def _without_twin(live: LiveFunction) -> Function:
    """A function of which only the list is known. Its lookback is unknown, and any value may come out of it."""
    said = live.outputs or (LiveOutput(None),)
    return Function(
        live.name,
        live.category or "Other",
        live.summary,
        tuple([_parameter(parameter, None) for parameter in live.parameters or ()]),
        tuple([Output(o.name or _value(i), o.kind or model.ANY, o.low, o.high) for i, o in enumerate(said)]),
        lookback=None,
        settling=None,
        unknown_because=_NO_TWIN,
        mark=model.DOCUMENTED,
        origin=model.LIVE,
        open_signature=live.parameters is None,
    )


def _parameters(live: LiveFunction, twin: Function, pairing: Pairing) -> tuple[Parameter, ...]:
    """The live parameters, in their order; before them the twin's inputs, where the list leaves out all inputs."""
    assert live.parameters is not None
    twins = {parameter.name: parameter for parameter in twin.parameters}
    own = {parameter.name: twins[name] for name, parameter in pairing.pairs.items()}
    found = [_parameter(parameter, own.get(parameter.name)) for parameter in live.parameters]
    if live.whole or any(parameter.kind in model.INPUT_KINDS for parameter in found):
        return tuple(found)
    taken = {parameter.name for parameter in found}
    return (*(parameter for parameter in twin.inputs if parameter.name not in taken), *found)


def _parameter(live: LiveParameter, twin: Parameter | None) -> Parameter:
    """A parameter as the live catalog gives it, completed from its twin."""
    if twin is None:
        kind = live.kind or model.ANY
        required = kind in model.INPUT_KINDS if live.required is None else live.required
        return Parameter(live.name, kind, required, live.default, live.low, live.high, summary=live.summary)
    # "number" or "string" says less than a period, a ticker or a kind of average; a series does say more.
    kind = live.kind if live.kind in model.INPUT_KINDS else twin.kind
    as_is = live.name == twin.name
    return Parameter(
        live.name,
        kind,
        twin.required if live.required is None else live.required,
        twin.default if live.default is None else live.default,
        twin.low if live.low is None else live.low,
        twin.high if live.high is None else live.high,
        price=twin.price and as_is,
        summary=live.summary or twin.summary,
        aliases=twin.aliases if as_is else (),
    )


def _outputs(live: LiveFunction, twin: Function, pairing: Pairing) -> tuple[Output, ...]:
    """The live outputs, with the twin's kinds and ranges where they are the same ones."""
    own = [_output(output, twin, pairing) for output in twin.outputs]
    if live.outputs is None or twin.category == LANGUAGE_CATEGORY:
        return tuple(own)
    by_name = {output.name.lower(): output for output in own}
    found = []
    for index, said in enumerate(live.outputs):
        output = by_name.get((said.name or "").lower())
        if output is None:
            in_place = len(live.outputs) == len(own) and (len(own) == 1 or said.name is None)
            output = own[index] if in_place else Output(said.name or _value(index))
        if said.low is not None or said.high is not None:
            output = replace(output, low=said.low, high=said.high, values=(), holds="")
        found.append(replace(output, name=said.name or output.name, kind=said.kind or output.kind))
    return tuple(found)


def _output(output: Output, twin: Function, pairing: Pairing) -> Output:
    if pairing.fault:
        return replace(output, low=None, high=None, values=(), holds="")
    return replace(output, holds=pairing.translate(output.holds, twin))


def _value(index: int) -> str:
    return f"value{index + 1}" if index else "value"
