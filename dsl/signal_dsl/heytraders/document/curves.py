"""Columns over time (equity, prices) from answers that give columns, or rows with names, or rows without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from operator import lt
from typing import TypeVar

from signal_dsl.heytraders.document.names import LISTS, TIME
from signal_dsl.heytraders.document.values import Json, mapping, moment, numbers, pick

Names = dict[str, tuple[str, ...]]
Value = TypeVar("Value")


def curves(data: object, names: Names, *places: str) -> Json:
    """`time` and the columns that are known, all of one length, in the order of time; empty where there is no time.

    `places` are where the rows may lie in an answer that is an object. A moment that cannot be read takes its row
    away, a value that cannot is null; a column in which nothing can be read is left out. Of two rows for one moment
    the later counts.
    """
    columns = _columns(data, names, places)
    times = columns.get("time") or []
    moments = [moment(one) for one in times]
    chosen = None if _is_rising(moments) else _in_order(moments)
    told = _chosen(moments, chosen)
    if not told:
        return {}
    found: Json = {"time": told}
    for name in names:
        column = columns.get(name) or []
        if len(column) != len(times):
            continue
        values = numbers(_chosen(column, chosen))
        if any(value is not None for value in values):
            found[name] = values
    return found


def _is_rising(moments: Sequence[str | None]) -> bool:
    """Whether all are there, and each is later than the one before."""
    return None not in moments and all(map(lt, moments, islice(moments, 1, None)))  # type: ignore[arg-type]


def _in_order(moments: Sequence[str | None]) -> list[int]:
    """The places of those that can be read, in the order of time; of two that are the same, that of the later."""
    order = {told: place for place, told in enumerate(moments) if told is not None}
    return [order[told] for told in sorted(order)]


def _chosen(column: Sequence[Value], places: list[int] | None) -> Sequence[Value]:
    """The values at these places, or all."""
    return column if places is None else [column[place] for place in places]


def _columns(data: object, names: Names, places: tuple[str, ...]) -> dict[str, list[object]]:
    if isinstance(data, list):
        return _from_rows(data, names)
    fields = mapping(data)
    if isinstance(time := pick(fields, *TIME), list):
        columns = {name: pick(fields, *others) for name, others in names.items()}
        return {"time": time, **{name: column for name, column in columns.items() if isinstance(column, list)}}
    for place in (*places, *LISTS):
        inside = pick(fields, place)
        if isinstance(inside, (list, Mapping)):
            return _columns(inside, names, ())
    if fields and all(moment(key) for key in fields):  # {"2024-01-01": 10000, …}
        return _from_rows([[key, value] for key, value in fields.items()], names)
    return {}


def _from_rows(rows: list[object], names: Names) -> dict[str, list[object]]:
    if not rows:
        return {}
    if isinstance(rows[0], Mapping):
        named = [mapping(row) for row in rows]
        found = {name: _column(named, others) for name, others in names.items()}
        return {"time": _column(named, TIME), **found}
    lists = [row for row in rows if isinstance(row, (list, tuple))]
    wide = min((len(row) for row in lists), default=0)
    return {name: [row[place] for row in lists] for place, name in enumerate(("time", *names)) if place < wide}


def _column(rows: list[Json], names: tuple[str, ...]) -> list[object]:
    """One column of rows with names; which of the names it is, is looked for once."""
    key = next((name for name in names if any(name in row for row in rows[:100])), None)
    return [row.get(key) for row in rows] if key else [pick(row, *names) for row in rows]
