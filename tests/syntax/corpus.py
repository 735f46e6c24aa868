"""The scripts in tests/corpus."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "corpus"
INVALID = sorted((HERE / "invalid").glob("*.signal"))
ALL = sorted(HERE.glob("*/*.signal"))


def read(path: Path) -> str:
    """A script with its line ends as they are."""
    return path.read_bytes().decode("utf-8")
