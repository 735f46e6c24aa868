"""What expressions come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from signal_dsl.heytraders.document.values import count, mapping, moment, number, pick, text
from signal_dsl.heytraders.models.lists import items, texts


@dataclass(frozen=True)
class Evaluation:
    """The value of an expression: a number, true or false, or several of them (by name, or one a bar)."""

    value: object
    symbol: str | None
    time: str | None
    raw: object = field(repr=False)

    @classmethod
    def of(cls, data: object) -> Evaluation:
        fields = mapping(data)
        bare = data if not isinstance(data, Mapping) else None
        value = pick(fields, "value", "result", "values", "output") if fields else bare
        when = moment(pick(fields, "timestamp", "time", "as_of", "date"))
        return cls(value, text(pick(fields, "symbol", "ticker")), when, data)


@dataclass(frozen=True)
class Scan:
    """The symbols for which a condition holds, of `scanned` in all; `details` has what is told of each."""

    matched: tuple[str, ...]
    scanned: int | None
    details: tuple[Mapping[str, object], ...]
    raw: object = field(repr=False)

    @classmethod
    def of(cls, data: object) -> Scan:
        fields = mapping(data)
        found = pick(fields, "matched", "matches", "symbols") if fields else data
        details = tuple(mapping(one) for one in items(pick(fields, "details", "results")) if isinstance(one, Mapping))
        return cls(texts(found), count(pick(fields, "scanned_count", "scanned", "total")), details, data)


@dataclass(frozen=True)
class Ranked:
    """One place in a ranking."""

    rank: int | None
    symbol: str | None
    score: float | None
    price: float | None


@dataclass(frozen=True)
class Ranking:
    """Symbols by the value of an expression."""

    ranked: tuple[Ranked, ...]
    raw: object = field(repr=False)

    @classmethod
    def of(cls, data: object) -> Ranking:
        found = pick(mapping(data), "ranked", "ranking", "results", "items") if isinstance(data, Mapping) else data
        rows = []
        for place, one in enumerate(items(found), 1):
            row = mapping(one)
            rank = count(pick(row, "rank", "position"))
            rows.append(
                Ranked(
                    place if rank is None else rank,
                    text(pick(row, "symbol", "ticker")) if row else text(one),
                    number(pick(row, "score", "value")),
                    number(pick(row, "price", "last_price", "close")),
                )
            )
        return cls(tuple(rows), data)
