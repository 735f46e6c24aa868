"""A parser that has seen the text before: it reads anew only what has changed, and comes to the same result."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.syntax import Fault, Parser, parse
from signal_dsl.syntax.nodes import Node
from tests.referee import difference
from tests.syntax.corpus import ALL, read
from tests.syntax.edits import edited

LINES = [
    *["fast = ema(close, 12)", "slow = ema(", "    close,", "    26", ")", "up = (fast > slow", "", "# why (", "    )"],
    *['pair = "BINANCE', "up = fast > slow;", "x = 1; y = 2", "emit_signal(up, entry(pair, side, Weight(0.5)))", '"""'],
    *[
        "x = close \\",
        "    + open",
        "m, s, h = macd(close,",
        "timeperiod=26)",
        "rsi(close, 14)",
        "if up:",
        "\tx = f(",
        "]",
    ],
]


def shape(text: str, parser: Parser) -> list[tuple[int, str, tuple[Fault, ...], Node | None]]:
    return [(offset, parsed.text, parsed.faults, parsed.tree) for offset, parsed in parser.parse(text).statements]


def assert_same(text: str, parser: Parser) -> None:
    ours, fresh = shape(text, parser), shape(text, Parser())
    assert [one[:3] for one in ours] == [one[:3] for one in fresh]
    for (*_, tree), (*_, other) in zip(ours, fresh, strict=True):
        assert (tree is None) == (other is None)
        assert tree is None or difference(tree, other) is None


@settings(max_examples=2 * settings().max_examples)
@given(st.integers(0, 2**48))
def test_edits_in_a_row(seed: int) -> None:
    """After any edits the result is that of a parser that never saw the text before."""
    random = Random(seed)
    text = read(random.choice(ALL))[:2500]
    parser = Parser()
    for _ in range(12):
        assert_same(text, parser)
        text = edited(text, random)


@settings(max_examples=5 * settings().max_examples)
@given(st.lists(st.lists(st.sampled_from(LINES), max_size=9), min_size=2, max_size=5))
def test_lines_come_and_go(texts: list[list[str]]) -> None:
    parser = Parser()
    for lines in texts:
        assert_same("\n".join(lines), parser)


SCRIPT = """\
# A cross of two averages
fast = ema(close, 12)
slow = ema(
    close,
    timeperiod=26,
)
up = crossover(fast, slow)
odd = fast >
emit_signal(
    up and volume > 0,
    entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)),
)
"""


def reused(before: str, after: str) -> tuple[int, int]:
    """How many statements of `after` are the very objects that they were in `before`, and of how many."""
    parser = Parser()
    old = {id(parsed) for _, parsed in parser.parse(before).statements}
    new = [parsed for _, parsed in parser.parse(after).statements]
    return sum(id(parsed) in old for parsed in new), len(new)


def test_an_unchanged_text_gives_the_same_objects() -> None:
    parser = Parser()
    first = parser.parse(SCRIPT).statements
    second = parser.parse(SCRIPT).statements
    assert [(offset, id(parsed)) for offset, parsed in first] == [(offset, id(parsed)) for offset, parsed in second]
    assert len(first) == 5


def test_an_edit_changes_one_statement() -> None:
    assert reused(SCRIPT, SCRIPT.replace("close, 12", "close, 13")) == (4, 5)
    assert reused(SCRIPT, SCRIPT.replace("timeperiod=26", "timeperiod=27")) == (4, 5)
    assert reused(SCRIPT, SCRIPT.replace("fast >\n", "fast > slow\n")) == (4, 5)
    assert reused(SCRIPT, SCRIPT.replace("volume > 0", "volume > 1")) == (4, 5)


def test_what_moves_is_not_read_again() -> None:
    assert reused(SCRIPT, "\n\n# more\nx = 1\n" + SCRIPT) == (5, 6)
    lines = SCRIPT.splitlines(keepends=True)
    assert reused(SCRIPT, "".join(lines[8:] + lines[:8])) == (5, 5)
    assert reused(SCRIPT, SCRIPT + SCRIPT) == (10, 10)


def test_a_bracket_that_is_opened_spoils_one_statement() -> None:
    assert reused(SCRIPT, SCRIPT.replace("ema(close, 12)", "ema(close, 12")) == (4, 5)
    assert reused(SCRIPT, SCRIPT.replace("up = crossover(", "up = (crossover(")) == (4, 5)


def test_equal_lines_share_one_tree() -> None:
    (_, first), (_, second) = parse("x += 1\nx += 1").statements
    assert first is second
    (_, first), (_, second) = parse("x += (\n1)\nx += (\n1)").statements
    assert first is second


def remembered(parser: Parser) -> int:
    """Characters that the parser holds on to."""
    kept = [*parser._longer.values(), *parser._longer_before.values()]
    return sum(map(len, parser._lines)) + sum(len(parsed.text) for several in kept for parsed in several)


def test_memory_is_bounded_by_the_text() -> None:
    """Thousands of edits later no more is kept than a few times the text and a little."""
    parser = Parser()
    for number in range(5_000):
        text = SCRIPT.replace("close, 12", f"close, {number}").replace("timeperiod=26", f"timeperiod={number}")
        parser.parse(text.replace("slow = ema(", f"slow{number} = ema("))
        assert remembered(parser) <= 5 * len(text) + 60_000


def test_a_long_line_is_not_kept_a_thousand_times() -> None:
    parser = Parser()
    for number in range(30):
        parser.parse(f"x = [{'1, ' * 5_000}{number}]")
        assert remembered(parser) <= 5 * 15_000 + 60_000


def test_an_edit_that_is_taken_back_costs_nothing() -> None:
    parser = Parser()
    before = parser.parse(SCRIPT).statements[0][1]
    parser.parse(SCRIPT.replace("close, 12", "close, 13"))
    assert parser.parse(SCRIPT).statements[0][1] is before


def test_what_is_remembered_of_a_large_text_is_let_go() -> None:
    parser = Parser()
    parser.parse("".join(f"x{number} = (\nclose + {number})\ny{number} = {number}\n" for number in range(5_000)))
    parser.parse("x = 1")
    parser.parse("x = 2")
    assert remembered(parser) <= 100
