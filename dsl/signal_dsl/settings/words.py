"""Helpers for messages: what a value is, what a misspelt word was meant to be, how to show a long text."""

from __future__ import annotations

from signal_dsl.timeframe import parse_date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def kind(value: object) -> str:
    """What `value`, as TOML gives it, is in words."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    names = {"str": "a text", "list": "a list", "tuple": "a list", "dict": "a table", "date": "a date"}
    return names.get(type(value).__name__, "a time")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant by `word`."""
    known = tuple(known)
    plain = word.casefold().replace("-", "_")
    for name in known:
        if name.casefold().replace("-", "_") == plain:
            return name
    if len(word) > 50:
        return None
    from difflib import get_close_matches  # 2 ms of import, needed only for a fault

    close = get_close_matches(word, known, 1)
    if close:
        return close[0]
    return next((name for name in known if plain in name.split("_")), None)


def date_meant(text: str) -> str | None:
    """`2024/1/31` or `20240131` as `2024-01-31`; None where `text` is no day with the year first."""
    plain = text.strip().replace("/", "-").replace(".", "-")
    if len(plain) == 8 and plain.isdigit():
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    written = "-".join(part.rjust(2, "0") for part in plain.split("-"))
    return written if parse_date(written) else None


def quoted(text: str) -> str:
    """`text` in backticks, shortened."""
    return f"`{shorten(text)}`"


def shorten(text: str, most: int = 40) -> str:
    """`text` on one line, printable, and not longer than a message can bear."""
    line = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text[: 10 * most].split()))
    return line if len(line) <= most else line[: most - 1] + "…"
