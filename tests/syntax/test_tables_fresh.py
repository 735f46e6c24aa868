"""The tables that the parser runs on are what the grammar gives."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grammar import generate
from signal_dsl.syntax import _tables
from signal_dsl.syntax.foreign import WORDS

GRAMMAR = generate.GRAMMAR.read_text(encoding="utf-8")


def test_tables_are_fresh() -> None:
    assert generate.TABLES.read_text(encoding="utf-8") == generate.generate(
        generate.GRAMMAR.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_tables_do_not_depend_on_the_order_of_sets(seed: str) -> None:
    command = [sys.executable, str(Path(generate.__file__)), "--check"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_stale_tables_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "_tables.py"
    stale.write_text("PATTERN = ''\n", encoding="utf-8")
    monkeypatch.setattr(generate, "TABLES", stale)
    monkeypatch.setattr(sys, "argv", ["generate.py", "--check"])
    assert generate.main() == 1
    assert "make grammar" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["generate.py"])
    assert generate.main() == 0
    assert stale.read_text(encoding="utf-8") == generate.generate(GRAMMAR)


def test_a_change_of_the_grammar_changes_the_tables() -> None:
    changed = GRAMMAR.replace('"+" | "-"', '"+" | "-" | "~"')
    assert generate.generate(changed) != generate.generate(GRAMMAR)


def test_every_reserved_word_is_explained() -> None:
    other = _tables.KINDS.index("OTHER")
    assert [text for text, kind in _tables.TEXTS.items() if kind == other and text.isidentifier()] == sorted(WORDS)


def test_rules_name_builders() -> None:
    from signal_dsl.syntax import builders

    for _, _, name in _tables.RULES:
        assert name is None or callable(getattr(builders, name))
