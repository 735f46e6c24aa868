"""The scripts that are measured are what the benchmarks say they are: long, all different, and free of findings."""

import ast
import sys
from pathlib import Path

import pytest

from signal_dsl import lint

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from samples import NAMES, dense

sys.path.pop(0)


@pytest.mark.parametrize("lines", [50, 1000, 1001])
def test_dense_lines(lines: int) -> None:
    text = dense(lines)
    written = text.splitlines()
    assert len(written) == len(set(written)) == lines
    assert 85 < len(text) / lines < 95
    assert text == dense(lines)
    assert text != dense(lines, seed=1)


def test_they_are_valid_for_both_tools() -> None:
    text = dense(203)
    assert lint(text) == []
    read = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name) and "_" not in node.id[1:]}
    assert read | {"emit_signal"} == set(NAMES.split(","))
