"""Single values in answers whose form is not promised: found under several names, read in several notations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import isfinite

Json = dict[str, object]

# Numbers above these are milliseconds, microseconds, nanoseconds since 1970: as seconds they lie after the year 5000.
_MILLISECONDS = 1e11
_LATEST = 253_402_300_799  # the last second of the year 9999
_DEEPEST = 100  # levels of what is kept as it came
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def plain(name: str) -> str:
    """A field's name without case, underscores and hyphens: `totalReturnPct` is `total_return_pct`."""
    return name.replace("_", "").replace("-", "").replace(" ", "").lower()


def pick(fields: Mapping[str, object], *names: str) -> object:
    """The value of the first of `names` that is there and not null, else None. Case and underscores do not count."""
    for name in names:
        if (value := fields.get(name)) is not None:
            return value
    by_name = {plain(key): value for key, value in fields.items() if isinstance(key, str) and value is not None}
    return next((by_name[plain(name)] for name in names if plain(name) in by_name), None)


def mapping(value: object) -> Json:
    """`value` where it is an object, else an empty one."""
    return {key: one for key, one in value.items() if isinstance(key, str)} if isinstance(value, Mapping) else {}


def number(value: object) -> float | int | None:
    """A finite number, also one written as text (`"12.5"`, `"12.5%"`, `"1,234"`); else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = float(value.strip().removesuffix("%").replace(",", ""))
        except ValueError:
            return None
    if isinstance(value, int):
        return value if abs(value) < 2**63 else None
    return value if isinstance(value, float) and isfinite(value) else None


def numbers(values: Sequence[object]) -> Sequence[object]:
    """`number` of each. Curves have hundreds of thousands, and as a rule nothing but numbers already."""
    # The sum tells of all of them: with a value that is not finite, it is none either.
    if {float}.issuperset(map(type, values)) and isfinite(sum(values)):  # type: ignore[arg-type]
        return values
    return [number(one) for one in values]


def count(value: object) -> int | None:
    """A whole number of things, 0 or more; else None."""
    found = number(value)
    return int(found) if found is not None and found >= 0 and found == int(found) else None


def plainly(value: object, depth: int = 0) -> object:
    """A value as JSON can have it: what is not finite, too deep or no JSON at all is null."""
    if isinstance(value, Mapping):
        return None if depth > _DEEPEST else {str(key): plainly(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return None if depth > _DEEPEST else [plainly(one, depth + 1) for one in value]
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value if value is None or isinstance(value, str | int) else None


def text(value: object) -> str | None:
    """A text that is not empty; a number as text (ids may be numbers); else None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None


def moment(value: object) -> str | None:
    """A moment as `2024-01-01T00:00:00Z`, from ISO 8601 (UTC where it names no zone) or a count since 1970.

    The count may be of seconds, milliseconds, microseconds or nanoseconds. None where it is none of these.
    """
    if isinstance(value, str):
        if len(value) == 20 and value[10] == "T" and value[19] == "Z":  # the common case, by the hundred thousand
            return value
        return _read(value.strip())
    found = number(value)
    if found is None:
        return None
    while abs(found) > _MILLISECONDS:
        found /= 1000
    try:
        return datetime.fromtimestamp(found, UTC).strftime(_MOMENT) if 0 <= found <= _LATEST else None
    except (ValueError, OverflowError, OSError):
        return None


def _read(written: str) -> str | None:
    if written.replace(".", "", 1).isdecimal() and len(written) > 8:
        return moment(float(written))
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC).strftime(_MOMENT)


def side(value: object) -> str | None:
    """`LONG` or `SHORT`, whatever it is called; another text in upper case."""
    written = text(value)
    if written is None:
        return None
    found = written.strip().upper()
    return {"BUY": "LONG", "B": "LONG", "L": "LONG", "SELL": "SHORT", "S": "SHORT"}.get(found, found)
