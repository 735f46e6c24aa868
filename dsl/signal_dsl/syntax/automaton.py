"""The LALR(1) automaton of one statement: tables from the grammar, and the loop that runs them.

Two things make it quick. The long chain from an operand up through all levels of precedence (atom, postfix, power …
expression) builds nothing, so it is walked once for each combination of states and next token, and a `_Row` remembers
where it ends. And positions are kept beside the values, so that brackets cost no node.
"""

from __future__ import annotations

from signal_dsl.syntax import builders
from signal_dsl.syntax._tables import ACCEPT, ACTIONS, GOTOS, RULES
from signal_dsl.syntax.literals import LiteralError
from signal_dsl.syntax.tokens import END, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from signal_dsl.syntax.nodes import Statement
    from signal_dsl.syntax.tokens import Token

    # What to read instead of a token that does not fit, given the states below it.
    Repair = Callable[[list[int], Token], list[Token]]

# For each rule: nonterminal, length, builder. A rule without a builder hands its only child on.
_RULES: list[tuple[int, int, Any]] = [(left, length, name and getattr(builders, name)) for left, length, name in RULES]


def statement(text: str) -> Statement | None:
    """The tree of a text that is one whole statement; None where it is not (`recovery` then says why)."""
    try:
        return run(tokens(text))
    except LiteralError:
        return None


class _Row(dict):  # type: ignore[type-arg]
    """What comes next in a state on top of another: kind of token -> step, -1 - nonterminal -> the row after it.

    A step is None where the token does not fit, else five things: the row that the automaton stands in by then, as
    rules that only hand their child on are gone through; the row after the token, or None where a rule is complete; and
    of that rule the builder, the length (0 for the end of the statement) and the key of its nonterminal.

    All of this is looked up when it is first asked for.
    """

    __slots__ = ("below", "state")

    def __init__(self, below: int, state: int) -> None:
        self.below = below
        self.state = state

    def __missing__(self, key: int) -> Any:
        if key < 0:
            found: Any = _row(self.state, GOTOS[self.state][-1 - key])
        elif key == END and self.state == ACCEPT:
            found = (self, None, None, 0, 0)
        elif (step := resolve(self.below, self.state, key)) is None:
            found = None
        else:
            reached, action = step
            if action >= 0:
                found = (_row(self.below, reached), _row(reached, action), None, 0, 0)
            else:
                left, length, build = _RULES[-action - 1]
                found = (self, None, build, length, -1 - left)
        self[key] = found
        return found


_rows: dict[tuple[int, int], _Row] = {}


def _row(below: int, state: int) -> _Row:
    row = _rows.get((below, state))
    if row is None:
        row = _rows[below, state] = _Row(below, state)
    return row


def run(source: Iterable[Token], repair: Repair | None = None) -> Statement | None:
    """Build the tree of the tokens in `source`.

    At a token that does not fit, `repair` says what to read in its place; without a repair the result is None.
    """
    row = _row(-1, 0)  # a state below the first, so that each has one below it
    rows = [row]
    values: list[Any] = []
    starts: list[int] = []
    last = 0  # the end of the token before
    waiting: list[Token] = []
    for token in source if repair is None else _with(waiting, source):
        kind, value, start, end = token
        while True:
            step = row[kind]
            if step is None:
                if repair is None:
                    return None
                states = [-1, *(row.state for row in rows)]
                waiting.extend(reversed(repair(states, token)))
                break
            reached, after, build, length, left = step
            if after is not None:
                rows[-1] = reached
                rows.append(after)
                row = after
                values.append(value)
                starts.append(start)
                last = end
                break
            if length == 3:
                right = values.pop()
                middle = values.pop()
                del starts[-2:], rows[-3:]
                values[-1] = build(values[-1], middle, right, starts[-1], last)
            elif length == 1:
                del rows[-1]
                values[-1] = build(values[-1], starts[-1], last)
            elif length:
                values[-length:] = [build(*values[-length:], starts[-length], last)]
                del starts[1 - length :], rows[-length:]
            else:
                found: Statement = values[0]
                return found
            row = rows[-1][left]
            rows.append(row)
    return None


def _with(waiting: list[Token], source: Iterable[Token]) -> Iterator[Token]:
    """The tokens in `source`, those that are `waiting` by then before the next of them."""
    for token in source:
        yield token
        while waiting:
            yield waiting.pop()


def resolve(below: int, state: int, kind: int) -> tuple[int, int] | None:
    """Where the automaton stands, and what it does next, when token `kind` follows in `state` on top of `below`.

    Rules that only hand their child on are gone through on the way. None: the token does not fit here.
    """
    action = ACTIONS[state].get(kind)
    while action is not None and action < 0 and _RULES[-action - 1][2] is None:
        state = GOTOS[below][_RULES[-action - 1][0]]
        action = ACTIONS[state].get(kind)
    return None if action is None else (state, action)


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
