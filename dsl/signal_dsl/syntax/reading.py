"""The tokens of a faulty statement, whatever is in it.

What no token begins with becomes a token of kind OTHER. Strings that are not quite strings are read as what they are
meant to be, so that what stands in them is not taken for names.
"""

from __future__ import annotations

import re

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.records import replace
from signal_dsl.syntax.faults import NOT_IN_SIGNAL_DSL, Fault
from signal_dsl.syntax.literals import LiteralError, identifier, number, string
from signal_dsl.syntax.nodes import Constant, Name
from signal_dsl.syntax.tokens import END, NAME, NUMBER, OTHER, STRING, word_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from signal_dsl.syntax.tokens import Token

_PREFIX = re.compile(r"(?i)[rbuf]|[bf]r|r[bf]")
# A string between quotes of a word processor's.
_CURLY = re.compile(r"([“”„«»])[^“”„«»\"\n]*([“”«»\"])|([‘’‚])[^‘’‚'\n]*([‘’'])")
_LONG = "Signal DSL has no strings over several lines. Write a comment: `#` at the beginning of each line."


def read(text: str) -> tuple[list[Token], list[Fault]]:
    """All tokens of a text, and the faults of its literals."""
    found: list[Token] = []
    faults: list[Fault] = []
    at = 0
    while True:
        kind, word, start, end = word_at(text, at, len(text))
        value: Any = word
        try:
            if kind == NAME:
                value = Name(start, end, word if word.isascii() else identifier(word))
            elif kind == NUMBER:
                value = Constant(start, end, number(word))
            elif kind in (STRING, OTHER):
                kind, value, start, end = _string(text, kind, start, end, found, faults)
        except LiteralError as error:
            message = str(error)
            faults.append(Fault(start, end, f"{message[:1].upper()}{message[1:]}."))
            value = Name(start, end, "")
        found.append((kind, value, start, end))
        at = end
        if kind == END:
            return found, _together(faults)


def _string(text: str, kind: int, start: int, end: int, found: list[Token], faults: list[Fault]) -> Token:
    """A string, or what was meant to be one, or any other character as it is. Raises `LiteralError`."""
    quote = text[start]
    if text.startswith(('"""', "'''"), start):
        close = text.find(quote * 3, start + 3)
        end = _end_of_line(text, start) if close < 0 else close + 3
        faults.append(Fault(start, end, _LONG, NOT_IN_SIGNAL_DSL))
    elif kind == STRING:
        value = Constant(start, end, string(text[start:end]))
        if not (found and found[-1][0] == NAME and found[-1][3] == start):
            return kind, value, start, end
        prefix = text[found[-1][2] : start]
        if not _PREFIX.fullmatch(prefix):
            return kind, value, start, end
        start = found.pop()[2]
        what = "f-strings: write the value out" if "f" in prefix.lower() else f"string prefixes: take `{prefix}` away"
        faults.append(Fault(start, end, f"Signal DSL has no {what}.", NOT_IN_SIGNAL_DSL))
    elif quote in "\"'":
        end = _end_of_line(text, start)
        escaped = f": `\\{quote}` is a quote within it" if text[end - 2 : end] == "\\" + quote else ""
        faults.append(Fault(start, end, f"This string is not closed{escaped}. Add `{quote}` at its end."))
    else:
        curly = _CURLY.match(text, start)
        if curly is None:
            return kind, text[start:end], start, end
        end = curly.end()
        straight = '"' if curly[1] else "'"
        message = f"A string stands between straight quotes, `{straight}`, not between `{quote}` and `{text[end - 1]}`."
        edits = (Edit(start, start + 1, straight), Edit(end - 1, end, straight))
        faults.append(Fault(start, end, message, fix=Fix(f"Write `{straight}`", edits)))
    return STRING, Constant(start, end, text[start + 1 : end - 1]), start, end


def _together(faults: list[Fault]) -> list[Fault]:
    """The same faults; the first that has a fix mends all of its kind."""
    edits = tuple(edit for fault in faults if fault.fix for edit in fault.fix.edits)
    return [replace(fault, fix=replace(fault.fix, edits=edits)) if fault.fix else fault for fault in faults]


def _end_of_line(text: str, start: int) -> int:
    newline = text.find("\n", start)
    end = len(text) if newline == -1 else newline
    return start + len(text[start:end].rstrip())
