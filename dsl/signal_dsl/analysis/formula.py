"""The catalog's formulas (lookback, settling, constraints): Signal DSL expressions over a function's parameters.

They are parsed by the language's own parser. Besides its operators they know `maximum`, `minimum`, `ceil`, `floor`,
`sqrt`, `ln` of numbers, and the named formulas that the catalog brings along.
"""

from __future__ import annotations

import math

from signal_dsl.analysis.facts import NOT_KNOWN
from signal_dsl.analysis.values import arithmetic, comparison
from signal_dsl.syntax import parse
from signal_dsl.syntax.nodes import (
    Binary,
    Call,
    Comparison,
    Conditional,
    Constant,
    Expression,
    Logical,
    Name,
    Node,
    Unary,
    children,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from signal_dsl.catalog import Catalog

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "maximum": max,
    "minimum": min,
    "ceil": math.ceil,
    "floor": math.floor,
    "sqrt": math.sqrt,
    "ln": math.log,
}
_trees: dict[str, Node] = {}
_parameters: dict[str, tuple[str, ...]] = {}
# A script calls few functions with few different parameters, again and again. The named formulas are part of this
# package's own data in every catalog, so a result holds for all of them.
_results: dict[tuple[object, ...], Any] = {}
_MOST_RESULTS = 10_000


def parameters_of(formula: str) -> tuple[str, ...]:
    """The names that a formula reads, those of functions apart."""
    try:
        return _parameters[formula]
    except KeyError:
        names = _parameters[formula] = tuple(dict.fromkeys(_read(_tree(formula))))
        return names


def evaluate(formula: str, values: Mapping[str, object], catalog: Catalog) -> Any:
    """The value of a formula over known parameter values; NOT_KNOWN where it has none.

    Raises KeyError at a name or function that is not there: a fault of the catalog, not of a script.
    """
    given = [values[name] for name in parameters_of(formula)]
    # By type, too: 14 and 14.0 are one key, but not one parameter.
    key = (formula, *given, *map(type, given))
    try:
        return _results[key]
    except KeyError:
        pass
    try:
        result = _value(_tree(formula), values, catalog)
    except (ArithmeticError, ValueError):
        result = NOT_KNOWN
    if len(_results) >= _MOST_RESULTS:
        _results.clear()
    _results[key] = result
    return result


def _tree(formula: str) -> Node:
    try:
        return _trees[formula]
    except KeyError:
        statements = parse(f"({formula})").statements
        tree = statements[0][1].tree if len(statements) == 1 else None
        if not isinstance(tree, Expression) or statements[0][1].faults:
            raise ValueError(f"not a formula: {formula!r}") from None
        _trees[formula] = tree.value
        return tree.value


def _read(node: Node) -> list[str]:
    if isinstance(node, Name):
        return [node.name]
    parts = [argument.value for argument in node.arguments] if isinstance(node, Call) else children(node)
    return [name for part in parts for name in _read(part)]


def _value(node: Node, values: Mapping[str, object], catalog: Catalog) -> Any:
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Name):
        return values[node.name]
    if isinstance(node, Binary):
        return arithmetic(node.operator, _value(node.left, values, catalog), _value(node.right, values, catalog))
    if isinstance(node, Call):
        assert isinstance(node.function, Name)
        arguments = [_value(argument.value, values, catalog) for argument in node.arguments]
        if NOT_KNOWN in arguments:
            return NOT_KNOWN
        if node.function.name in _FUNCTIONS:
            return _FUNCTIONS[node.function.name](*arguments)
        named = catalog.formulas[node.function.name]
        return _value(_tree(named.formula), dict(zip(named.parameters, arguments, strict=True)), catalog)
    if isinstance(node, Conditional):
        return _value(node.body if _value(node.test, values, catalog) else node.orelse, values, catalog)
    if isinstance(node, Comparison):
        operands = [_value(operand, values, catalog) for operand in node.operands]
        pairs = zip(node.operators, operands, operands[1:], strict=False)
        return all(comparison(sign, left, right) is True for sign, left, right in pairs)
    if isinstance(node, Logical):
        results = (_value(operand, values, catalog) for operand in node.operands)
        return all(results) if node.operator == "and" else any(results)
    assert isinstance(node, Unary)
    value = _value(node.operand, values, catalog)
    return not value if node.operator == "not" else arithmetic("-", 0, value) if node.operator == "-" else value
