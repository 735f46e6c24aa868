"""Values of the plain TOML that nearly all settings are written in.

Importing tomllib takes 11 ms, a fifth of linting a script. So texts, numbers, dates and lists of texts, under keys and
headings of one word, are read here; anything else is left to tomllib. A test holds both to the same answers.
"""

from __future__ import annotations

from signal_dsl.timeframe import parse_date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from signal_dsl.settings.statements import Statement

_MOST_DIGITS = 15
_CONTROL = dict.fromkeys((*range(9), *range(11, 32), 127))


def simple_values(text: str, statements: Sequence[Statement]) -> dict[str, object] | None:
    """What `tomllib.loads(text)` gives, or None where that takes tomllib to say (or to refuse)."""
    if text != text.translate(_CONTROL):
        return None
    root: dict[str, object] = {}
    table = root
    for statement in statements:
        place, path = statement.place, statement.path
        if not path or not (key := text[place.key_start : place.key_end]).replace("_", "").replace("-", "").isalnum():
            return None
        value = text[place.start : place.end]
        if statement.is_heading:
            if len(path) > 1 or key in root or value != f"[{key}]":
                return None
            table = root[key] = {}
            continue
        if len(path) - len(statement.table or ()) > 1 or key in table:
            return None
        taken = _list(text, statement) if value.startswith("[") else _scalar(value)
        if taken is None:
            return None
        table[key] = taken
    return root


def _scalar(value: str) -> object:
    """A text, number or date; None where it is something else, or a special case of these."""
    if value[:1] in ("'", '"'):
        inner = value[1:-1]
        plain = len(value) > 1 and value[0] == value[-1] and value[0] not in inner and "\n" not in inner
        return inner if plain and (value[0] == "'" or "\\" not in inner) else None
    if len(value) > _MOST_DIGITS or not value.isascii():
        return None
    whole, point, part = value.partition(".")
    if whole.isdigit() and (whole == "0" or whole[0] != "0"):
        if not point:
            return int(value)
        return float(value) if part.isdigit() else None
    return parse_date(value)


def _list(text: str, statement: Statement) -> list[object] | None:
    """A list of texts, on one line or several."""
    place = statement.place
    taken: list[object] = []
    at = place.start
    before = "["
    for start, end in place.items:
        item = _scalar(text[start:end])
        if not isinstance(item, str) or text[at:start].strip(" \t\n") != before:
            return None
        taken.append(item)
        at, before = end, ","
    rest = text[at : place.end].replace(" ", "").replace("\t", "").replace("\n", "")
    return taken if rest in (("]", ",]") if taken else ("[]",)) else None
