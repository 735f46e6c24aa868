"""The automaton and what it is asked on the side."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from signal_dsl.syntax import _tables, parser
from signal_dsl.syntax.automaton import fits, run, statement
from signal_dsl.syntax.foreign import WORDS
from signal_dsl.syntax.literals import LiteralError
from signal_dsl.syntax.nodes import Assignment, Name
from signal_dsl.syntax.tokens import END, NAME, NUMBER, OTHER, TOKEN, tokens

if TYPE_CHECKING:
    from signal_dsl.syntax.tokens import Token

KINDS = _tables.KINDS


def kinds_of(text: str) -> list[str]:
    return [KINDS[kind] for kind, _, _, _ in tokens(text)]


def stuck_states(text: str) -> list[int]:
    """The states at the end of a text that goes on."""
    found: list[list[int]] = []

    def repair(states: list[int], token: Token) -> list[Token]:
        found.append(states[:])
        raise EOFError

    with pytest.raises(EOFError):
        run(iter([*list(tokens(text))[:-1], (OTHER, "", 0, 0)]), repair)
    return found[0]


def test_a_text_is_cut_into_tokens() -> None:
    assert kinds_of("a = -1.5e3 ** f['x', y] # why") == [
        *["NAME", "EQUAL", "ADD", "NUMBER", "POWER", "NAME", "LSQB", "STRING", "COMMA", "NAME", "RSQB", "$END"]
    ]
    assert kinds_of("a//=b>=c!=d<e==f") == [
        *["NAME", "AUGMENT", "NAME", "COMPARE", "NAME", "COMPARE", "NAME", "COMPARE", "NAME", "COMPARE", "NAME", "$END"]
    ]
    assert kinds_of("not a and b or True if False else None") == [
        *["NOT", "NAME", "AND", "NAME", "OR", "TRUE", "IF", "FALSE", "ELSE", "NONE", "$END"]
    ]
    assert kinds_of("(\n a \\\n , # b\n)") == ["LPAR", "NAME", "COMMA", "RPAR", "$END"]
    assert kinds_of("") == ["$END"]


@pytest.mark.parametrize("word", sorted(WORDS))
def test_reserved_words_are_no_names(word: str) -> None:
    assert kinds_of(word) == ["OTHER", "$END"]
    assert kinds_of(f"{word}_ {word}1 _{word} {word.upper()}") == ["NAME", "NAME", "NAME", "NAME", "$END"]
    assert statement(f"{word} = 1") is None


def test_every_text_is_cut_into_tokens_without_a_rest() -> None:
    """Each character is in a token, or is a blank."""
    for character in map(chr, range(0x3000)):
        at = 0
        text = f"a {character} b"
        for match in TOKEN.finditer(text):
            assert match.start() == at
            at = match.end()
        assert at == len(text)
        assert TOKEN.match(text, 1)[0] in (f" {character}", f" {character} b", text[1:])  # type: ignore[index]


def test_literals_without_a_value_are_raised() -> None:
    with pytest.raises(LiteralError):
        list(tokens("007"))
    assert statement("x = 007") is None


def test_statement() -> None:
    assert isinstance(statement("x = 1"), Assignment)
    assert statement("x = ") is None
    assert statement("") is None
    assert statement("x = 1 2") is None


def test_what_can_follow_an_operand() -> None:
    after_operand = stuck_states("x = a")
    operator, closer = KINDS.index("ADD"), KINDS.index("RPAR")
    assert fits(after_operand, operator)
    assert fits(after_operand, END)
    assert not fits(after_operand, NAME)
    assert not fits(after_operand, closer)
    assert fits(after_operand, operator, NUMBER, END)
    assert not fits(after_operand, operator, END)
    within = stuck_states("x = f(a")
    before = within[:]
    assert fits(within, closer, END)
    assert not fits(within, closer, closer)
    assert within == before


def test_run_reads_what_a_repair_gives() -> None:
    def repair(states: list[int], token: Token) -> list[Token]:
        return [(NAME, Name(4, 4, "made"), 4, 4), token]

    tree = run(tokens("x = "), repair)
    assert isinstance(tree, Assignment)
    assert isinstance(tree.value, Name)
    assert tree.value.name == "made"


def test_parsing_imports_little() -> None:
    """Start-up is most of what a short script costs; faults are put into words only where there are some."""
    code = """
import sys
before = set(sys.modules)
from signal_dsl.syntax import parse
parse("x = ema(close, 12)\\nm, s, h = macd(close,\\n12)")
print(*sorted(set(sys.modules) - before))
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(parser.__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    imported = set(done.stdout.split())
    heavy = {"typing", "dataclasses", "inspect", "lark", "ast", "warnings", "unicodedata", "pathlib", "json", "logging"}
    assert not imported & heavy
    assert "signal_dsl.syntax.parser" in imported
    assert not imported & {f"signal_dsl.syntax.{name}" for name in ("recovery", "explain", "foreign", "reading")}
