"""Choices bar by bar, and what is valid but not evaluated here."""

from __future__ import annotations

from collections.abc import Callable

from signal_dsl.analysis.facts import UNKNOWN
from signal_dsl.sandbox.evaluator import operators
from signal_dsl.sandbox.evaluator.graph import Kernel, Output
from signal_dsl.sandbox.evaluator.series import Series
from signal_dsl.sandbox.evaluator.values import Several, Value
from signal_dsl.sandbox.refusal import DATA_UNAVAILABLE, RefusalError
from signal_dsl.syntax.nodes import Conditional, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.sandbox.evaluator.compiler import Compiler


def conditional(compiler: Compiler, node: Conditional) -> Value:
    """`a if c else b`: one of the two where c is known, else a choice at each bar among numbers or conditions."""
    test, body, orelse = compiler.value(node.test), compiler.value(node.body), compiler.value(node.orelse)
    condition = compiler.condition(test, node.test)
    values = (body, orelse)
    series = [isinstance(value, Output) for value in values]
    if isinstance(test, bool) and not (any(series) and all(map(_is_number, values))):
        return body if test else orelse
    boolean = all(isinstance(v, bool) or (isinstance(v, Output) and v.boolean) for v in values)
    if not all(map(_is_number, values)) or (not boolean and compiler.home.facts[node].type == UNKNOWN):
        what = f"{compiler.text(node)}, which chooses bar by bar among what is not only numbers or only conditions"
        return not_simulated(compiler, (node,), what, node, {"": False}, anything=True)
    as_one: Callable[[Value, Node], Output] = compiler.condition if boolean else compiler.number
    inputs = condition, as_one(body, node.body), as_one(orelse, node.orelse)
    return compiler.made(("if",), operators.CONDITIONAL, inputs, node, boolean=boolean)


def not_simulated(
    compiler: Compiler,
    key: tuple[object, ...],
    what: str,
    node: Node,
    outputs: dict[str, bool],
    *,
    anything: bool = False,
) -> Value:
    """What is valid, but not evaluated here: refused by name when it is needed.

    `outputs` tells of each whether it is a condition.
    """
    line = compiler.line(node)
    message = f"The sandbox does not simulate {what}."
    refusal = RefusalError(DATA_UNAVAILABLE, message, "Run the script on the platform.", line)
    made = compiler.graph.node(("not simulated", *key), _raising(refusal), line=line)
    found = {name: Output(made, place, boolean, anything) for place, (name, boolean) in enumerate(outputs.items())}
    return Several(found) if len(found) > 1 else next(iter(found.values()))


def _is_number(value: Value) -> bool:
    """Whether a value can be one at each bar; True counts as 1."""
    return isinstance(value, (Output, int, float))


def _raising(refusal: RefusalError) -> Kernel:
    def kernel(*_: object) -> tuple[Series, ...]:
        raise refusal

    return kernel
