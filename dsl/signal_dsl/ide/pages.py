"""Documentation of what the catalog holds, as Markdown."""

from __future__ import annotations

from signal_dsl.catalog import model
from signal_dsl.catalog.describe import bounds, parameter_facts, signature
from signal_dsl.ide.prose import code, origin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.catalog import Function, Output, Parameter, Variable
    from signal_dsl.ide.snapshot import Snapshot

_RESULTS = {
    model.SERIES: "number series",
    model.CONDITION: "condition",
    model.SIZING: "sizing",
    model.ACTION: "action",
    model.SIGNAL: "signal",
}


def function_head(function: Function) -> str:
    """How a function is called and what it gives, as a block of code."""
    return code(f"{signature(function)} → {result(function)}")


def result(function: Function) -> str:
    """What a function gives, in a word or two."""
    outputs = function.outputs
    if len(outputs) == 1:
        return _RESULTS.get(outputs[0].kind, "anything")
    return ", ".join(output.name for output in outputs)


def function_page(
    function: Function, snapshot: Snapshot, here: list[str] | None = None, given: tuple[Output, ...] = ()
) -> str:
    """The page of a function. With paragraphs about a call of it (`here`), parameters and formulas are left out.

    `given` are the outputs with the ranges that they have in that call.
    """
    parts = [function_head(function), function.summary]
    if here is None and function.parameters:
        parts.append(
            "\n".join(f"- `{p.name}`: {parameter_facts(p, snapshot.facts.catalog)}" for p in function.parameters)
        )
    parts += outputs(given or function.outputs)
    parts += here if here is not None else formulas(function)
    if here is None:
        parts += function.notes
    return "\n\n".join([*parts, _origin(function, snapshot)])


def outputs(found: tuple[Output, ...]) -> list[str]:
    """The outputs of a function with their ranges, or the range of the only one."""
    if len(found) > 1:
        rows = []
        for output in found:
            told = values(output)
            rows.append(f"- `.{output.name}`: " + " ".join(filter(None, [output.summary, f"({told})" if told else ""])))
        return ["\n".join(rows)]
    told = values(found[0]) if found else ""
    return [f"Values: {told}."] if told else []


def values(output: Output) -> str:
    """The values that an output can have; empty where nothing is known of them."""
    if output.values:
        return "one of " + ", ".join(f"{value:g}" for value in output.values)
    told = bounds(output.low, output.high)
    return f"{told}, where `{output.holds}`" if told and output.holds else told


def formulas(function: Function) -> list[str]:
    """How lookback and settling follow from the parameters."""
    if all(output.kind not in (model.SERIES, model.CONDITION, model.ANY) for output in function.outputs):
        return []
    if function.lookback is None:
        return [f"Lookback: unknown, because {function.unknown_because}."]
    if function.lookback == "0" and function.settling == "0":
        return ["Lookback: none, it is computed bar by bar."]
    told = f"Lookback: `{function.lookback}` {'bar' if function.lookback == '1' else 'bars'}"
    if function.settling is None:
        return [f"{told}. It never settles: the values depend on where the data began."]
    return [f"{told}." if function.settling == "0" else f"{told}, and `{function.settling}` more until it has settled."]


def variable_page(variable: Variable, snapshot: Snapshot) -> str:
    """The page of a variable."""
    head = code(f"{variable.name}: {_RESULTS.get(variable.kind, 'series')}")
    told = bounds(variable.low, variable.high)
    parts = [head, variable.summary, *([f"Values: {told}."] if told else [])]
    return "\n\n".join([*parts, _origin(variable, snapshot)])


def parameter_page(parameter: Parameter, function: Function, snapshot: Snapshot) -> str:
    """The page of one parameter."""
    head = code(f"{function.name}(… {parameter.name} …)")
    return f"{head}\n\n{parameter_facts(parameter, snapshot.facts.catalog)}"


def output_page(output: Output, function: Function | None) -> str:
    """The page of one output."""
    head = code(f"{function.name if function else ''}.{output.name}: {_RESULTS.get(output.kind, 'series')}")
    told = values(output)
    return "\n\n".join([head, *filter(None, [output.summary, f"Values: {told}." if told else ""])])


def _origin(entry: Function | Variable, snapshot: Snapshot) -> str:
    return f"*{entry.category} · {origin(entry, snapshot)}*"
