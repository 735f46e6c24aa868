"""The valid corpus and the examples are what they claim to be: valid, by the referee's own reading of the language."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from signal_dsl.syntax.nodes import Assignment, Name, Node, Target, children
from tests.referee import core, evaluate, extras, market, python_tree

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted([*ROOT.glob("tests/corpus/valid/*.signal"), *ROOT.glob("examples/*.signal")])
SCRIPTS = [path for path in SCRIPTS if path.stem != "faulty"]
BARS = 2500


def read(path: Path) -> str:
    return path.read_bytes().decode()


def nodes(node: Node) -> list[Node]:
    return [node, *(below for child in children(node) for below in nodes(child))]


def test_there_is_something_to_read() -> None:
    assert len(SCRIPTS) >= 100


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_script_is_valid_and_has_a_value(path: Path) -> None:
    result = evaluate(python_tree(read(path)), market(BARS))
    assert result.lookback < BARS
    for signal in result.signals:
        assert signal.condition.values.dtype == np.bool_


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_names_are_used_and_hide_nothing(path: Path) -> None:
    tree = python_tree(read(path))
    everything = [node for statement in tree for node in nodes(statement)]
    used = {node.name for node in everything if isinstance(node, Name)}
    for statement in tree:
        if isinstance(statement, Assignment):
            assert used & {target.name for target in statement.targets}
    assigned = {node.name for node in everything if isinstance(node, Target)}
    assert not assigned & {*core.FUNCTIONS, *extras.FUNCTIONS, *market(1)}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_entries_fit_their_markets(path: Path) -> None:
    text = read(path)
    result = evaluate(python_tree(text), market(BARS))
    weights: dict[bytes, float] = {}
    for condition, action in result.signals:
        # A settled ticker (BASE/QUOTE:SETTLE) is a perpetual; only those can be sold short.
        assert action.side != "SHORT" or action.ticker.count(":") == 2
        if "# /// backtest" in text:
            universe = next(line for line in text.splitlines() if line.startswith("# universe"))
            assert f'"{action.ticker}"' in universe
        if action.sizing is not None:
            key = condition.values.tobytes()
            weights[key] = weights.get(key, 0) + (action.sizing.fraction if condition.values.any() else 0)
    assert all(weight <= 1 + 1e-9 for weight in weights.values())


def test_odd_files_are_as_odd_as_their_names() -> None:
    raw = {path.stem: path.read_bytes() for path in SCRIPTS}
    assert raw["style_crlf_line_ends"].count(b"\r\n") == raw["style_crlf_line_ends"].count(b"\n")
    assert raw["style_byte_order_mark"].startswith(b"\xef\xbb\xbf")
    assert not raw["style_no_final_newline"].endswith(b"\n")
    assert all(data.endswith(b"\n") for stem, data in raw.items() if stem != "style_no_final_newline")
