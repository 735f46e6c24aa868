"""A faulty statement: the reason in words, and as much of its tree as can be had.

The automaton runs on where it got stuck: a missing operand becomes a `Name` without a name, open brackets are closed at
the end, and what fits nowhere is passed over. Only the first fault is told; what follows from it would be guesswork.
"""

from __future__ import annotations

from signal_dsl.syntax.automaton import END, KEYWORDS, KINDS, NAME, NUMBER, OTHER, RESERVED, STRING, TOKEN, fits, run
from signal_dsl.syntax.explain import Stuck, explain
from signal_dsl.syntax.faults import Fault
from signal_dsl.syntax.literals import LiteralFault, identifier, number, string
from signal_dsl.syntax.nodes import Constant, Name, Statement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from signal_dsl.syntax.automaton import Token

_CLOSERS = [KINDS.index(kind) for kind in ("RPAR", "RSQB")]
_EQUAL = KINDS.index("EQUAL")
_ELSE = KINDS.index("ELSE")
# A token after which an operand may be missing rather than the token itself be wrong.
_AFTER_OPERAND = {
    KINDS.index(kind)
    for kind in "$END RPAR RSQB COMMA ADD MULTIPLY POWER COMPARE AND OR IF ELSE DOT".split()
}
# Each repair looks through the whole stack; past so many the text is not a statement with a slip in it.
_MAX_REPAIRS = 400


def recover(text: str) -> tuple[Statement | None, Fault]:
    """The tree of a faulty statement (None where nothing is left of it) and its first fault."""
    faults: list[Fault] = []
    read = _tokens(text, faults)
    repairs = _MAX_REPAIRS

    def repair(states: list[int], token: Token) -> list[Token]:
        nonlocal repairs
        repairs -= 1
        if repairs < 0:
            raise _Hopeless
        kind, _, start, end = token
        # A literal without a value was told already, unless this comes before it.
        if not faults or start < faults[0].start:
            faults[:] = [explain(Stuck(text, read, next(i for i, t in enumerate(read) if t is token), states))]
        if kind in _AFTER_OPERAND and fits(states, NAME):
            return [(NAME, Name(start, start, ""), start, start), token]
        if kind == END:
            for closer in (*_CLOSERS, _EQUAL, _ELSE):
                if fits(states, closer):
                    return [(closer, "", start, start), token]
            raise _Hopeless
        return []

    try:
        tree = run(iter(read), repair)
    except _Hopeless:
        tree = None
    return tree, faults[0] if faults else Fault(0, len(text), "This is not a statement of Signal DSL.")


class _Hopeless(Exception):
    """Nothing can be made of the rest."""


def _tokens(text: str, faults: list[Fault]) -> list[Token]:
    """All tokens of a text, whatever is in it; literals that have no value are put down as faults."""
    found: list[Token] = []
    at = 0
    while True:
        match = TOKEN.match(text, at)
        assert match is not None and match.lastindex is not None
        kind = match.lastindex - 1
        start, end = match.span(match.lastindex)
        value: Any = match[match.lastindex]
        try:
            if kind == NAME and value in KEYWORDS:
                kind = KEYWORDS[value]
            elif kind == NAME and value in RESERVED:
                kind = OTHER
            elif kind == NAME:
                value = Name(start, end, value if value.isascii() else identifier(value))
            elif kind == NUMBER:
                value = number(start, end, value)
            elif kind == STRING:
                value = string(start, end, value)
            elif kind == OTHER and value in "\"'":
                end = _end_of_line(text, start)
                value = Constant(start, end, text[start + 1 : end])
                kind = STRING
                quote = text[start]
                faults.append(Fault(start, end, f"This string is not closed. Add {quote} at its end."))
        except LiteralFault as fault:
            message = str(fault)
            faults.append(Fault(start, end, f"{message[:1].upper()}{message[1:]}."))
            value = Name(start, end, value if kind == NAME else "")
        found.append((kind, value, start, end))
        at = end
        if kind == END:
            return found


def _end_of_line(text: str, start: int) -> int:
    newline = text.find("\n", start)
    end = len(text) if newline == -1 else newline
    return start + len(text[start:end].rstrip())
