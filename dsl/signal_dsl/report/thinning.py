"""Curves of a size that a page can carry: neighbouring bars put together to longer ones where there are too many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import accumulate, islice
from operator import truediv
from typing import TypeGuard

MOST = 40_000  # bars; a year of quarters of an hour is 35,040

Combine = Callable[[Sequence[float]], float]


def thinned(document: Mapping[str, object], most: int = MOST) -> dict[str, object]:
    """The document with at most `most` bars in each of its curves, and times in seconds since 1970.

    Bars are put together as longer bars are made of shorter ones. Of equity the last value counts, of its drawdown,
    which is added, the deepest. A note says what was done.
    """
    prices = document.get("prices")
    equity = document.get("equity")
    priced = {ticker: _columns(bars) for ticker, bars in prices.items()} if isinstance(prices, Mapping) else {}
    curves = _columns(equity)
    longest = max((len(one.get("time", ())) for one in (curves, *priced.values())), default=0)
    factor = -(-longest // most) if longest else 1
    notes = document.get("notes")
    if factor > 1:
        curves = _thin_equity(curves, factor, _cash(document))
        priced = {ticker: _thin_bars(bars, factor) for ticker, bars in priced.items()}
        told = f"The chart shows {factor} bars of the run as one. Trades and metrics are exact."
        notes = [*(notes if isinstance(notes, list) else []), told]
    seen = {ticker: _in_seconds(bars) for ticker, bars in priced.items() if bars}
    return {**document, "equity": _in_seconds(curves), "prices": seen, "notes": notes}


def _columns(value: object) -> dict[str, list[object]]:
    fields = value if isinstance(value, Mapping) else {}
    columns = {str(name): list(column) for name, column in fields.items() if isinstance(column, (list, tuple))}
    return columns if columns.get("time") else {}


def _cash(document: Mapping[str, object]) -> float | None:
    settings = document.get("settings")
    cash = settings.get("initial_cash") if isinstance(settings, Mapping) else None
    return float(cash) if isinstance(cash, (int, float)) else None


def _in_seconds(columns: Mapping[str, list[object]]) -> dict[str, list[object]]:
    """The columns with times in seconds, and with numbers of as many digits as can be seen."""
    return {name: [(_seconds if name == "time" else _short)(one) for one in column] for name, column in columns.items()}


def _seconds(moment: object) -> object:
    return int(datetime.fromisoformat(moment).timestamp()) if isinstance(moment, str) else moment


def _short(value: object) -> object:
    return float(f"{value:.9g}") if isinstance(value, float) else value


def _thin_bars(bars: Mapping[str, list[object]], factor: int) -> dict[str, list[object]]:
    combine = {"open": _first, "high": _highest, "low": _lowest, "close": _last, "volume": _sum}
    found = {name: _parts(column, factor, combine.get(name, _last)) for name, column in bars.items() if name != "time"}
    return {"time": bars["time"][::factor], **found} if bars else {}


def _thin_equity(curves: Mapping[str, list[object]], factor: int, cash: float | None) -> dict[str, list[object]]:
    if not curves:
        return {}
    found = {name: _parts(column, factor, _last) for name, column in curves.items() if name != "time"}
    if "equity" in curves:
        found["drawdown"] = _parts(_drawdown(curves["equity"], cash), factor, _lowest)
    return {"time": curves["time"][::factor], **found}


def _drawdown(equity: Sequence[object], cash: float | None) -> list[object]:
    """Percent below the peak so far, 0 or less."""
    if cash is not None and cash > 0 and _are_floats(equity):
        peaks = islice(accumulate(equity, max, initial=cash), 1, None)
        return [100 * (part - 1) for part in map(truediv, equity, peaks)]
    peak = cash if cash is not None else float("-inf")
    found: list[object] = []
    for value in equity:
        if not isinstance(value, (int, float)):
            found.append(None)
            continue
        peak = max(peak, value)
        found.append(min(0.0, 100 * (value / peak - 1)) if peak > 0 else None)
    return found


def _parts(column: Sequence[object], factor: int, combine: Combine) -> list[object]:
    """Each `factor` neighbours as one; unknown values do not count."""
    if _are_floats(column):
        if combine is _last:
            return [*column[factor - 1 :: factor], *column[-1:][: len(column) % factor]]
        return [combine(column[at : at + factor]) for at in range(0, len(column), factor)]
    found: list[object] = []
    for at in range(0, len(column), factor):
        known = [one for one in column[at : at + factor] if isinstance(one, (int, float))]
        found.append(combine(known) if known else None)
    return found


def _are_floats(column: Sequence[object]) -> TypeGuard[Sequence[float]]:
    """Whether there is nothing else in it: so are long columns as a rule, and then they are quicker to go through."""
    return {float}.issuperset(map(type, column))


def _first(values: Sequence[float]) -> float:
    return values[0]


def _last(values: Sequence[float]) -> float:
    return values[-1]


def _highest(values: Sequence[float]) -> float:
    return max(values)


def _lowest(values: Sequence[float]) -> float:
    return min(values)


def _sum(values: Sequence[float]) -> float:
    return sum(values)
