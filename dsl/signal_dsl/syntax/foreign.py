"""What Python has and this language does not: each construct with its own sentence, and what to write in its place."""

from __future__ import annotations

import re

from signal_dsl.syntax._tables import KEYWORDS
from signal_dsl.syntax.faults import NOT_IN_SIGNAL_DSL, Fault
from signal_dsl.syntax.stuck import (
    COMMA,
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
    RPAR,
    short,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.syntax.stuck import Stuck

_FUNCTIONS = "Signal DSL has no functions of its own. Give an expression a name instead: `fast = ema(close, 12)`."
_LOOPS = "Signal DSL has no loops: every expression is computed for all bars at once."
_COMPREHENSIONS = "Signal DSL has no comprehensions: every expression is computed for all bars at once."
_IMPORTS = "Signal DSL has no imports: every indicator is there under its name, such as `rsi(close, 14)`."
_CHOICE = "Signal DSL has no `{}` statement. Choose a value: `a if condition else b`, or join conditions with `and`."
_ERRORS = "Signal DSL has no exceptions: nothing can be raised or caught. Take the `{}` away."
_SCOPES = "Signal DSL has one scope, that of the script: take the `{}` away."
_WAITING = "Signal DSL waits for nothing: take the `{}` away."

# Python's reserved words, each with what it lacks; `{}` is the word.
WORDS = {
    "def": _FUNCTIONS,
    "return": _FUNCTIONS,
    "yield": _FUNCTIONS,
    "lambda": _FUNCTIONS,
    "class": "Signal DSL has no classes: a script is a list of plain statements.",
    "for": _LOOPS,
    "while": _LOOPS,
    "break": _LOOPS,
    "continue": _LOOPS,
    "import": _IMPORTS,
    "from": _IMPORTS,
    "as": "Signal DSL has no `as`: give a value a name with `name = value`.",
    "elif": _CHOICE,
    "try": _ERRORS,
    "except": _ERRORS,
    "finally": _ERRORS,
    "raise": _ERRORS,
    "assert": "Signal DSL has no `assert`. Put the condition into the signal with `and`.",
    "with": "Signal DSL has no `with`: a script is a list of plain statements.",
    "del": "Signal DSL has no `del`: a name keeps its value until it gets another.",
    "pass": "Signal DSL has no blocks, so there is nothing to pass: take it away.",
    "global": _SCOPES,
    "nonlocal": _SCOPES,
    "async": _WAITING,
    "await": _WAITING,
    "in": "Signal DSL has no `in`. Compare with each value: `a == x or a == y`.",
    "is": "Signal DSL has no `is`: compare with `==`.",
}
# Words that begin a statement in Python only where a value follows.
_SOFT_WORDS = {
    "match": _CHOICE,
    "case": _CHOICE,
    "type": "Signal DSL has no types to name: take the line away.",
    "print": "Signal DSL prints nothing: take the `print` away.",
    "exec": "Signal DSL has no `exec`: take it away.",
}
_AUGMENTED = re.compile(r"(?:@|&|\||\^|<<|>>)=")
_SIGNS = {
    "{": "Signal DSL has no braces: no blocks, no dictionaries, no sets. A list is written `[a, b]`.",
    "}": "Signal DSL has no braces: no blocks, no dictionaries, no sets.",
    "@": "Signal DSL has no `@`: no decorators, no matrix product.",
}


def explain(stuck: Stuck) -> Fault | None:
    """The fault where Python would have something at the stuck token, else None."""
    for explanation in (_word, _statement, _augmented, _sign, _starred, _tuple):
        fault = explanation(stuck)
        if fault is not None:
            return fault
    return None


def _word(stuck: Stuck) -> Fault | None:
    word = stuck.word
    following = stuck.index + 1
    if stuck.kind == NOT and stuck.spelled(following) == "in" and not stuck.fits(NAME):
        message = "Signal DSL has no `not in`. Compare with each value: `a != x and a != y`."
        return stuck.lacking(message, last=following)
    if (word in WORDS or word in KEYWORDS) and (stuck.before == "." or stuck.kind_at(following) == EQUAL):
        return stuck.fault(f"`{word}` is a reserved word and cannot be a name. Choose another.")
    if word in WORDS:
        if word in ("for", "async") and stuck.open:
            return stuck.lacking(_COMPREHENSIONS)
        if word == "is" and stuck.kind_at(following) == NOT:
            message = "Signal DSL has no `is not`: compare with `!=`."
            return stuck.lacking(message, last=following, write="!=")
        if word == "elif" and stuck.index:
            return stuck.lacking("Signal DSL has no `elif`. Two choices in a row: `a if this else b if that else c`.")
        return stuck.lacking(WORDS[word].format(word), write="==" if word == "is" else None)
    return None


def _statement(stuck: Stuck) -> Fault | None:
    """A statement of Python's that begins with a word of ours, or with a word that is a name here."""
    if stuck.index == 0 and stuck.kind in (IF, ELSE):
        kinds = {token[0] for token in stuck.tokens[1:]}
        goes_on = (ELSE in kinds if stuck.kind == IF else IF not in kinds) and not _ends_in_colon(stuck)
        return None if goes_on else stuck.lacking(_CHOICE.format("if"))
    if stuck.index == 1 and stuck.before in _SOFT_WORDS and stuck.kind in OPERANDS:
        return stuck.lacking(_SOFT_WORDS[stuck.before].format(stuck.before), 0, 0)
    arrow = stuck.kind == EQUAL and stuck.spelled(stuck.index + 1) == ">"
    if arrow and not stuck.open and stuck.kind_at(1) == LPAR and stuck.kind_at(stuck.index - 1) == RPAR:
        return stuck.lacking(_FUNCTIONS, last=stuck.index + 1)
    return None


def _ends_in_colon(stuck: Stuck) -> bool:
    return stuck.spelled(len(stuck.tokens) - 2) == ":"


def _sign(stuck: Stuck) -> Fault | None:
    word = stuck.word
    if word in _SIGNS:
        return stuck.lacking(_SIGNS[word])
    if word == ":":
        return _colon(stuck)
    if word in ("<", ">") and stuck.before == word and stuck.touches(stuck.index):
        return stuck.lacking(f"Signal DSL has no `{word * 2}`: numbers have no bits to shift.", stuck.index - 1)
    if word == "^":
        return stuck.fault("A power is written `**`, not `^`.", write="**")
    if word == "?":
        return stuck.fault("A choice is written `a if condition else b`, without `?`.")
    if word == ";":
        return stuck.fault("Between brackets stands `,`, not `;`.", write=",")
    if word == "\\":
        return stuck.fault("`\\` must be the very last character of its line, and another line must follow.")
    if stuck.kind == DOT and stuck.text.startswith("...", stuck.start):
        return stuck.lacking("Signal DSL has no `...`: write the value.", last=stuck.index + 2)
    return None


def _colon(stuck: Stuck) -> Fault:
    following = stuck.index + 1
    if stuck.kind_at(following) == EQUAL and stuck.touches(following):
        if stuck.open:
            message = "Signal DSL has no `:=` within an expression. Assign on a line of its own."
            return stuck.lacking(message, last=following)
        return stuck.fault("`:=` is written `=` here.", last=following, write="=")
    if stuck.open and stuck.kind_at(stuck.open[-1]) == LSQB:
        return stuck.lacking("Signal DSL has no slices. `x[-1]` is the latest bar, `x[-2]` the one before.")
    if stuck.in_call and stuck.kind_at(stuck.index - 1) == NAME:
        name = stuck.shown(stuck.index - 1)
        return stuck.fault(f"A parameter gets its value with `=`: `{name}=...`.", write="=")
    if stuck.index == 1 and stuck.kind_at(0) == NAME and stuck.kind_at(following) != END:
        return stuck.lacking("Signal DSL has no type annotations: write `name = value`.")
    if stuck.kind_at(following) == END and not stuck.open:
        return stuck.lacking("Signal DSL has no blocks, so no line ends in `:`.")
    return stuck.fault("`:` has no meaning in Signal DSL. Take it away.")


def _augmented(stuck: Stuck) -> Fault | None:
    """`@=`, `&=` and the like."""
    match = _AUGMENTED.match(stuck.text, stuck.start)
    if match is None or stuck.index != 1:
        return None
    message = f"Signal DSL has no `{match[0]}`. Of its kind there are `+=`, `-=`, `*=`, `/=`, `//=`, `%=` and `**=`."
    return Fault(stuck.start, match.end(), message, NOT_IN_SIGNAL_DSL)


def _starred(stuck: Stuck) -> Fault | None:
    word = stuck.word
    if word not in ("*", "**") or not stuck.fits(NAME):
        return None
    if stuck.index == 0 or not stuck.open:
        if not stuck.touches(stuck.index + 1) or not any(token[0] in (EQUAL, COMMA) for token in stuck.tokens):
            return None
        return stuck.lacking(f"Signal DSL has no `{word}` before a name. Unpack into one name for each output.")
    if stuck.before in ("(", ",", "["):
        return stuck.lacking(f"Signal DSL has no `{word}` before a value. Write the arguments out.")
    return None


def _tuple(stuck: Stuck) -> Fault | None:
    if stuck.word == ")" and stuck.before == "(":
        return stuck.lacking("Signal DSL has no tuples, so `()` is nothing. A list is written `[]`.", stuck.index - 1)
    if stuck.kind != COMMA or stuck.fits(NAME) or stuck.fits(ELSE):
        return None
    if stuck.open:
        if stuck.kind_at(stuck.open[-1]) == LSQB:
            return stuck.lacking("An index is one number: `x[-2]` is the bar before the latest.")
        if stuck.open == [0] and (last := _end_of_names(stuck)):
            return stuck.lacking("Names to unpack into stand without brackets: `a, b = ...`.", 0, last)
        return stuck.lacking("Signal DSL has no tuples: a list is written `[a, b]`.")
    before, after = stuck.kind_at(stuck.index - 1), stuck.kind_at(stuck.index + 1)
    if before == after == NUMBER and stuck.touches(stuck.index) and stuck.touches(stuck.index + 1):
        digits = stuck.spelled(stuck.index + 1)
        whole = len(digits) == 3
        number = stuck.before + ("" if whole else ".") + digits
        what = "A number is written without commas" if whole else "The decimal sign is a point"
        return stuck.fault(f"{what}: `{short(number)}`.", stuck.index - 1, stuck.index + 1, write=number, safe=False)
    if EQUAL in (token[0] for token in stuck.tokens[: stuck.index]):
        return stuck.lacking("Signal DSL has no tuples: a name gets one value. Write each on a line of its own.")
    return stuck.lacking("Signal DSL has no tuples. Write each expression on a line of its own.")


def _end_of_names(stuck: Stuck) -> int:
    """Index of the bracket that closes the names at the statement's beginning if they are assigned, else 0."""
    for index in range(1, len(stuck.tokens) - 1):
        if stuck.kind_at(index) not in (NAME, COMMA):
            return index if stuck.kind_at(index + 1) == EQUAL else 0
    return 0
