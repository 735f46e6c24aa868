"""Lists in answers, whatever they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from signal_dsl.heytraders.document.values import mapping, pick, text


def texts(value: object) -> tuple[str, ...]:
    """A list of texts, also one of objects that have a name, or a text with commas."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    found = [
        text(pick(mapping(one), "symbol", "ticker", "name", "id")) if isinstance(one, Mapping) else text(one)
        for one in items(value)
    ]
    return tuple(one for one in found if one)


def items(value: object) -> Sequence[object]:
    """A list as it is; of everything else, nothing."""
    return value if isinstance(value, list) else []
