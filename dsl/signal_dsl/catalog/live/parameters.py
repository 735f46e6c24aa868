"""Parameters and outputs of live entries, from lists, mappings, JSON Schemas and signatures. Nothing here raises."""

from __future__ import annotations

from signal_dsl.catalog import model
from signal_dsl.catalog.live.model import LiveOutput, LiveParameter
from signal_dsl.catalog.live.values import (
    FLOATS,
    TEXT_KEYS,
    TITLE_KEYS,
    TYPE_KEYS,
    first_at,
    is_name,
    kind_of,
    literal,
    number_at,
    scalar,
    split,
    text_at,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NAME_KEYS = ("name", "id", "key", "param", "parameter")
_LOW_KEYS = ("min", "minimum", "low", "ge", "min_value", "minValue")
_HIGH_KEYS = ("max", "maximum", "high", "le", "max_value", "maxValue")
_DEFAULT_KEYS = ("default", "default_value", "defaultValue")
_SERIES_WORDS = {"source", "src", "series", "price", "real", "real0", "real1", "x", "a", "b", "data", "input", "values"}
_PRICE_WORDS = {"open", "high", "low", "close", "volume", "hl2", "hlc3", "ohlc4"}
_PERIOD_WORDS = {"n", "length", "len", "window", "bars", "period", "timeperiod", "lookback"}


def read_parameters(given: object, *, inputs: bool) -> tuple[LiveParameter, ...] | None:
    """Parameters in their order; None where one of them cannot be understood, as the others are in doubt then, too.

    `inputs`: what does not tell its kind is a series.
    """
    items: list[object] = []
    if isinstance(given, str):
        items = list(split(given))
    elif isinstance(given, dict):
        items = _from_mapping(given)
    elif isinstance(given, list):
        for item in given:
            single = isinstance(item, dict) and len(item) == 1 and not text_at(item, _NAME_KEYS)
            items += _from_mapping(item) if single else [item]
    else:
        return None
    found = [_parameter(item, inputs) for item in items]
    known = tuple([parameter for parameter in found if parameter is not None])
    return known if len(known) == len(found) and all_different(known) else None


def all_different(parameters: tuple[LiveParameter, ...]) -> bool:
    """Whether no two have the same name."""
    return len({parameter.name for parameter in parameters}) == len(parameters)


def read_outputs(given: object) -> tuple[LiveOutput, ...] | None:
    """Outputs in their order; None where nothing is said of them."""
    if isinstance(given, str):
        given = split(given.strip().strip("()[]")) if "," in given else [given]
    elif isinstance(given, dict):
        names = [name for name in given if name not in (*TYPE_KEYS, *TEXT_KEYS)]
        given = [_described(name, given[name]) for name in names] or [given]
    if not isinstance(given, list) or not given:
        return None
    found = [_output(item) for item in given]
    return tuple([output for output in found if output is not None]) if None not in found else None


def _from_mapping(given: dict[str, Any]) -> list[object]:
    """Parameters by name, or a JSON Schema."""
    properties = given.get("properties")
    if not isinstance(properties, dict):
        return [_described(name, item) for name, item in given.items()]
    required = given.get("required")
    needed = required if isinstance(required, list) else []
    return [_described(name, item) | {"required": name in needed} for name, item in properties.items()]


def _described(name: str, item: object) -> dict[str, Any]:
    """What a mapping says under `name`: a description, a type or a default."""
    if isinstance(item, dict):
        return {**item, "name": name}
    if isinstance(item, str) and kind_of(item) is not None:
        return {"name": name, "type": item}
    return {"name": name, "default": scalar(item)}


def _from_text(text: str) -> dict[str, Any]:
    """`length`, `length=20`, `length: int = 20`, `int length = 20`, `[length]`."""
    declared, equals, default = text.strip().removeprefix("[").removesuffix("]").partition("=")
    name, _, kind = declared.partition(":")
    words = name.split()
    item = {"name": words[-1] if words else "", "type": kind or " ".join(words[:-1]), "default": literal(default)}
    return item | {"required": False} if equals else item


def _parameter(item: object, inputs: bool) -> LiveParameter | None:
    if isinstance(item, str):
        item = _from_text(item)
    if not isinstance(item, dict):
        return None
    name = text_at(item, _NAME_KEYS).replace(" ", "_").replace("-", "_")
    if not is_name(name):
        return None
    default = scalar(first_at(item, _DEFAULT_KEYS))
    said = text_at(item, TYPE_KEYS)
    kind = kind_of(said) or _guess(name.lower(), default, inputs)
    if kind == model.REAL and isinstance(default, int) and said.lower() not in FLOATS:
        kind = model.INTEGER  # "number" says little, and the default is whole
    required, optional = item.get("required"), item.get("optional")
    if not isinstance(required, bool):
        required = not optional if isinstance(optional, bool) else False if default is not None else None
    low, high = number_at(item, _LOW_KEYS), number_at(item, _HIGH_KEYS)
    return LiveParameter(name, kind, required, default, low, high, text_at(item, (*TEXT_KEYS, *TITLE_KEYS)))


def _guess(name: str, default: int | float | str | None, inputs: bool) -> str | None:
    """The kind of a parameter that does not tell it."""
    if isinstance(default, int | float):
        return model.INTEGER if isinstance(default, int) else model.REAL
    if name in _PRICE_WORDS or name in _SERIES_WORDS or default in _PRICE_WORDS:
        return model.SERIES
    if default is not None:
        return model.STRING
    if name in _PERIOD_WORDS or name.endswith(("period", "length", "window")):
        return model.INTEGER
    return model.SERIES if inputs else None


def _output(item: object) -> LiveOutput | None:
    if isinstance(item, str):
        kind = kind_of(item)
        return LiveOutput(item.strip() if kind is None and is_name(item.strip()) else None, kind)
    if not isinstance(item, dict):
        return None
    bounds = item.get("range")
    ends = dict(zip(("min", "max"), bounds, strict=False)) if isinstance(bounds, list) else bounds
    said = {**(ends if isinstance(ends, dict) else {}), **item}
    name = text_at(item, _NAME_KEYS)
    kind = kind_of(text_at(item, TYPE_KEYS))
    return LiveOutput(name if is_name(name) else None, kind, number_at(said, _LOW_KEYS), number_at(said, _HIGH_KEYS))
