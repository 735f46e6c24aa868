"""The small change of live catalogs: names, texts, types and numbers in their many spellings. Nothing here raises."""

from __future__ import annotations

import keyword

from signal_dsl.catalog import model

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TEXT_KEYS = ("description", "doc", "docs", "summary", "help", "documentation")
TITLE_KEYS = ("title", "label", "display_name", "displayName", "full_name", "fullName")
TYPE_KEYS = ("type", "dtype", "kind")
FLOATS = ("float", "double", "decimal", "float64")
_BEYOND = 1e300

_KINDS = {
    model.INTEGER: ("int", "integer", "long", "int32", "int64"),
    model.REAL: (*FLOATS, "number", "numeric", "real"),
    model.SERIES: ("series", "timeseries", "time_series", "array", "list", "vector", "source", "ndarray", "price"),
    model.CONDITION: ("condition", "bool", "boolean"),
    model.STRING: ("str", "string", "text", "enum", "choice", "select"),
    model.MA_TYPE: ("ma_type", "matype"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}


def is_name(text: object) -> bool:
    """Whether a script could use `text` as a name."""
    return isinstance(text, str) and text.isascii() and text.isidentifier() and not keyword.iskeyword(text)


def first_at(item: dict[str, Any], keys: tuple[str, ...]) -> object:
    """The first value at one of these keys that is not null."""
    return next((item[key] for key in keys if item.get(key) is not None), None)


def text_at(item: dict[str, Any], keys: tuple[str, ...]) -> str:
    """The first text at one of these keys, "" where there is none."""
    return next((item[key].strip() for key in keys if isinstance(item.get(key), str) and item[key].strip()), "")


def number_at(item: dict[str, Any], keys: tuple[str, ...]) -> float | None:
    """The first finite number at one of these keys."""
    numbers = (scalar(item.get(key)) for key in keys)
    return next((number for number in numbers if number is not None and not isinstance(number, str)), None)


def scalar(value: object) -> int | float | str | None:
    """A value that a default can have: a finite number or a text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    return value if isinstance(value, str) or abs(value) < _BEYOND else None


def literal(text: str) -> int | float | str | None:
    """The value of a default that is written in a signature: `20`, `2.0`, `"sma"`, `close`, `None`."""
    text = text.strip()
    if text.lower() in ("", "none", "null", "true", "false", "nan", "inf", "infinity"):
        return None
    for read in (int, float):
        try:
            return scalar(read(text))
        except ValueError:
            continue
    return text[1:-1] if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'" else text


def kind_of(word: str) -> str | None:
    """The kind that a type's name stands for: `int`, `Series[float]`, `boolean` …"""
    word = word.strip().lower()
    outer, bracket, inner = word.removesuffix("]").partition("[")
    if bracket and _KIND_OF.get(inner) == model.CONDITION:
        return model.CONDITION
    return _KIND_OF.get(outer)


def split(text: str) -> list[str]:
    """The parts between commas that stand outside brackets and quotes."""
    parts, depth, quote, begin = [], 0, "", 0
    for position, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == "," and depth <= 0:
            parts.append(text[begin:position].strip())
            begin = position + 1
    last = text[begin:].strip()
    return [*parts, last] if last else parts
