"""Python's own parser as the judge of ours: on everything that both languages accept, the trees must be equal.

`python_tree` turns the tree of Python's `ast` into ours. Python counts columns in UTF-8 bytes, we count characters from
the statement's start.
"""

from __future__ import annotations

import ast
import re

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
    Statement,
    Target,
    Unary,
)

_ARITHMETIC = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
}
_UNARY = {ast.USub: "-", ast.UAdd: "+", ast.Not: "not"}
_LOGIC = {ast.And: "and", ast.Or: "or"}
_COMPARISON = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


class NotCommonError(Exception):
    """Python has this construct, Signal DSL does not."""


def python_tree(text: str) -> list[Statement]:
    """The statements of `text` as Python reads them. Raises `SyntaxError` and `NotCommonError`."""
    text = text.removeprefix("\ufeff")
    converter = _Converter(text)
    return [converter.statement(statement) for statement in ast.parse(text).body]


class _Converter:
    def __init__(self, text: str) -> None:
        self.lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.origin = 0

    def offset(self, line: int, column: int) -> int:
        """The place in the text of Python's line and column (in UTF-8 bytes)."""
        words = self.lines[line - 1]
        if not words.isascii():
            column = len(words.encode()[:column].decode())
        return self.starts[line - 1] + column

    def span(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self.offset(node.lineno, node.col_offset) - self.origin
        return start, self.offset(node.end_lineno, node.end_col_offset) - self.origin

    def statement(self, node: ast.stmt) -> Statement:
        self.origin = self.offset(node.lineno, node.col_offset)
        span = self.span(node)
        match node:
            case ast.Expr(value):
                return Expression(*span, self.expression(value))
            case ast.AugAssign(ast.Name() as target, op, value) if type(op) in _ARITHMETIC:
                return AugmentedAssignment(*span, self.expression(value), self.target(target), _ARITHMETIC[type(op)])
            case ast.Assign([ast.Name() as target], value):
                return Assignment(*span, self.expression(value), [self.target(target)])
            case ast.Assign([ast.Tuple(targets)], value) if all(isinstance(each, ast.Name) for each in targets):
                return Assignment(*span, self.expression(value), [self.target(each) for each in targets])
        raise NotCommonError(ast.unparse(node))

    def target(self, node: ast.expr) -> Target:
        assert isinstance(node, ast.Name)
        return Target(*self.span(node), node.id)

    def expression(self, node: ast.expr) -> Node:
        span, to = self.span(node), self.expression
        match node:
            case ast.Name(name):
                return Name(*span, name)
            case ast.Constant(value) if value is None or isinstance(value, bool | int | float | str):
                return Constant(*span, value)
            case ast.List(items):
                return ListLiteral(*span, [to(item) for item in items])
            case ast.Attribute(value, name):
                return Attribute(*span, to(value), name, span[1] - len(name))
            case ast.Subscript(value, index) if not isinstance(index, ast.Slice | ast.Tuple | ast.Starred):
                return Index(*span, to(value), to(index))
            case ast.Call(function, arguments, keywords):
                return Call(*span, to(function), self.arguments(arguments, keywords))
            case ast.UnaryOp(op, operand) if type(op) in _UNARY:
                return Unary(*span, _UNARY[type(op)], to(operand))
            case ast.BinOp(left, op, right) if type(op) in _ARITHMETIC:
                return Binary(*span, _ARITHMETIC[type(op)], to(left), to(right))
            case ast.BoolOp(op, operands):
                return Logical(*span, _LOGIC[type(op)], [to(operand) for operand in operands])
            case ast.Compare(left, ops, others) if all(type(op) in _COMPARISON for op in ops):
                signs = [_COMPARISON[type(op)] for op in ops]
                return Comparison(*span, [to(operand) for operand in (left, *others)], signs)
            case ast.IfExp(test, body, orelse):
                return Conditional(*span, to(test), to(body), to(orelse))
        raise NotCommonError(ast.unparse(node))

    def arguments(self, positional: list[ast.expr], keywords: list[ast.keyword]) -> list[Argument]:
        arguments = [Argument(*self.span(value), None, self.expression(value)) for value in positional]
        for keyword in keywords:
            if keyword.arg is None:
                raise NotCommonError("**")
            arguments.append(Argument(*self.span(keyword), keyword.arg, self.expression(keyword.value)))
        return arguments


def difference(ours: object, theirs: object, path: str = "tree") -> str | None:
    """The first place at which two trees (or lists of trees) differ, in words; None where they are equal.

    Python has no node for a positional argument, so its span is not compared (that of its value is).
    """
    if type(ours) is not type(theirs):
        return f"{path}: {ours!r} is not {theirs!r}"
    if isinstance(ours, list | tuple):
        if len(ours) != len(theirs):  # type: ignore[arg-type]
            return f"{path}: {len(ours)} is not {len(theirs)} parts"  # type: ignore[arg-type]
        pairs = enumerate(zip(ours, theirs, strict=True))  # type: ignore[call-overload]
        found = (difference(a, b, f"{path}[{index}]") for index, (a, b) in pairs)
        return next(filter(None, found), None)
    if isinstance(ours, Node):
        loose = isinstance(ours, Argument) and ours.name is None
        fields = [name for name in type(ours).__fields__ if not (loose and name in ("start", "end"))]  # type: ignore[attr-defined]
        found = (difference(getattr(ours, name), getattr(theirs, name), f"{path}.{name}") for name in fields)
        return next(filter(None, found), None)
    # repr tells 0.0 from -0.0 and lets NaN equal itself.
    return None if repr(ours) == repr(theirs) else f"{path}: {ours!r} is not {theirs!r}"
