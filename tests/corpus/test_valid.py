"""Valid strategies: `lint` finds nothing in them. A squiggle on valid code costs more trust than it can earn."""

from __future__ import annotations

from pathlib import Path

import pytest

from signal_dsl.analysis import analyze
from signal_dsl.rules import check

VALID = sorted((Path(__file__).parent / "valid").glob("*.signal"))


def test_there_are_enough_of_them() -> None:
    assert len(VALID) >= 80


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_no_finding(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert [
        f"{one.code} {text[one.start : one.end]!r} {one.message}"
        for one in check(analyze(text))
        if not (one.code == "SIG701" and path.stem.startswith("style_"))
    ] == []
