"""The tree: its shapes, its spans, its walk."""

from __future__ import annotations

import pytest

from signal_dsl.syntax import parse
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
    children,
)


def tree_of(text: str) -> Node:
    ((_, parsed),) = parse(text).statements
    assert parsed.faults == ()
    assert parsed.tree is not None
    return parsed.tree


def outline(text: str) -> str:
    """The tree in brackets: each node's class and what it covers."""

    def told(node: Node) -> str:
        inner = "".join(f" {told(child)}" for child in children(node))
        return f"({type(node).__name__} {text[node.start : node.end]!r}{inner})"

    return told(tree_of(text))


SHAPES = {
    "a": "(Expression 'a' (Name 'a'))",
    "a = 1": "(Assignment 'a = 1' (Target 'a') (Constant '1'))",
    "a, b = c": "(Assignment 'a, b = c' (Target 'a') (Target 'b') (Name 'c'))",
    "a **= b": "(AugmentedAssignment 'a **= b' (Target 'a') (Name 'b'))",
    "((a))": "(Expression '((a))' (Name 'a'))",
    "(a+b)*c": "(Expression '(a+b)*c' (Binary '(a+b)*c' (Binary 'a+b' (Name 'a') (Name 'b')) (Name 'c')))",
    "-(a)": "(Expression '-(a)' (Unary '-(a)' (Name 'a')))",
    "f()": "(Expression 'f()' (Call 'f()' (Name 'f')))",
    "f((a),)": "(Expression 'f((a),)' (Call 'f((a),)' (Name 'f') (Argument 'a' (Name 'a'))))",
    "f(a = (b))": "(Expression 'f(a = (b))' (Call 'f(a = (b))' (Name 'f') (Argument 'a = (b)' (Name 'b'))))",
    "(a).b": "(Expression '(a).b' (Attribute '(a).b' (Name 'a')))",
    "a[-1]": "(Expression 'a[-1]' (Index 'a[-1]' (Name 'a') (Unary '-1' (Constant '1'))))",
    "[a, 1,]": "(Expression '[a, 1,]' (ListLiteral '[a, 1,]' (Name 'a') (Constant '1')))",
    "a or (b)": "(Expression 'a or (b)' (Logical 'a or (b)' (Name 'a') (Name 'b')))",
    "a < b < c": "(Expression 'a < b < c' (Comparison 'a < b < c' (Name 'a') (Name 'b') (Name 'c')))",
    "a if b else 1": "(Expression 'a if b else 1' (Conditional 'a if b else 1' (Name 'a') (Name 'b') (Constant '1')))",
}


@pytest.mark.parametrize("text", SHAPES)
def test_shapes_and_spans(text: str) -> None:
    assert outline(text) == SHAPES[text]


def test_nodes_hold_what_they_are_made_of() -> None:
    assert isinstance(tree := tree_of("a, b = c"), Assignment)
    assert [target.name for target in tree.targets] == ["a", "b"]
    assert isinstance(tree := tree_of("a //= c"), AugmentedAssignment)
    assert (tree.target.name, tree.operator) == ("a", "//")
    assert isinstance(tree := tree_of("a or b or c and not d"), Expression)
    assert isinstance(either := tree.value, Logical)
    assert (either.operator, len(either.operands)) == ("or", 3)
    assert isinstance(both := either.operands[2], Logical)
    assert both.operator == "and"
    assert isinstance(negation := both.operands[1], Unary)
    assert negation.operator == "not"
    assert isinstance(chain := tree_of("a < b != c").value, Comparison)  # type: ignore[attr-defined]
    assert chain.operators == ["<", "!="]
    assert isinstance(call := tree_of("f(a, n=1)").value, Call)  # type: ignore[attr-defined]
    assert [argument.name for argument in call.arguments] == [None, "n"]
    assert isinstance(attribute := tree_of("f(a) . b").value, Attribute)  # type: ignore[attr-defined]
    assert (attribute.name, attribute.name_start) == ("b", 7)
    assert isinstance(choice := tree_of("a if b else c").value, Conditional)  # type: ignore[attr-defined]
    assert [part.name for part in (choice.body, choice.test, choice.orelse) if isinstance(part, Name)] == [
        "a",
        "b",
        "c",
    ]
    assert isinstance(power := tree_of("a ** -b ** c").value, Binary)  # type: ignore[attr-defined]
    assert isinstance(minus := power.right, Unary)
    assert isinstance(minus.operand, Binary)


@pytest.mark.parametrize(("text", "value"), [("True", True), ("False", False), ("None", None), ("1", 1), ("'a'", "a")])
def test_constants(text: str, value: object) -> None:
    assert isinstance(constant := tree_of(text).value, Constant)  # type: ignore[attr-defined]
    assert constant.value is value or constant.value == value
    assert type(constant.value) is type(value)


def test_children_come_in_the_order_of_the_text() -> None:
    one, two, three = Name(4, 5, "b"), Name(0, 1, "a"), Name(9, 10, "c")
    assert children(Conditional(0, 10, one, two, three)) == [two, one, three]
    assert children(ListLiteral(0, 2, [])) == []
    assert children(Index(0, 3, two, one)) == [two, one]
    assert children(Constant(0, 1, 1)) == []


def test_nodes_are_themselves_only() -> None:
    """Equal texts are still two places; facts are kept by node."""
    assert Name(0, 1, "a") != Name(0, 1, "a")
    assert len({Name(0, 1, "a"), Name(0, 1, "a")}) == 2
    assert Target(0, 1, "a") != Target(0, 1, "a")
    argument = Argument(0, 1, None, Name(0, 1, "a"))
    assert argument == argument
    assert repr(Name(0, 1, "a")) == "Name(start=0, end=1, name='a')"
