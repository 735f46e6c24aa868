"""What the grammar's rules make: one function for each name behind an arrow in grammar/signal.lark.

A builder gets the values of the rule's symbols in order and the span of the whole rule. The value of NAME, NUMBER and
STRING is a node; of any other token it is its text.
"""

from __future__ import annotations

from signal_dsl.syntax.nodes import (
    Argument,
    Assignment,
    Attribute,
    AugmentedAssignment,
    Binary,
    Call,
    Comparison,
    Conditional,
    Constant,
    Expression,
    Index,
    ListLiteral,
    Logical,
    Name,
    Node,
    Target,
    Unary,
)


def assignment(targets: list[Name], _equal: str, value: Node, start: int, end: int) -> Node:
    return Assignment(start, end, value, [Target(name.start, name.end, name.name) for name in targets])


def augmented_assignment(name: Name, operator: str, value: Node, start: int, end: int) -> Node:
    return AugmentedAssignment(start, end, value, Target(name.start, name.end, name.name), operator[:-1])


def evaluation(value: Node, start: int, end: int) -> Node:
    return Expression(start, end, value)


def first_target(name: Name, start: int, end: int) -> list[Name]:
    return [name]


def next_target(names: list[Name], _comma: str, name: Name, start: int, end: int) -> list[Name]:
    names.append(name)
    return names


def conditional(body: Node, _if: str, test: Node, _else: str, orelse: Node, start: int, end: int) -> Node:
    return Conditional(start, end, test, body, orelse)


def first_logical(left: Node, operator: str, right: Node, start: int, end: int) -> Logical:
    return Logical(start, end, operator, [left, right])


def next_logical(before: Logical, operator: str, operand: Node, start: int, end: int) -> Logical:
    before.operands.append(operand)
    return Logical(start, end, operator, before.operands)


def first_comparison(left: Node, operator: str, right: Node, start: int, end: int) -> Comparison:
    return Comparison(start, end, [left, right], [operator])


def next_comparison(before: Comparison, operator: str, operand: Node, start: int, end: int) -> Comparison:
    before.operands.append(operand)
    before.operators.append(operator)
    return Comparison(start, end, before.operands, before.operators)


def unary(operator: str, operand: Node, start: int, end: int) -> Node:
    return Unary(start, end, operator, operand)


def binary(left: Node, operator: str, right: Node, start: int, end: int) -> Node:
    return Binary(start, end, operator, left, right)


def empty_call(function: Node, _open: str, _close: str, start: int, end: int) -> Node:
    return Call(start, end, function, [])


def call(function: Node, _open: str, arguments: list[Argument], _close: str, start: int, end: int) -> Node:
    return Call(start, end, function, arguments)


def index(value: Node, _open: str, position: Node, _close: str, start: int, end: int) -> Node:
    return Index(start, end, value, position)


def attribute(value: Node, _dot: str, name: Name, start: int, end: int) -> Node:
    return Attribute(start, end, value, name.name, name.start)


def first_argument(value: Node, start: int, end: int) -> list[Argument]:
    return [Argument(value.start, value.end, None, value)]


def first_keyword(name: Name, _equal: str, value: Node, start: int, end: int) -> list[Argument]:
    return [Argument(start, end, name.name, value)]


def next_argument(arguments: list[Argument], _comma: str, value: Node, start: int, end: int) -> list[Argument]:
    arguments.append(Argument(value.start, value.end, None, value))
    return arguments


def next_keyword(
    arguments: list[Argument], _comma: str, name: Name, _equal: str, value: Node, start: int, end: int
) -> list[Argument]:
    arguments.append(Argument(name.start, end, name.name, value))
    return arguments


def first_item(item: Node, start: int, end: int) -> list[Node]:
    return [item]


def next_item(items: list[Node], _comma: str, item: Node, start: int, end: int) -> list[Node]:
    items.append(item)
    return items


def trailing_comma(items: list[Node], _comma: str, start: int, end: int) -> list[Node]:
    return items


def empty_list(_open: str, _close: str, start: int, end: int) -> Node:
    return ListLiteral(start, end, [])


def list_literal(_open: str, items: list[Node], _close: str, start: int, end: int) -> Node:
    return ListLiteral(start, end, items)


def group(_open: str, value: Node, _close: str, start: int, end: int) -> Node:
    return value


def true(_text: str, start: int, end: int) -> Node:
    return Constant(start, end, True)


def false(_text: str, start: int, end: int) -> Node:
    return Constant(start, end, False)


def none(_text: str, start: int, end: int) -> Node:
    return Constant(start, end, None)
