"""A broken statement never hides another: what stands before and behind it is found as if it were not there."""

from __future__ import annotations

import pytest

from signal_dsl.syntax import Parsed, parse
from signal_dsl.syntax.nodes import Assignment, Call, Expression, Name, Node, children
from tests.referee import difference

BROKEN = [
    *["x = ema(close, 20", "x = ema(close,", "x = ema(", "x = ema(close", "x = (close + open", "x = (", "x = [1, 2"],
    *["x = [", "x = close[-2", "x = close[", "emit_signal(crossover(close, open, entry(pair, side, Weight(0.5)))"],
    *["ema(close, 20", "x = f(g(h(close", "x = ema(close, 20))", ")", "]", "x = ema(close, 20]", "x = ([)]"],
    *["x = (close if open > 1", "x = ema(close, 20, # why (", "x =", "=", "x +=", "x = close +", "x = close >"],
    *["x = not", "x = close and", "x = -", "x = 1 if", "x = 1 if 2 else", 'x = "BINANCE', "x = 'BINANCE"],
    *[
        'x = f("a, b)',
        'x = f("a", "b)',
        'x = "a" "b"',
        'x = "the "golden" cross"',
        "x = close open",
        "x y",
        "x = 1 2 3",
    ],
    *["x = ema(close 20)", "x = close && open", "x = close ? 1 : 2", "x := 3", "x = $y", "def f(x):", "for x in y:"],
    *["if close > open:", "else:", "import talib", "lambda: 0", "return x", "class X:", "while x:", "x = a b = c"],
    *["a = b = c", "f(x) = 3", "x, y", "x, y, = z", "x = 1, 2", "x = (1, 2)", "x[1:2]", "x = {1: 2}", "@x", "x = 1;"],
    *["x = 1; y = (", "x; y z", ";", "x = \\ 1", "x = “a”", "x = \u00a03", "x = \0", "x = 🚀", "\ufeff = 1", "x = m."],
    *["x = ema(\n    close,\n    20", "x = ema(\n    close\n    20,\n)", "x = ema(\n    close,\n    20,\n"],
    *["x = (\n    close +\n", "x = ema(\nclose,\n20", "x = ema(\nclose,\ntimeperiod=20,", "# (\nx = (  # ("],
    *["emit_signal(\n    a > b,\n    entry(", "x = m.1", "x = 0x1", "x = 1__0", "x = 007", "x = close²", "// nothing"],
    *["/* nothing */", "x = f(*y)", "x => y", 'x = """a', '"""\nA = (\n"""', "x = " + "-" * 200 + "y"],
    *["x = " + "(" * 400, "x = " + "1 + " * 20_000 + "1"],
]
FOLLOWERS = [
    *["y = ema(close, 20)", "a, b, c = macd(close)", "y += 1", "y **= close[-2]", "y = (close + open) / 2"],
    *["y = [1, 2]", "rsi(close, 14)", "rsi(close, 14)[-1]", "y", "close > open and volume > 0", "not y"],
    *["emit_signal(y > 0, entry(pair, side, Weight(0.5)))", "macd(close).macdhist", 'y = "a (" # [', "y = 1  # why ("],
    *["emit_signal(\n    y > 0,\n    entry(pair, side, Weight(0.5)),\n)", "rsi(\n    close,\n    14,\n)", "größe = 1"],
    *["y = ema(\n    close,\n    20,\n)", "y = (\n    close\n    + open\n)", "y = ema(\nclose,\n20)"],
    *["y = close \\\n    + open"],
]


def statements(text: str) -> list[tuple[int, Parsed]]:
    return parse(text).statements


def messages(text: str) -> list[str]:
    return [fault.message for _, parsed in statements(text) for fault in parsed.faults]


def trees(text: str) -> list[Node]:
    return [parsed.tree for _, parsed in statements(text) if parsed.tree is not None]


def targets(text: str) -> list[str]:
    return [target.name for tree in trees(text) if isinstance(tree, Assignment) for target in tree.targets]


def names(text: str) -> set[str]:
    """All names that are read."""
    found: set[str] = set()
    todo = trees(text)
    while todo:
        node = todo.pop()
        todo += children(node)
        if isinstance(node, Name):
            found.add(node.name)
    return found


@pytest.mark.parametrize("follower", FOLLOWERS)
def test_what_follows_is_found(follower: str) -> None:
    before = "fast = ema(close, 12)\n"
    (alone,) = statements(follower)
    for broken in BROKEN:
        text = f"{before}{broken}\n{follower}\nlast = fast\n"
        found = dict(statements(text))
        at = len(before) + len(broken) + 1
        assert found[0].faults == (), broken
        assert any(parsed.faults for offset, parsed in found.items() if offset < at), broken
        assert found[at].faults == (), broken
        assert difference(found[at].tree, alone[1].tree) is None, broken
        assert found[text.index("last = fast")].faults == (), broken


# Three quotes are closed by the next three, as in Python.
@pytest.mark.parametrize("broken", [broken for broken in BROKEN if broken.count('"""') != 1])
def test_broken_statements_stand_side_by_side(broken: str) -> None:
    """Each of them is told of, whatever else is broken."""
    text = "\n".join(["a =", broken, "b = = 1", broken, "c = 1"])
    alone = messages(f"\n{broken}")
    assert messages(text) == [*messages("a ="), *alone, *messages("b = = 1"), *alone]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("f(\n  a,\n  b\nc = 1", ["f(\n  a,\n  b", "c = 1"]),
        ("f(\na,\nb=1,\nc\n", ["f(\na,\nb=1,", "c"]),
        ("f(a,\nb = g(c)\nd = 1)", ["f(a,", "b = g(c)", "d = 1)"]),
        ("f(\na = 1\nb = 2\n)", ["f(", "a = 1", "b = 2", ")"]),
        ("f(\n    a = 1\n    b = 2\n)", ["f(\n    a = 1\n    b = 2\n)"]),
        ("f(\na,\nb c,\nd = 2,\n)", ["f(\na,\nb c,\nd = 2,\n)"]),
        ("(a\nand b\nc = 1", ["(a\nand b", "c = 1"]),
        ("  f(\n  a = 1\nb", ["f(", "a = 1", "b"]),
        ("x = (\na = 1\n)", ["x = (", "a = 1", ")"]),
        ("a = 1; b = (2\nc = 3", ["a = 1;", "b = (2", "c = 3"]),
        ("f(a; b); c", ["f(a; b);", "c"]),
        ("f(a,\n\n# why\n\nb)\nc", ["f(a,\n\n# why\n\nb)", "c"]),
        ("x = f('''a\nb = 1\n''')\nc", ["x = f('''a\nb = 1\n''')", "c"]),
        ("x = '''a\nb = 1", ["x = '''a", "b = 1"]),
        ("x = 'a\\\nb' c\nd", ["x = 'a\\\nb' c", "d"]),
        ("x = 'a\\\nb\nd", ["x = 'a\\", "b", "d"]),
    ],
)
def test_where_broken_statements_end(text: str, lines: list[str]) -> None:
    found = statements(text)
    assert [parsed.text for _, parsed in found] == lines
    assert all(text.startswith(parsed.text, offset) for offset, parsed in found)


@pytest.mark.parametrize(
    ("text", "target", "read"),
    [
        ("x = ema(close", "x", {"ema", "close"}),
        ("x = ema(close, (open", "x", {"ema", "close", "open"}),
        ("x = close + ", "x", {"close", ""}),
        ("x = ema(, 20)", "x", {"ema", ""}),
        ("x = f(a b)", "x", {"f", "a", "b"}),
        ("x = a && b || !c", "x", {"a", "b", "c"}),
        ("x = a ≤ b − c", "x", {"a", "b", "c"}),
        ("x = f（a，b）", "x", {"f", "a", "b"}),
        ("x := a", "x", {"a"}),
        ("x = a if b", "x", {"a", "b", ""}),
        ("x = (a if b) + c", "x", {"a", "b", "c", ""}),
        ("x = f(a[1, b)", "x", {"f", "a", "b"}),
        ("x = m. + 1", "x", {"m"}),
        ("x = “a b”", "x", set()),
        ('x = f"{a}"', "x", set()),
        ("x = 'a b c", "x", set()),
        ("x = 007 + a", "x", {"", "a"}),
        ("x = a;", "x", {"a"}),
        ("x =", "x", {""}),
    ],
)
def test_what_is_left_of_a_broken_statement(text: str, target: str, read: set[str]) -> None:
    assert messages(text)
    assert targets(text) == [target]
    assert names(text) == read


def test_a_hole_has_a_place_and_no_name() -> None:
    (tree,) = trees("x = ema(, 20)")
    assert isinstance(tree, Assignment)
    assert isinstance(tree.value, Call)
    hole = tree.value.arguments[0].value
    assert isinstance(hole, Name)
    assert (hole.start, hole.end, hole.name) == (8, 8, "")


def test_the_action_is_found_behind_a_bracket_that_is_missing() -> None:
    (tree,) = trees("emit_signal(crossover(a, b, entry(pair, side, Weight(0.5)))")
    assert isinstance(tree, Expression)
    assert isinstance(tree.value, Call)
    assert [type(argument.value) for argument in tree.value.arguments] == [Call, Call]


def test_both_sides_of_a_semicolon_are_statements() -> None:
    text = "a = 1;  b = 2 ;c = = 3"
    found = statements(text)
    assert [offset for offset, _ in found] == [0, 8, 15]
    assert [len(parsed.faults) for _, parsed in found] == [1, 1, 1]
    assert targets(text) == ["a", "b", "c"]
