"""Each decision of style, as texts before and after in `cases`; and those that docs/style.md shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from signal_dsl.formatting.format import format_source

CASES = Path(__file__).with_name("cases")
STYLE = Path(__file__).parents[2] / "docs" / "style.md"


def pairs() -> list[tuple[str, str, str]]:
    """Name, text before and text after of each case."""
    found = []
    for file in sorted(CASES.glob("*.txt")):
        _, *texts = re.split(r"^--- (?:before|after)\n", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert len(texts) % 2 == 0, file
        found += [(f"{file.stem}-{at // 2 + 1}", texts[at], texts[at + 1]) for at in range(0, len(texts), 2)]
    return found


@pytest.mark.parametrize(("before", "after"), [pytest.param(*texts, id=name) for name, *texts in pairs()])
def test_a_text_becomes_what_stands_below_it_and_stays_so(before: str, after: str) -> None:
    assert format_source(before) == after
    assert format_source(after) == after


def test_the_manual_shows_what_formatting_does() -> None:
    """In docs/style.md, a block `signal before` becomes what the next block shows; the others stay as they are."""
    page = STYLE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```signal( before)?\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) > 5
    before = ""
    for kind, text in blocks:
        if kind:
            before = text
        else:
            assert format_source(before or text) == text
            before = ""
