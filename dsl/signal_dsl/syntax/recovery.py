"""A faulty statement: the reason in words, and as much of its tree as can be had.

The automaton runs on where it got stuck: a missing operand becomes a `Name` without a name, open brackets are closed at
the end, and what fits nowhere is passed over. Only the first fault is told; what follows from it would be guesswork.
"""

from __future__ import annotations

from signal_dsl.syntax._tables import KINDS
from signal_dsl.syntax.automaton import fits, run
from signal_dsl.syntax.brackets import mended
from signal_dsl.syntax.explain import explain
from signal_dsl.syntax.faults import Fault
from signal_dsl.syntax.nodes import Name, Statement
from signal_dsl.syntax.reading import read
from signal_dsl.syntax.spelling import meant
from signal_dsl.syntax.stuck import CLOSER, COMMA, ELSE, END, EQUAL, NAME, OPERANDS, RPAR, RSQB, Stuck

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.syntax.tokens import Token

# Tokens before which an operand may be missing, rather than that they themselves were wrong.
_OPERATORS = [KINDS.index(kind) for kind in ("DOT", "ADD", "MULTIPLY", "POWER", "COMPARE", "AND", "OR", "IF", "ELSE")]
_AFTER_OPERAND = frozenset([*_OPERATORS, END, RPAR, RSQB, COMMA])
# Each repair looks through the whole stack; past so many the text is not a statement with a slip in it.
_MAX_REPAIRS = 400


def recover(text: str) -> tuple[Statement | None, Fault]:
    """The tree of a faulty statement (None where nothing is left of it) and its first fault."""
    tokens, faults = read(text)
    kinds = [token[0] for token in tokens]
    unclosed = any(kinds.count(opener) > kinds.count(closer) for opener, closer in CLOSER.items())
    tokens, troubles = mended(text, tokens)
    troubles += [(fault.start, fault) for fault in faults]
    stuck_before = False
    repairs = _MAX_REPAIRS

    def repair(states: list[int], token: Token) -> list[Token]:
        nonlocal repairs, stuck_before
        if not stuck_before:
            stuck_before = True
            index = next(index for index, other in enumerate(tokens) if other is token)
            troubles.append((token[2], explain(Stuck(text, tokens, index, states, unclosed))))
        repairs -= 1
        if repairs < 0:
            raise _HopelessError
        return _instead(states, token)

    try:
        tree = run(iter(tokens), repair)
    except _HopelessError:
        tree = None
    if not troubles:  # cannot be: then the statement would have been sound
        return tree, Fault(0, len(text), "This is not a statement of Signal DSL.")
    return tree, min(troubles, key=lambda trouble: trouble[0])[1]


def _instead(states: list[int], token: Token) -> list[Token]:
    """What to read in place of a token that does not fit."""
    kind, text, start, _end = token
    other = meant(text)
    if other is not None and fits(states, other[0]):
        return [(*other, start, start + 1)]
    if kind in _AFTER_OPERAND and fits(states, NAME):
        return [(NAME, Name(start, start, ""), start, start), token]
    if kind in OPERANDS and fits(states, COMMA, kind):
        return [(COMMA, ",", start, start), token]
    if kind in _AFTER_OPERAND:
        for missing in (ELSE, RPAR, RSQB):
            if fits(states, missing, kind) or (fits(states, missing) and kind in (END, missing)):
                return [(missing, "", start, start), token]
    if kind == END:
        if fits(states, EQUAL):
            return [(EQUAL, "=", start, start), token]
        raise _HopelessError
    return []


class _HopelessError(Exception):
    """Nothing can be made of the rest."""
