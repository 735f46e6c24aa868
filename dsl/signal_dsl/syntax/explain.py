"""Syntax errors in words: what stands at the place where the parser got stuck, and what was expected there."""

from __future__ import annotations

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.syntax import brackets, foreign, spelling
from signal_dsl.syntax.faults import Fault
from signal_dsl.syntax.stuck import (
    AUGMENT,
    COMMA,
    COMPARE,
    DOT,
    ELSE,
    END,
    EQUAL,
    IF,
    LPAR,
    LSQB,
    NAME,
    NOT,
    NUMBER,
    OPERANDS,
    OTHER,
    RPAR,
    RSQB,
    STRING,
    short,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.syntax.stuck import Stuck

_CHOICE = "a choice is written `a if condition else b`"
_BRACKETS = "put the whole expression in brackets"


def explain(stuck: Stuck) -> Fault:
    """The fault at the place where the parser got stuck."""
    found = brackets.explain(stuck) or foreign.explain(stuck) or spelling.explain(stuck)
    found = found or _assignment(stuck) or _choice(stuck) or _operator(stuck) or _operand(stuck)
    if found is not None:
        return found
    if stuck.kind == END:
        return stuck.fault(f"The statement ends too early, after `{stuck.before}`.")
    return stuck.fault(f"`{stuck.shown(stuck.index)}` cannot stand here{_after(stuck)}.")


def _assignment(stuck: Stuck) -> Fault | None:
    if stuck.kind == EQUAL:
        return _equal(stuck)
    if stuck.kind == AUGMENT:
        if stuck.index == 0:
            return stuck.fault(f"A name is missing before `{stuck.word}`.")
        return stuck.fault(f"`{stuck.word}` changes one name, in a statement of its own: `name {stuck.word} value`.")
    names = stuck.index and all(token[0] in (NAME, COMMA) for token in stuck.tokens[: stuck.index])
    if stuck.kind == END and names:
        message = "Signal DSL has no tuples: names with commas between them must be assigned, as in `a, b = ...`."
        return stuck.lacking(message, 0, stuck.index - 1)
    return None


def _equal(stuck: Stuck) -> Fault:
    following = stuck.index + 1
    before = stuck.tokens[: stuck.index]
    after = stuck.spelled(following) if stuck.touches(following) else ""
    if after in ("<", ">"):
        return stuck.fault(f"`={after}` is written `{after}=`.", last=following, write=f"{after}=")
    if after == "!":
        return stuck.fault("`=!` is written `!=`.", last=following, write="!=")
    if stuck.before in ("==", "!=", "<=", ">="):
        return stuck.fault(f"`{stuck.before}=` is written `{stuck.before}`.", stuck.index - 1, write=stuck.before)
    if stuck.index == 0:
        return stuck.fault("A name is missing before `=`.")
    if stuck.kind_at(stuck.index - 1) == COMMA and not stuck.open:
        message = "A name is missing after `,`: unpack into one name for each output."
        return stuck.lacking(message, stuck.index - 1, stuck.index - 1)
    if stuck.kind_at(following) == EQUAL:
        return stuck.fault("To compare, write `==` without a blank between.", last=following, write="==")
    if stuck.before == "=":
        return stuck.fault("To compare, write `==`; to assign, one `=`.", stuck.index - 1)
    if stuck.fits(NAME):
        return stuck.fault(f"A value is missing between `{stuck.shown(stuck.index - 1)}` and `=`.")
    assigned = any(token[0] in (EQUAL, AUGMENT) for token in before)
    if not stuck.open and not assigned:
        return _target(stuck)
    if not stuck.open and all(token[0] in (NAME, EQUAL) for token in before):
        return stuck.lacking("Signal DSL assigns to one name at a time: `a = b = c` is two statements.")
    if stuck.in_call and stuck.kind_at(stuck.index - 1) == STRING and stuck.kind_at(stuck.index - 2) in (LPAR, COMMA):
        name = stuck.before[1:-1]
        if not name.isidentifier():
            return stuck.fault("A parameter's name stands before `=`.", stuck.index - 1, stuck.index - 1)
        return stuck.fault(
            f"A parameter is named without quotes: `{short(name)}=...`.", stuck.index - 1, write=f"{name}="
        )
    return stuck.fault("To compare, write `==`: `=` gives a name its value.", write="==")


def _target(stuck: Stuck) -> Fault:
    """What is assigned to is not a name."""
    first = stuck.kind_at(0)
    kinds = {token[0] for token in stuck.tokens[: stuck.index]}
    if stuck.index == 1 and first != NAME:
        return stuck.fault(f"`{stuck.shown(0)}` cannot get a value: before `=` stands a name.", 0, 0)
    if first == NAME and kinds & {DOT, LSQB} and LPAR not in kinds:
        message = "A series cannot be changed: before `=` stands a name alone. To compare, write `==`."
        return stuck.lacking(message)
    if first in (LPAR, LSQB) and kinds <= {NAME, COMMA, LPAR, LSQB, RPAR, RSQB}:
        return stuck.lacking("Names to unpack into stand without brackets: `a, b = ...`.", 0, stuck.index - 1)
    return stuck.fault("Before `=` stands a name alone. To compare, write `==`.", write="==")


def _choice(stuck: Stuck) -> Fault | None:
    if stuck.kind == DOT or stuck.kind_at(stuck.index - 1) == DOT:
        return None
    if stuck.kind in (IF, ELSE) and stuck.fits(NAME) and stuck.index:
        what = "condition" if stuck.kind == ELSE and stuck.kind_at(stuck.index - 1) == IF else "value"
        return stuck.fault(f"A {what} is missing before `{stuck.word}`: {_CHOICE}.")
    if stuck.fits(ELSE) and stuck.kind in (END, RPAR, RSQB, COMMA, IF):
        last = max(index for index in range(stuck.index) if stuck.kind_at(index) == IF)
        return stuck.fault(f"`if` needs an `else`: {_CHOICE}.", last, last)
    if stuck.kind == ELSE and stuck.index:
        return stuck.fault(f"This `else` has no `if`: {_CHOICE}.")
    return None


def _operator(stuck: Stuck) -> Fault | None:
    """An operand stands where an operator, a comma or the end was expected."""
    if stuck.fits(NAME) or not stuck.fits(COMPARE):
        return None
    before, word = stuck.shown(stuck.index - 1), stuck.shown(stuck.index)
    beside = stuck.kind_at(stuck.index - 1)
    if beside == STRING and stuck.kind != STRING and stuck.touches(stuck.index):
        message = f"The string `{before}` ends before `{word}`: a quote is missing, or one within it is not written"
        return stuck.fault(f"{message} `\\{stuck.before[0]}`.", stuck.index - 1, stuck.index - 1)
    if stuck.kind == NUMBER and stuck.word.startswith(".") and stuck.touches(stuck.index):
        return stuck.fault(f"After `.` stands the name of an output, as in `{_NAMED}`, and no number.")
    if stuck.kind in OPERANDS and stuck.begins_line and stuck.open and stuck.fits(COMMA):
        place = stuck.tokens[stuck.index - 1][3]
        fault = stuck.fault(f"A comma is missing before `{word}`.")
        return Fault(fault.start, fault.end, fault.message, fix=Fix("Add `,`", (Edit(place, place, ","),), safe=False))
    if stuck.kind == STRING and beside == STRING:
        message = "Signal DSL does not join strings that stand side by side: write one, or put a comma between."
        return stuck.lacking(message, stuck.index - 1)
    if stuck.kind == NOT:
        return stuck.fault(f"An operator is missing between `{before}` and `not`: write `and not` or `or not`.")
    if stuck.kind in OPERANDS:
        separator = "An operator or a comma" if stuck.open and stuck.fits(COMMA) else "An operator"
        return stuck.fault(f"{separator} is missing between `{before}` and `{word}`.")
    return None


_NAMED = "m.macdsignal"


def _operand(stuck: Stuck) -> Fault | None:
    """An operand was expected."""
    if not stuck.fits(NAME):
        return None
    before, word = stuck.shown(stuck.index - 1), stuck.shown(stuck.index)
    beside = stuck.kind_at(stuck.index - 1)
    if beside == DOT:
        return stuck.fault(f"After `.` the name of an output is missing, as in `{_NAMED}`.")
    if before == "%" and stuck.kind_at(stuck.index - 2) == NUMBER:
        message = "`%` is the remainder of a division. Write a percentage as a fraction: 50 % is `0.5`."
        return stuck.fault(message, stuck.index - 1, stuck.index - 1)
    if stuck.kind == END and stuck.index == 0:
        return Fault(0, 1, "There is nothing on this line but `\\`. Take it away.")
    if stuck.kind == END:
        more = f" To go on in the next line, {_BRACKETS}." if beside not in (EQUAL, AUGMENT) else ""
        return stuck.fault(f"A value is missing after `{before}`.{more}")
    if stuck.index == 0:
        hint = f" To continue the line above, {_BRACKETS}." if stuck.kind != OTHER else ""
        return stuck.fault(f"A statement cannot begin with `{word}`.{hint}")
    if not stuck.fits(NUMBER):
        return stuck.fault(f"A name is missing between `{before}` and `{word}`.")
    example = ": `close[-2]` is the bar before the latest" if stuck.kind == RSQB and beside == LSQB else ""
    return stuck.fault(f"A value is missing between `{before}` and `{word}`{example}.")


def _after(stuck: Stuck) -> str:
    return f" after `{stuck.shown(stuck.index - 1)}`" if stuck.before else ""
