"""Brackets that do not match: which one is to blame, and where the missing one belongs."""

from __future__ import annotations

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.syntax.faults import Fault
from signal_dsl.syntax.stuck import (
    CLOSER,
    COMMA,
    END,
    LPAR,
    NAME,
    OPERANDS,
    RPAR,
    RSQB,
    SPELLED_CLOSER,
    open_brackets,
    replacing,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.syntax.stuck import Stuck
    from signal_dsl.syntax.tokens import Token

_OPENER = {RPAR: "(", RSQB: "["}
# Calls that stand directly in that of another function, and nowhere deeper.
_HOMES = {"entry": "emit_signal", "exit": "emit_signal", "Weight": "entry"}


def mended(text: str, tokens: list[Token]) -> tuple[list[Token], list[tuple[int, Fault]]]:
    """The tokens with brackets that match, and what was wrong, each with the place where it shows.

    Brackets that are open at the end stay open, but for one that `_HOMES` gives away.
    """
    good: list[Token] = []
    troubles: list[tuple[int, Fault]] = []
    stack: list[int] = []
    for token in tokens:
        kind, _, start, end = token
        if kind in CLOSER:
            stack.append(len(good))
        elif kind in _OPENER:
            kinds = [CLOSER[good[index][0]] for index in stack]
            if not stack:
                message = f"This `{text[start:end]}` closes no bracket. Take it away, or open one before it."
                troubles.append((start, Fault(start, end, message, fix=replacing(start, end, "", safe=False))))
                continue
            if kind not in kinds:
                opener, closer = _shown(text, good, stack[-1]), SPELLED_CLOSER[good[stack.pop()][0]]
                message = f"`{opener}` is closed by `{text[start:end]}`: write `{closer}`."
                troubles.append((start, Fault(start, end, message, fix=replacing(start, end, closer))))
                token = (kinds[-1], closer, start, end)
            else:
                while CLOSER[good[stack[-1]][0]] != kind:
                    troubles.append((start, _unclosed(text, good, [stack[-1]], good[-1][3], text[start:end])))
                    good.append((CLOSER[good[stack.pop()][0]], "", start, start))
                stack.pop()
        good.append(token)
    misplaced = _misplaced(text, good) if stack else None
    if misplaced is not None:
        place, bracket = misplaced
        start, end = good[place - 1][2], good[place][3]
        troubles.append((start, _unclosed(text, good, [bracket], good[place - 2][3], text[good[place][2] : end])))
        good.insert(place - 1, (CLOSER[good[bracket][0]], "", start, start))
    return good, troubles


def explain(stuck: Stuck) -> Fault | None:
    """The fault where an open bracket keeps the stuck token from fitting, else None."""
    if not (stuck.open and stuck.unclosed):
        return None
    after = stuck.tokens[stuck.index - 1][3]
    if stuck.kind == END:
        return _unclosed(stuck.text, stuck.tokens, stuck.open[::-1], after, "")
    for count in range(1, min(len(stuck.open), 3) + 1):
        closers = [CLOSER[stuck.kind_at(index)] for index in stuck.open[: -count - 1 : -1]]
        ends = stuck.word == ";" or (stuck.begins_line and stuck.kind in OPERANDS)
        if stuck.fits(*closers, *() if ends else (stuck.kind,)):
            brackets = stuck.open[: -count - 1 : -1]
            return _unclosed(stuck.text, stuck.tokens, brackets, after, stuck.shown(stuck.index))
    return None


def _unclosed(text: str, tokens: list[Token], brackets: list[int], place: int, before: str) -> Fault:
    """The fault of brackets that are not closed, the innermost first; the closing ones belong at `place`."""
    bracket = brackets[0]
    closers = "".join(SPELLED_CLOSER[tokens[index][0]] for index in brackets)
    others = len(brackets) - 1
    also = "" if not others else f", nor is `{_shown(text, tokens, brackets[1])}`"
    if others > 1:
        also = f", nor are {others:,} brackets around it"
    where = f" before `{before}`" if before else ""
    add = f"Add `{closers}`" if others < 10 else "Close each of them"
    message = f"`{_shown(text, tokens, bracket)}` is not closed{where}{also}. {add}."
    fix = Fix(add, (Edit(place, place, closers),), safe=False)
    return Fault(tokens[bracket][2], tokens[bracket][3], message, fix=fix)


def _shown(text: str, tokens: list[Token], bracket: int) -> str:
    """A bracket together with the name that it belongs to."""
    start, end = tokens[bracket][2:]
    name = _owner(text, tokens, bracket)
    return name + text[start:end] if len(name) <= 40 else text[start:end]


def _owner(text: str, tokens: list[Token], bracket: int) -> str:
    """The name right before a bracket; empty where there is none."""
    if not bracket or tokens[bracket - 1][0] != NAME:
        return ""
    return text[tokens[bracket - 1][2] : tokens[bracket - 1][3]]


def _misplaced(text: str, tokens: list[Token]) -> tuple[int, int] | None:
    """The first argument that has its home further out than it stands, and the bracket that keeps it in."""
    for index in range(2, len(tokens) - 1):
        kind, _, start, end = tokens[index]
        home = _HOMES.get(text[start:end]) if kind == NAME else None
        if home is None or tokens[index + 1][0] != LPAR or tokens[index - 1][0] != COMMA:
            continue
        around = open_brackets(tokens[:index])
        owners = [_owner(text, tokens, bracket) for bracket in around]
        if home in owners and owners[-1] != home:
            return index, around[-1]
    return None
