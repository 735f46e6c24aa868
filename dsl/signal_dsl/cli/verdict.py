"""The platform's verdict on a script as findings at their places, as far as it names any."""

from __future__ import annotations

import re

from signal_dsl.diagnostics import ERROR, Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.heytraders.models import ScriptFault
    from signal_dsl.source import Source

RULE = "validate"
_NO_CODE = "PLATFORM"
_QUOTED = re.compile(r"`([^`]+)`|'([^']+)'|\"([^\"]+)\"")
# `line 3, column 7`, `Line 3`, `3:7`, in a message.
_PLACE = re.compile(r"\bline\s+(\d+)(?:\s*,?\s*(?:col(?:umn)?|char(?:acter)?)\s+(\d+))?|\b(\d+):(\d+)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+|\S")


def placed(faults: Iterable[ScriptFault], source: Source) -> tuple[list[Diagnostic], list[ScriptFault]]:
    """The faults that have a place in the script, as findings there, and those that have none.

    The place is the line and column that a fault names, in a field or in its message; else the first use of a name
    that it quotes.
    """
    found, without = [], []
    for fault in faults:
        place = _place(fault, source)
        if place is None:
            without.append(fault)
            continue
        start, end = place
        code = fault.code or _NO_CODE
        found.append(Diagnostic(source.name, code, RULE, ERROR, fault.message, start, end, source.range(start, end)))
    return sorted(found, key=lambda one: (one.start, one.end)), without


def _place(fault: ScriptFault, source: Source) -> tuple[int, int] | None:
    line, column = fault.line, fault.column
    if line is None and (named := _PLACE.search(fault.message)):
        line = int(named[1] or named[3])
        column = int(named[2] or named[4]) if named[2] or named[4] else None
    quoted = [next(filter(None, groups)) for groups in _QUOTED.findall(fault.message)]
    if line is None:
        return next((place for name in quoted if (place := _use(name, source.text, 0, len(source.text)))), None)
    if not 1 <= line <= len(source.line_starts):
        return None
    start, text = source.offset(line, 1), source.line(line)
    if column is not None and 1 <= column <= len(text):
        word = _WORD.match(text, column - 1)
        return start + column - 1, start + (word.end() if word else column)
    for name in quoted:
        if place := _use(name, source.text, start, start + len(text)):
            return place
    code = text.strip()
    begin = start + text.find(code)
    return begin, begin + len(code)


def _use(name: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a name, or a piece of code, first stands by itself between two offsets."""
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    found = whole.search(text, start, end)
    return found.span() if found else None
