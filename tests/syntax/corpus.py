"""The scripts in tests/corpus, and what is asked of them in more than one test."""

from __future__ import annotations

from pathlib import Path

from signal_dsl.syntax import Fault, parse

HERE = Path(__file__).resolve().parent.parent / "corpus"
INVALID = sorted((HERE / "invalid").glob("*.signal"))
ALL = sorted(HERE.glob("*/*.signal"))


def read(path: Path) -> str:
    """A script with its line ends as they are."""
    return path.read_bytes().decode("utf-8")


def faults_of(text: str) -> list[tuple[int, Fault]]:
    """All faults of a script, each with the offset that its places count from."""
    return [(offset, fault) for offset, parsed in parse(text).statements for fault in parsed.faults]


def applied(text: str, offset: int, fault: Fault) -> str:
    """`text` with the fix of a fault."""
    assert fault.fix is not None
    for edit in sorted(fault.fix.edits, key=lambda edit: edit.start, reverse=True):
        text = text[: offset + edit.start] + edit.text + text[offset + edit.end :]
    return text
