"""Evaluates a script's tree, bar by bar, as language.md says."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from signal_dsl.syntax.nodes import (
    Assignment,
    Attribute,
    AugmentedAssignment,
    Binary,
    Call,
    Comparison,
    Conditional,
    Constant,
    Index,
    Logical,
    Name,
    Node,
    Statement,
    Unary,
)
from tests.referee.calls import as_series, call
from tests.referee.values import Outputs, RefereeError, Series, Signal, Value, not_yet

ARITHMETIC: dict[str, Callable] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
}
COMPARISONS: dict[str, Callable] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


class Evaluation:
    """What a script came to: the last value of each name, each statement's value in order, and the signals."""

    def __init__(self) -> None:
        self.names: dict[str, Value] = {}
        self.statements: list[Value] = []
        self.signals: list[Signal] = []

    @property
    def lookback(self) -> int:
        """Leading bars without a value: the most of any signal, or of any statement where there is no signal."""
        return max((not_yet(value) for value in self.signals or self.statements), default=0)


def evaluate(statements: Iterable[Statement], data: Mapping[str, np.ndarray]) -> Evaluation:
    """Evaluate statements over `data`, one array for each variable, all of the same length.

    Raises `RefereeError` where the script is not valid.
    """
    evaluator = _Evaluator(data)
    with np.errstate(all="ignore"):
        for statement in statements:
            evaluator.result.statements.append(evaluator.execute(statement))
    return evaluator.result


class _Evaluator:
    def __init__(self, data: Mapping[str, np.ndarray]) -> None:
        self.bars = len(data["close"])
        everywhere = np.ones(self.bars, np.bool_)
        self.data = {name: Series(np.asarray(values), everywhere) for name, values in data.items()}
        self.result = Evaluation()

    def execute(self, statement: Statement) -> Value:
        names = self.result.names
        if isinstance(statement, AugmentedAssignment):
            name = statement.target.name
            value = self.arithmetic(statement.operator, self.name(name), self.value(statement.value))
            names[name] = value
            return value
        value = self.value(statement.value)
        if isinstance(statement, Assignment):
            targets = [target.name for target in statement.targets]
            if len(targets) == 1:
                names[targets[0]] = value
            elif isinstance(value, Outputs) and len(value.series) == len(targets):
                names.update(zip(targets, value.series.values(), strict=True))
            else:
                raise RefereeError(f"cannot unpack into {', '.join(targets)}")
        return value

    def value(self, node: Node) -> Value:
        if isinstance(node, Constant):
            return node.value
        if isinstance(node, Name):
            return self.name(node.name)
        if isinstance(node, Call):
            return self.call(node)
        if isinstance(node, Binary):
            return self.arithmetic(node.operator, self.value(node.left), self.value(node.right))
        if isinstance(node, Unary):
            return self.unary(node.operator, self.value(node.operand))
        if isinstance(node, Comparison):
            return self.comparison(node)
        if isinstance(node, Logical):
            return self.logical(node)
        if isinstance(node, Conditional):
            return self.conditional(node)
        if isinstance(node, Index):
            return self.index(self.value(node.value), self.value(node.index))
        if isinstance(node, Attribute):
            return self.attribute(self.value(node.value), node.name)
        raise RefereeError(f"{type(node).__name__} has no value")

    def name(self, name: str) -> Value:
        if name in self.result.names:
            return self.result.names[name]
        if name in self.data:
            return self.data[name]
        raise RefereeError(f"{name} is not defined")

    def call(self, node: Call) -> Value:
        if not isinstance(node.function, Name) or node.function.name in self.result.names:
            raise RefereeError("only a function's name can be called")
        positional: list[Value] = []
        keywords: dict[str, Value] = {}
        for argument in node.arguments:
            value = self.value(argument.value)
            if argument.name is None:
                if keywords:
                    raise RefereeError("a positional argument after a keyword")
                positional.append(value)
            elif argument.name in keywords:
                raise RefereeError(f"{argument.name}= is given twice")
            else:
                keywords[argument.name] = value
        value = call(node.function.name, positional, keywords, self.data, self.bars)
        if isinstance(value, Signal):
            self.result.signals.append(value)
        return value

    def arithmetic(self, sign: str, left: Value, right: Value) -> Value:
        if not (isinstance(left, Series) or isinstance(right, Series)):
            return _constant(sign, _number(left), _number(right))
        a, b = self.numbers(left), self.numbers(right)
        return Series(ARITHMETIC[sign](a.values, b.values), a.valid & b.valid)

    def unary(self, sign: str, operand: Value) -> Value:
        if sign == "not":
            if isinstance(operand, bool):
                return not operand
            condition = self.condition(operand)
            return Series(~condition.values, condition.valid)
        if not isinstance(operand, Series):
            return -_number(operand) if sign == "-" else +_number(operand)
        series = self.numbers(operand)
        return Series(-series.values if sign == "-" else +series.values, series.valid)

    def comparison(self, node: Comparison) -> Value:
        operands = [self.value(operand) for operand in node.operands]
        links = list(zip(node.operators, operands, operands[1:], strict=False))
        if not any(isinstance(operand, Series) for operand in operands):
            return all(COMPARISONS[sign](_number(a), _number(b)) for sign, a, b in links)
        holds, valid = np.ones(self.bars, np.bool_), np.ones(self.bars, np.bool_)
        for sign, left, right in links:
            a, b = self.numbers(left), self.numbers(right)
            holds, valid = holds & COMPARISONS[sign](a.values, b.values), valid & a.valid & b.valid
        return Series(holds, valid)

    def logical(self, node: Logical) -> Value:
        """All parts must exist, also those that the result does not hang on."""
        operands = [self.value(operand) for operand in node.operands]
        combine = np.logical_and if node.operator == "and" else np.logical_or
        if all(isinstance(operand, bool) for operand in operands):
            return bool(combine.reduce(operands))
        conditions = [self.condition(operand) for operand in operands]
        return Series(
            combine.reduce([condition.values for condition in conditions]),
            np.logical_and.reduce([condition.valid for condition in conditions]),
        )

    def conditional(self, node: Conditional) -> Value:
        test, body, orelse = self.value(node.test), self.value(node.body), self.value(node.orelse)
        if isinstance(test, bool) and not (isinstance(body, Series) or isinstance(orelse, Series)):
            return body if test else orelse
        condition, a, b = self.condition(test), as_series(body, self.bars), as_series(orelse, self.bars)
        if a.boolean != b.boolean:
            raise RefereeError("the branches of a conditional are of different kinds")
        return Series(np.where(condition.values, a.values, b.values), condition.valid & a.valid & b.valid)

    def index(self, value: Value, at: Value) -> Value:
        if not isinstance(value, Series) or isinstance(at, bool) or not isinstance(at, int) or at >= 0:
            raise RefereeError(f"[{at!r}] reads no bar of history")
        return value.shifted(-at - 1)

    def attribute(self, value: Value, name: str) -> Value:
        if not isinstance(value, Outputs) or name not in value.series:
            raise RefereeError(f"no output .{name}")
        return value.series[name]

    def numbers(self, value: Value) -> Series:
        series = as_series(value, self.bars)
        if series.boolean:
            raise RefereeError("a condition where a number belongs")
        return series

    def condition(self, value: Value) -> Series:
        series = as_series(value, self.bars)
        if not series.boolean:
            raise RefereeError("a number where a condition belongs")
        return series


def _number(value: Value) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RefereeError(f"{value!r} is no number")
    return value


def _constant(sign: str, left: float, right: float) -> float:
    try:
        result: float = ARITHMETIC[sign](left, right)
    except ArithmeticError as error:
        raise RefereeError(f"{left} {sign} {right}: {error}") from None
    return result
