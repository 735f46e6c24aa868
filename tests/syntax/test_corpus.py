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
from signal_dsl.syntax import NOT_IN_SIGNAL_DSL, SYNTAX_ERROR
from tests.syntax.corpus import HERE, INVALID, applied, faults_of, read

CODES = (SYNTAX_ERROR, NOT_IN_SIGNAL_DSL)
FINDING = re.compile(r"(\d+):(\d+)-(\d+):(\d+) (SIG\d{3}) (.+)")
# Names of terminals and rules, and words of those who write parsers.
INTERNAL = re.compile(
    r"[A-Z]{5,}|LPAR|RPAR|LSQB|RSQB|\$END|\b(?:token|terminal|pars\w+|unexpected|lexer|NUMBER|NAME)\b"
)
QUOTED = re.compile(r"``` \(|`[^`]*`")


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


def by_parser(finding: str) -> bool:
    return finding.split(" ", 2)[1] in CODES


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_findings(path: Path) -> None:
    beside = path.with_suffix(".expected")
    found = findings(read(path))
    if "UPDATE_CORPUS" in os.environ:
        others = [line for line in lines_of(beside) if not by_parser(line)] if beside.exists() else []
        beside.write_text("".join(f"{line}\n" for line in sorted(others + found, key=place_of)), encoding="utf-8")
    expected = lines_of(beside)
    assert expected == sorted(expected, key=place_of)
    assert found == [line for line in expected if by_parser(line)]
    assert found


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_nothing_is_left_over() -> None:
    assert len(INVALID) >= 80
    assert sorted(HERE.glob("invalid/*")) == sorted([*INVALID, *(path.with_suffix(".expected") for path in INVALID)])


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_messages_are_sentences(path: Path) -> None:
    """One sentence and a remedy: capital letter, full stop, code in backquotes, nothing of the parser's insides."""
    for _, fault in faults_of(read(path)):
        message = fault.message
        assert re.fullmatch(r"[A-Z`].*[.]", message), message
        words = re.sub("`[^`]+`", "code", message)
        assert "`" not in words, message
        assert "  " not in words, message
        assert not INTERNAL.search(words), message
        assert len(message) <= 180, message
        if fault.fix is not None:
            assert re.fullmatch(r"[A-Z].*[^.]", fault.fix.title), fault.fix.title


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_fixes_mend(path: Path) -> None:
    """A fix takes away the fault that it belongs to, and no other statement comes to harm."""
    text = read(path)
    before = faults_of(text)
    for offset, fault in before:
        if fault.fix is not None:
            after = faults_of(applied(text, offset, fault))
            assert (offset + fault.start, fault.message) not in [(at + f.start, f.message) for at, f in after]
            assert len(after) <= len(before) or not fault.fix.safe  # where brackets move, more may show


def test_fixes_together_mend_a_script() -> None:
    """Fix after fix, a script of slips becomes sound."""
    text = (
        "fast = ema(close, 12;\nslow := ema（close，26）\nup = fast => slow && !(close <> open) AND volume ≥ 1,000\n"
        "count = 1; count++\nemit_signal(up, entry(“BINANCE:BTC/USDT”, ‘LONG’, Weight(0.5))\n"
    )
    for _ in range(30):
        faults = [(offset, fault) for offset, fault in faults_of(text) if fault.fix is not None]
        if not faults:
            break
        text = applied(text, *faults[0])
    assert text == (
        "fast = ema(close, 12)\nslow = ema(close,26)\nup = fast >= slow and not (close != open) and volume >= 1000\n"
        "count = 1\ncount += 1\nemit_signal(up, entry(\"BINANCE:BTC/USDT\", 'LONG', Weight(0.5)))\n"
    )
    assert faults_of(text) == []
