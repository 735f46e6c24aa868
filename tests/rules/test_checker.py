"""A document that is edited has the findings that it would have if it were read for the first time."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.analysis import Memory, analyze
from signal_dsl.rules import check, rules
from signal_dsl.rules.base import Rule
from signal_dsl.rules.checker import Checker
from tests.amounts import slow_cases
from tests.rules.support import all_cases, examples
from tests.syntax.edits import edited

TEXTS = [case.text for case in (*all_cases(), *examples())]


class Document:
    """What an editor holds of a script."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.checker = Checker()

    def verify(self, text: str) -> None:
        found = check(analyze(text, memory=self.memory), self.checker)
        assert found == check(analyze(text))


@settings(max_examples=3 * slow_cases())
@given(st.integers(0, 2**48))
def test_edits_in_a_row(seed: int) -> None:
    random = Random(seed)
    text = "".join(random.sample(TEXTS, 4))
    document = Document()
    for _ in range(10):
        document.verify(text)
        text = edited(text, random)


@given(st.lists(st.lists(st.sampled_from(TEXTS), max_size=5), min_size=2, max_size=4))
def test_pieces_come_and_go(texts: list[list[str]]) -> None:
    document = Document()
    for pieces in texts:
        document.verify("".join(pieces))


LINES = [
    *[
        "a = close + 1",
        "b = a > 1",
        "c = sma(close, 5)",
        "a = a + c",
        "emit_signal(b, exit('A'))",
        "close = a",
        "d = nope",
    ],
    *[
        "",
        "",
        "# why",
        "    # in",
        "b  =  c > 2",
        "\ta = 3",
        "c = (a +\n  2)",
        "emit_signal(b, entry('A', 'SHORT', Weight(2)))",
    ],
    *["x, y = aroon(14)", "b = 1  # noqa: SIG102", "emit_signal(close > 0, exit('A'))", "e = x[1]", "a = 1;"],
]


@settings(max_examples=4 * slow_cases())
@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 2), st.lists(st.sampled_from(LINES), max_size=2)), max_size=12
    )
)
def test_lines_come_and_go(edits: list[tuple[int, int, list[str]]]) -> None:
    document = Document()
    lines = LINES[:8]
    for at, count, new in edits:
        lines[at : at + count] = new
        document.verify("\n".join(lines))


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.local], ids=lambda rule: rule.name)
def test_only_what_is_new_is_looked_through(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document()
    script = "a = close + 1\nb = a > 1\nc = sma(close, 5)\n"
    document.verify(script)
    seen: list[int] = []
    monkeypatch.setattr(type(rule), "check", lambda self, facts: seen.append(len(facts.statements)) or iter(()))
    for text in (script, "# why\n" + script, script.replace("sma", "ema"), script.replace("close + 1", "close + 2")):
        check(analyze(text, memory=document.memory), document.checker)
    assert seen == [1, 3]
