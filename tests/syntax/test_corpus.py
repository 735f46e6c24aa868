"""Every faulty script in tests/corpus/invalid, and what is told about it.

Beside NAME.signal stands NAME.expected with one finding a line, in the order of the text:

    line:column-line:column CODE message

Here the findings of the parser are compared, SIG001 and SIG002; lines with other codes are for those who find them.
`UPDATE_CORPUS=1 python -m pytest tests/syntax/test_corpus.py` writes the parser's lines anew: then read every change as
a user would.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from signal_dsl.source import Source
from signal_dsl.syntax import NOT_IN_SIGNAL_DSL, SYNTAX_ERROR, Fault, parse
from tests.syntax.corpus import INVALID, read

CODES = (SYNTAX_ERROR, NOT_IN_SIGNAL_DSL)
FINDING = re.compile(r"(\d+):(\d+)-(\d+):(\d+) (SIG\d{3}) (.+)")
# Terminals and rules of the grammar, and words of those who write parsers.
INTERNAL = re.compile(r"\b(?:[A-Z]{4,}|LPAR|token|terminal|parse|unexpected|statement_|expression_|None|lexer)\b|\$END")


def faults_of(text: str) -> list[tuple[int, Fault]]:
    """All faults of a script, each with the offset that its places count from."""
    return [(offset, fault) for offset, parsed in parse(text).statements for fault in parsed.faults]


def findings(text: str) -> list[str]:
    source = Source(text)
    found = []
    for offset, fault in faults_of(text):
        place = source.range(offset + fault.start, offset + fault.end)
        start, end = place.start, place.end
        found.append(f"{start.line}:{start.column}-{end.line}:{end.column} {fault.code} {fault.message}")
    return sorted(found, key=place_of)


def place_of(finding: str) -> list[int]:
    match = FINDING.fullmatch(finding)
    assert match, f"not a finding: {finding!r}"
    return [int(number) for number in match.groups()[:4]]


def expected(path: Path) -> list[str]:
    return path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()


def by_parser(finding: str) -> bool:
    return finding.split(" ", 2)[1] in CODES


@pytest.mark.skipif("UPDATE_CORPUS" not in os.environ, reason="writes the expectations anew")
@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_write_expectations(path: Path) -> None:
    others = [line for line in expected(path) if not by_parser(line)] if path.with_suffix(".expected").exists() else []
    lines = sorted([*others, *findings(read(path))], key=place_of)
    path.with_suffix(".expected").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
