"""An analysis that remembers the one before comes to the same facts, and spares what has not changed."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.analysis import Facts, Memory, analyze
from signal_dsl.analysis.facts import Binding, StatementFacts
from signal_dsl.catalog import Catalog, builtin
from tests.amounts import slow_cases
from tests.generators import random_program, random_script
from tests.syntax.corpus import ALL, read
from tests.syntax.edits import edited

LINES = [
    *["n = 14", "n = 20", "n = n + 1", "x = rsi(close, n)", "x = x[-2]", "up = x > 50", "y = sma(x, n)", "", "# why"],
    *[
        "a, b = aroon(n)",
        "a += b",
        "emit_signal(up, exit(t))",
        "emit_signal(x > y and a < b, exit(t))",
        "x = (close",
        ")",
    ],
    *["close = open", "rsi = 5", "rsi(close)", "up", "t = 'A'", "emit_signal(", "x ="],
]


def everything(facts: Facts) -> list[object]:
    """All that facts say, in a form that can be compared."""
    places = {id(statement): index for index, statement in enumerate(facts.statements)}

    def meaning(one: object) -> object:
        if isinstance(one, Binding):
            uses = sorted((use.start, use.end, use.name) for use in one.uses)
            return one.name, places[id(one.home)], one.target.start, repr(one.fact), uses
        return getattr(one, "name", one)

    def told(statement: StatementFacts) -> list[object]:
        return [
            statement.start,
            statement.parsed.text,
            [
                (type(node), node.start, repr(fact), fact.low, fact.high, fact.settling)
                for node, fact in statement.facts.items()
            ],
            [(node.start, meaning(one)) for node, one in statement.names.items()],
            [meaning(binding) for binding in statement.bindings],
            [(signal.node.start, signal.condition.start, repr(signal.fact)) for signal in statement.signals],
            [[places[id(step.home)] for step in [fact.chain] if step] for fact in statement.facts.values()],
            [(cause.reason, places[id(cause.home)]) for cause in statement.fact.unknown],
        ]  # fmt: skip

    return [*map(told, facts.statements), facts.lookback, sorted(facts.mentioned)]


@settings(max_examples=2 * slow_cases())
@given(st.integers(0, 2**48))
def test_edits_in_a_row(seed: int) -> None:
    random = Random(seed)
    make = random.choice([random_program, random_script, lambda *_: read(random.choice(ALL))[:2500]])
    text = make(seed, 8)
    memory = Memory()
    for _ in range(12):
        assert everything(analyze(text, memory=memory)) == everything(analyze(text))
        text = edited(text, random)


@settings(max_examples=5 * slow_cases())
@given(st.lists(st.lists(st.sampled_from(LINES), max_size=12), min_size=2, max_size=5))
def test_lines_come_and_go(texts: list[list[str]]) -> None:
    memory = Memory()
    for lines in texts:
        text = "\n".join(lines)
        assert everything(analyze(text, memory=memory)) == everything(analyze(text))


def spared(before: str, after: str) -> list[bool]:
    """For each statement of `after` whether its facts are those that it had in `before`."""
    memory = Memory()
    old = set(map(id, analyze(before, memory=memory).statements))
    return [id(statement) in old for statement in analyze(after, memory=memory).statements]


def test_what_rests_on_an_edit_is_found_out_anew_and_nothing_else() -> None:
    script = "n = 14\nx = rsi(close, n)\ny = sma(close, 5)\nup = x > 50\nemit_signal(up, exit('A'))\n"
    assert spared(script, script) == [True] * 5
    assert spared(script, script.replace("14", "15")) == [False, False, True, False, False]
    assert spared(script, script.replace("x > 50", "x > 60")) == [True, True, True, False, False]
    assert spared(script, "\n\n" + script) == [True] * 5
    assert spared(script, "# n\nclose > 5\n" + script) == [False] + [True] * 5
    assert spared(script, "y = 1\n" + script) == [False] + [True] * 5
    assert spared(script, script.replace("y =", "n =")) == [True, True, False, True, True]
    assert spared(script, "close = open\n" + script) == [False, True, False, False, False, False]


def test_another_catalog_forgets_everything() -> None:
    known = builtin()
    other = Catalog({}, {}, known.formulas, known.ma_types)
    memory = Memory()
    first = analyze("rsi(close, 14) > 5", memory=memory).statements
    assert analyze("rsi(close, 14) > 5", memory=memory, catalog=other).lookback is None
    assert analyze("rsi(close, 14) > 5", memory=memory).statements != first
