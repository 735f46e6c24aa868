"""The LALR(1) automaton of one statement: tables from the grammar, and the loop that runs them.

Two things make it quick. The long chain from an operand up through all levels of precedence (atom, postfix, power …
expression) builds nothing, so `resolve` walks it once for each combination of states and next token and remembers where
it ends. And positions are kept beside the values, so that brackets cost no node.
"""

from __future__ import annotations

import re

from signal_dsl.syntax import builders
from signal_dsl.syntax._tables import ACCEPT, ACTIONS, GOTOS, KEYWORDS, KINDS, PATTERN, RULES
from signal_dsl.syntax.literals import LiteralError, identifier, number, string
from signal_dsl.syntax.nodes import Name, Statement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    # Kind, value (a node, or the text), start, end.
    Token = tuple[int, Any, int, int]
    # What to read instead of a token that does not fit, given the states below it.
    Repair = Callable[[list[int], Token], list[Token]]

TOKEN = re.compile(PATTERN)
NAME = KINDS.index("NAME")
NUMBER = KINDS.index("NUMBER")
STRING = KINDS.index("STRING")
END = KINDS.index("$END")
OTHER = KINDS.index("OTHER")

_KIND_BITS = 5
_STATE_BITS = 7
assert len(KINDS) <= 1 << _KIND_BITS
assert len(ACTIONS) <= 1 << _STATE_BITS

# For each rule: nonterminal, length, builder. A rule without a builder hands its only child on.
_RULES: list[tuple[int, int, Any]] = [(left, length, name and getattr(builders, name)) for left, length, name in RULES]

# What `resolve` found: (state reached, action there), or None where the token does not fit.
_resolved: dict[int, tuple[int, int] | None] = {}


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a statement, the last of kind END. Raises `LiteralError` at a literal that has no value."""
    for match in TOKEN.finditer(text):
        kind = match.lastindex - 1  # type: ignore[operator]
        start, end = match.span(kind + 1)
        value: Any = match[kind + 1]
        if kind == NAME:
            if value in KEYWORDS:
                kind = KEYWORDS[value]
            else:
                value = Name(start, end, value if value.isascii() else identifier(value))
        elif kind == NUMBER:
            value = number(start, end, value)
        elif kind == STRING:
            value = string(start, end, value)
        elif kind == END:
            yield kind, value, start, end
            return  # behind a comment the end would match once more
        yield kind, value, start, end


def statement(text: str) -> Statement | None:
    """The tree of a text that is one whole statement; None where it is not (`recovery` then says why)."""
    try:
        return run(tokens(text))
    except LiteralError:
        return None


def run(source: Iterator[Token], repair: Repair | None = None) -> Statement | None:
    """Build the tree of the tokens in `source`.

    At a token that does not fit, `repair` says what to read in its place; without a repair the result is None.
    """
    states = [-1, 0]  # a state below the first, so that each has one below it
    values: list[Any] = []
    starts: list[int] = []
    ends: list[int] = []
    waiting: list[Token] = []
    known = _resolved
    while True:
        token = waiting.pop() if waiting else next(source)
        kind, value, start, end = token
        while True:
            below = states[-2]
            state = states[-1]
            try:
                step = known[((below << _STATE_BITS | state) << _KIND_BITS) | kind]
            except KeyError:
                step = resolve(below, state, kind)
            if step is None:
                break
            states[-1], action = step
            if action >= 0:
                break
            left, length, build = _RULES[-action - 1]
            if length == 1:
                values[-1] = build(values[-1], starts[-1], ends[-1])
                states[-1] = GOTOS[below][left]
            else:
                last = ends[-1]
                values[-length:] = [build(*values[-length:], starts[-length], last)]
                del starts[1 - length :], ends[1 - length :], states[-length:]
                ends[-1] = last
                states.append(GOTOS[states[-1]][left])
            if states[-1] == ACCEPT and kind == END:
                found: Statement = values[0]
                return found
        if step is None:
            if repair is None:
                return None
            waiting.extend(reversed(repair(states, token)))
            continue
        states.append(action)
        values.append(value)
        starts.append(start)
        ends.append(end)


def resolve(below: int, state: int, kind: int) -> tuple[int, int] | None:
    """Where the automaton stands, and what it does next, when token `kind` follows in `state` on top of `below`.

    Rules that only hand their child on are gone through on the way. None: the token does not fit here.
    """
    reached = state
    action = ACTIONS[reached].get(kind)
    while action is not None and action < 0 and _RULES[-action - 1][2] is None:
        reached = GOTOS[below][_RULES[-action - 1][0]]
        action = ACTIONS[reached].get(kind)
    found = None if action is None else (reached, action)
    _resolved[((below << _STATE_BITS | state) << _KIND_BITS) | kind] = found
    return found


def fits(states: list[int], *kinds: int) -> bool:
    """Whether tokens of these kinds can come next, one after the other."""
    states = states[:]
    for kind in kinds:
        while True:
            step = resolve(states[-2], states[-1], kind)
            if step is None:
                return False
            states[-1], action = step
            if action >= 0:
                states.append(action)
                break
            left, length, _ = _RULES[-action - 1]
            del states[-length:]
            states.append(GOTOS[states[-1]][left])
            if states[-1] == ACCEPT and kind == END:
                return True
    return True
