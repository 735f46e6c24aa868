"""The tree that is made of Python's, and its places."""

from __future__ import annotations

import pytest

from signal_dsl.syntax.nodes import Assignment, Attribute, Binary, Call, Constant, Name, Node, children
from tests.referee import NotCommonError, difference, python_tree


def texts(text: str, node: Node, origin: int = 0) -> list[str]:
    """What each node of a tree covers, from the top down."""
    found = [text[origin + node.start : origin + node.end]]
    for child in children(node):
        found += texts(text, child, origin)
    return found


def test_columns_count_characters() -> None:
    text = 'x = f("🚀é", größe) + y'
    (tree,) = python_tree(text)
    assert isinstance(tree, Assignment)
    assert texts(text, tree) == [
        *[text, "x", 'f("🚀é", größe) + y', 'f("🚀é", größe)', "f", '"🚀é"', '"🚀é"', "größe", "größe", "y"],
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_relative_to_the_statement(end: str) -> None:
    text = f'\ufeff# 🚀{end}{end}a = "ä" # b{end}b = (a +{end}  c.day){end}'
    first, second = python_tree(text)
    assert texts(text, first, text.index("a =")) == ['a = "ä"', "a", '"ä"']
    origin = text.index("b = (")
    expected = [f"b = (a +{end}  c.day)", "b", f"a +{end}  c.day", "a", "c.day", "c"]
    assert texts(text, second, origin) == expected
    sum_ = second.value
    assert isinstance(sum_, Binary)
    assert isinstance(sum_.right, Attribute)
    assert text[origin + sum_.right.name_start :].startswith("day)")


@pytest.mark.parametrize(
    "text", ["a = b = 1", "x[1:2]", "x[1, 2]", "f(*a)", "f(**a)", "a is b", "{}", "a, b", "1j", "@f\ndef g(): 1"]
)
def test_constructs_that_only_python_has(text: str) -> None:
    with pytest.raises(NotCommonError):
        python_tree(text)


def test_difference_names_the_place() -> None:
    assert difference(python_tree("f(a, 1)"), python_tree("f(a, 1)")) is None
    assert difference(python_tree("f(a, 1)"), python_tree("f(a, 2)")) == (
        "tree[0].value.arguments[1].value.value: 1 is not 2"
    )
    assert difference(python_tree("a"), python_tree("a\nb")) == "tree: 1 is not 2 parts"
    assert difference(python_tree("a+ b"), python_tree("a+  b")) == "tree[0].end: 4 is not 5"
    one, other = Name(0, 1, "a"), Constant(0, 1, 1)
    assert difference(one, other) is not None
    assert difference(Call(0, 3, one, []), Call(0, 4, one, [])) == "tree.end: 3 is not 4"
    assert difference(Constant(0, 1, 1), Constant(0, 1, 1.0)) is not None
    assert difference(Constant(0, 1, True), Constant(0, 1, 1)) is not None
