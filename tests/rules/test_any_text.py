"""Whatever the text: no rule raises, and every finding and fix lies within it."""

from __future__ import annotations

import re
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.analysis import analyze
from signal_dsl.rules import check
from tests.generators import scripts
from tests.rules.support import all_cases, examples
from tests.syntax.corpus import ALL, read

TEXTS = [*(read(path) for path in ALL), *(case.text for case in [*all_cases(), *examples()])]
TOKEN = re.compile(r"\w+|\"[^\"\n]*\"|[^\w\s]|\s+")
WORDS = [
    *("close", "macd", "rsi", "(", ")", "[", "]", "-1", "0", "1", "14", '"a"', "None", "True", "and", "or", "not"),
    *("if", "else", ".", "=", "==", "+=", ",", "x", "ta", "ema(close, 5)", "macd(close)", "entry", "emit_signal"),
    *("Weight(0.5)", "\n", "timeperiod=", "max", "_", "1e999", "99999999999999999999", "*", "/", "-", "hour", "rank"),
]


def checked(text: str) -> None:
    for found in check(analyze(text)):
        assert 0 <= found.start <= found.end <= len(text)
        assert found.message.endswith((".", "?"))
        assert "\n" not in found.message
        for fix in found.fixes:
            assert fix.edits
            ends = 0
            for edit in sorted(fix.edits, key=lambda edit: edit.start):
                assert ends <= edit.start <= edit.end <= len(text)
                ends = edit.end


def edited(text: str, random: Random, count: int) -> str:
    """A text with some of its tokens taken away, doubled or put in another's place."""
    tokens = TOKEN.findall(text)
    for _ in range(count):
        place = random.randrange(len(tokens) + 1)
        kind = random.random()
        if kind < 0.3:
            del tokens[place : place + 1]
        elif kind < 0.6:
            tokens.insert(place, random.choice(WORDS))
        elif kind < 0.9:
            tokens[place : place + 1] = [random.choice(WORDS)]
        else:
            tokens[place:place] = tokens[place : place + 3]
    return "".join(tokens)


@settings(max_examples=5 * settings().max_examples)
@given(st.sampled_from(TEXTS), st.integers(0, 2**48), st.integers(0, 8))
def test_edited_scripts(text: str, seed: int, count: int) -> None:
    checked(edited(text, Random(seed), count))


@settings(max_examples=3 * settings().max_examples)
@given(st.sampled_from(TEXTS), st.floats(0, 1))
def test_prefixes(text: str, part: float) -> None:
    checked(text[: round(part * len(text))])


@given(st.text(st.sampled_from("ab1.,()[]=<\"'#\n\r\t\\x +-*/&é\U0001f642\x00\ud800"), max_size=80))
def test_random_characters(text: str) -> None:
    checked(text)


@given(scripts())
def test_valid_scripts_have_nothing_but_what_is_random_in_them(text: str) -> None:
    # The generator uses some names never, and draws periods, levels, comparisons and blanks in any way.
    random = {"SIG102", "SIG204", "SIG602", "SIG603", "SIG608", "SIG701"}
    assert {found.code for found in check(analyze(text))} <= random
