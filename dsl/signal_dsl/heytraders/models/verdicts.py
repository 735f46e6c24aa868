"""What the platform thinks of a script."""

from __future__ import annotations

from dataclasses import dataclass, field

from signal_dsl.heytraders.document.values import count, mapping, pick, text


@dataclass(frozen=True)
class Verdict:
    """Whether the platform takes a script; None where it does not say. `faults` are what it finds wrong."""

    valid: bool | None
    faults: tuple[ScriptFault, ...]
    raw: object = field(repr=False)

    @classmethod
    def of(cls, data: object) -> Verdict:
        fields = mapping(data)
        valid = pick(fields, "valid", "is_valid", "ok")
        found = [
            fault
            for name in ("errors", "error", "faults", "problems", "issues", "diagnostics", "message", "detail")
            if valid is not True or name not in ("message", "detail")
            for fault in _faults(pick(fields, name))
        ]
        unique = tuple(dict.fromkeys(found))
        if not isinstance(valid, bool):
            valid = None
        return cls(valid, unique, data)


@dataclass(frozen=True)
class ScriptFault:
    """What the platform finds wrong with a script: line and column count from 1, None where it names none."""

    message: str
    line: int | None = None
    column: int | None = None
    code: str = ""


def _faults(value: object) -> list[ScriptFault]:
    if isinstance(value, str):
        return [ScriptFault(value.strip())] if value.strip() else []
    if isinstance(value, list):
        return [fault for one in value if not isinstance(one, list) for fault in _faults(one)]
    fields = mapping(value)
    message = text(pick(fields, "message", "msg", "error", "detail", "description"))
    if message is None:
        return []
    place = mapping(pick(fields, "location", "position", "start", "range"))
    place = {**place, **mapping(pick(place, "start"))}
    place = {**place, **fields}
    line = _positive(pick(place, "line", "lineno", "line_number", "row"))
    column = _positive(pick(place, "column", "col", "col_offset", "character"))
    code = text(pick(fields, "code", "type")) or ""
    return [ScriptFault(message.strip(), line, column, code)]


def _positive(value: object) -> int | None:
    found = count(value)
    return found if found is not None and found > 0 else None
