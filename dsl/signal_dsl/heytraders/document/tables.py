"""Lists of things in answers (trades, tickers, signals …) as lists with the document's own field names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from signal_dsl.heytraders.document.names import COUNT, LISTS, MOMENT, NUMBER, SIDE, TEXT, TICKER, Fields
from signal_dsl.heytraders.document.values import Json, count, mapping, moment, number, pick, plain, side, text

_READERS: dict[str, Callable[[object], object]] = {
    NUMBER: number,
    COUNT: count,
    TEXT: text,
    MOMENT: moment,
    SIDE: side,
}


def rows(data: object, *names: str) -> list[Json]:
    """The objects of a list, wherever it lies: as the answer itself or in it, under one of `names` or a usual one.

    An object whose keys are tickers and whose values are objects is a list, too: each gets its key as `ticker`.
    """
    if isinstance(data, list):
        return [mapping(one) for one in data if isinstance(one, Mapping)]
    fields = mapping(data)
    for name in (*names, *LISTS):
        inside = pick(fields, name)
        if isinstance(inside, list) or (isinstance(inside, Mapping) and inside is not data):
            return rows(inside, *names)
    if fields and all(isinstance(one, Mapping) and _is_ticker(key) for key, one in fields.items()):
        return [{TICKER[0]: key, **mapping(one)} for key, one in fields.items()]
    return []


def _is_ticker(key: str) -> bool:
    return "/" in key or ":" in key or key.isdigit()


def table(found: Iterable[Json], fields: Fields) -> list[Json]:
    """Each row with the document's names; a field that is missing or unreadable is null, unknown ones are left out."""
    return [{name: _READERS[kind](pick(row, *names)) for name, (kind, names) in fields.items()} for row in found]


def unknown(found: Iterable[Json], fields: Fields) -> bool:
    """Whether a row says something that has no place in the document."""
    known = {plain(name) for _, names in fields.values() for name in names}
    return any(
        plain(key) not in known and value not in (None, "", [], {}) for row in found for key, value in row.items()
    )
