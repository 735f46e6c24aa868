"""What people bring along from other languages, and what to write here in its place.

Python's own constructs are SIG002; what is merely spelled differently elsewhere (`&&`, Pine's `:=`) is SIG001.
"""

from __future__ import annotations

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.syntax.automaton import END, KINDS, NAME, NUMBER, STRING
from signal_dsl.syntax.faults import NOT_IN_SIGNAL_DSL, Fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.syntax.explain import Stuck

CODE = NOT_IN_SIGNAL_DSL

_FUNCTIONS = "Signal DSL has no functions of its own. Give an expression a name instead: `fast = ema(close, 12)`."
_LOOPS = "Signal DSL has no loops: every expression is computed for all bars at once."
_IMPORTS = "Signal DSL has no imports: every indicator is there under its name, such as `rsi(close, 14)`."
_CHOICE = "Signal DSL has no `if` statement. Choose a value with `a if condition else b`, or join conditions with `and`."
_ERRORS = "Signal DSL has no exceptions: take it away."
_ASYNC = "Signal DSL does not wait for anything: take it away."
_SCOPES = "Signal DSL has one scope, that of the script: take it away."
_IN = "Signal DSL has no `in`. Compare with each value: `a == x or a == y`."

# Python's reserved words, each with what it lacks.
WORDS = {
    "def": _FUNCTIONS,
    "return": _FUNCTIONS,
    "yield": _FUNCTIONS,
    "lambda": _FUNCTIONS,
    "class": "Signal DSL has no classes.",
    "for": _LOOPS,
    "while": _LOOPS,
    "break": _LOOPS,
    "continue": _LOOPS,
    "import": _IMPORTS,
    "from": _IMPORTS,
    "as": _IMPORTS,
    "elif": _CHOICE,
    "try": _ERRORS,
    "except": _ERRORS,
    "finally": _ERRORS,
    "raise": _ERRORS,
    "assert": "Signal DSL has no `assert`. Put the condition into the signal with `and`.",
    "with": "Signal DSL has no `with` blocks.",
    "del": "Signal DSL has no `del`: a name keeps its value until it is assigned anew.",
    "pass": "Signal DSL has no blocks, so there is nothing to pass: take it away.",
    "global": _SCOPES,
    "nonlocal": _SCOPES,
    "async": _ASYNC,
    "await": _ASYNC,
    "in": _IN,
    "is": "Signal DSL has no `is`: compare with `==`.",
}

# Spellings: what is written elsewhere, what is written here.
SPELLINGS = {"&&": "and", "||": "or", "&": "and", "|": "or", "!": "not ", "~": "not ", "<>": "!=", ":=": "="}

# Characters that look like what was meant.
LOOKALIKES = {
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2018": "'", "\u2019": "'", "`": "'",
    "\u2212": "-", "\u2013": "-", "\u2014": "-", "\u00d7": "*", "\u00f7": "/",
    "\u2264": "<=", "\u2265": ">=", "\u2260": "!=", "\uff0c": ",", "\uff08": "(", "\uff09": ")", "\uff1d": "=",
    "\u00a0": " ", "\u200b": "", "\ufeff": "", "\u3000": " ", "\u2009": " ", "\u202f": " ",
}  # fmt: skip


def explain(stuck: Stuck) -> Fault | None:
    """The fault where something of another language stands at the stuck token, else None."""
    for explanation in (_reserved, _statement_if, _prefixed_string, _spelling, _punctuation, _starred, _number):
        fault = explanation(stuck)
        if fault is not None:
            return fault
    return None


def _reserved(stuck: Stuck) -> Fault | None:
    word = stuck.word
    if word not in WORDS:
        return None
    if word in ("for", "async") and stuck.open:
        return _lacking(stuck, "Signal DSL has no comprehensions: every expression is computed for all bars at once.")
    return _lacking(stuck, WORDS[word])


def _statement_if(stuck: Stuck) -> Fault | None:
    if stuck.index == 0 and stuck.word in ("if", "else"):
        return _lacking(stuck, _CHOICE)
    if stuck.index == 1 and stuck.before == "print" and stuck.kind in (NAME, STRING, NUMBER):
        return _lacking(stuck, "Signal DSL prints nothing: take it away.")
    return None


def _prefixed_string(stuck: Stuck) -> Fault | None:
    if stuck.kind != STRING or stuck.start != stuck.tokens[stuck.index - 1][3] or not stuck.index:
        return None
    prefix = stuck.before.lower()
    if prefix in ("f", "rf", "fr"):
        return _lacking(stuck, "Signal DSL has no f-strings: write the string out.")
    if prefix in ("r", "b", "u", "br", "rb"):
        return _lacking(stuck, f"Signal DSL has no string prefixes: take `{stuck.before}` away.")
    if prefix in ('""', "''") and stuck.index == 1 or stuck.before in ('""', "''"):
        return _lacking(stuck, "Signal DSL has no strings over several lines: use one pair of quotes, or a comment.")
    return None


def _spelling(stuck: Stuck) -> Fault | None:
    after = stuck.text[stuck.end : stuck.end + 1]
    if stuck.word == ":" and after == "=" and stuck.open:
        return _lacking(stuck, "Signal DSL has no `:=` within an expression. Assign on a line of its own.", width=2)
    for width in (2, 1):
        written = stuck.text[stuck.start : stuck.start + width]
        if written in SPELLINGS and len(written) == width:
            return _spelled(stuck, written, SPELLINGS[written])
    if stuck.word == ">" and stuck.before == "<" and stuck.tokens[stuck.index - 1][3] == stuck.start:
        return _spelled(stuck, "<>", "!=", before=1)
    if stuck.word in LOOKALIKES:
        meant = LOOKALIKES[stuck.word]
        name = f"U+{ord(stuck.word):04X}"
        what = f"`{stuck.word}` ({name})" if stuck.word.isprintable() and not stuck.word.isspace() else f"{name}"
        remedy = f"Write `{meant}`." if meant.strip() else "Use an ordinary blank." if meant else "Take it away."
        return _replaced(stuck, f"The character {what} is not part of the language. {remedy}", meant, 1)
    return None


def _punctuation(stuck: Stuck) -> Fault | None:
    word = stuck.word
    after = stuck.text[stuck.end : stuck.end + 1]
    if word == ";":
        rest = stuck.text[stuck.end :].strip()
        if not rest:
            return _replaced(stuck, "A statement ends with its line, without `;`.", "", 1)
        return _replaced(stuck, "Each statement stands on a line of its own, without `;`.", "\n", 1)
    if word == "?":
        return stuck.fault("A choice is written `a if condition else b`, not with `?` and `:`.")
    if word == "{" or word == "}":
        return _lacking(stuck, "Signal DSL has no braces: no blocks, no dictionaries, no sets.")
    if word == "@":
        return _lacking(stuck, "Signal DSL has no `@`: no decorators, no matrix product.")
    if word == ":":
        return _colon(stuck)
    if word in ("<", ">") and stuck.before == word and stuck.tokens[stuck.index - 1][3] == stuck.start:
        return _lacking(stuck, f"Signal DSL has no `{word * 2}`: there are no shifts of bits.")
    if word == "^":
        return _replaced(stuck, "A power is written `**`, not `^`.", "**", 1)
    if word == "." and after == ".":
        return _lacking(stuck, "Signal DSL has no `...`.", width=3)
    if stuck.index == 0 and stuck.text.startswith(("//", "/*"), stuck.start):
        return _replaced(stuck, f"A comment begins with `#`, not with `{stuck.text[:2]}`.", "#", 2)
    if word == "\\":
        return stuck.fault("After `\\` the line must end at once.")
    if stuck.kind == KINDS.index("OTHER") and word not in WORDS:
        shown = word if word.isprintable() else f"U+{ord(word):04X}"
        return stuck.fault(f"The character `{shown}` is not part of the language. Take it away.")
    return None


def _colon(stuck: Stuck) -> Fault:
    bracket = stuck.spelled(stuck.open[-1]) if stuck.open else ""
    if bracket == "[":
        return _lacking(stuck, "Signal DSL has no slices. `x[-1]` is the latest bar, `x[-2]` the one before.")
    if stuck.index == 1 and stuck.kind_at(0) == NAME:
        return _lacking(stuck, "Signal DSL has no type annotations: write `name = value`.")
    if stuck.kind_at(stuck.index + 1) == END and not stuck.open:
        return _lacking(stuck, "Signal DSL has no blocks, so no line ends in `:`.")
    return stuck.fault("`:` cannot stand here.")


def _starred(stuck: Stuck) -> Fault | None:
    if stuck.word in ("*", "**") and (stuck.before in ("(", ",", "[") or stuck.index == 0):
        return _lacking(stuck, f"Signal DSL has no `{stuck.word}` before a value. Write the arguments out.")
    if stuck.word == ")" and stuck.before == "(" and stuck.kind_at(stuck.index - 2) != NAME:
        return _lacking(stuck, "Signal DSL has no tuples, so `()` is nothing.")
    if stuck.word == "," and stuck.open and stuck.spelled(stuck.open[-1]) == "(" and not _is_call(stuck):
        return _lacking(stuck, "Signal DSL has no tuples: a list is written `[a, b]`.")
    if stuck.word == "," and stuck.open and stuck.spelled(stuck.open[-1]) == "[" and not stuck.fits(NAME):
        return _lacking(stuck, "An index is one number: `x[-2]` is the bar before the latest.")
    return None


def _is_call(stuck: Stuck) -> bool:
    return stuck.spelled(stuck.open[-1] - 1)[-1:] in (")", "]") or stuck.kind_at(stuck.open[-1] - 1) in (NAME, STRING)


def _number(stuck: Stuck) -> Fault | None:
    if stuck.kind != NAME or stuck.kind_at(stuck.index - 1) != NUMBER or stuck.tokens[stuck.index - 1][3] != stuck.start:
        return None
    written = stuck.before + stuck.word
    if written[:2].lower() in ("0x", "0o", "0b"):
        return _lacking(stuck, f"`{written}`: numbers are written in decimal digits.", before=1)
    if stuck.word.lower() == "j":
        return _lacking(stuck, "Signal DSL has no complex numbers.", before=1)
    if stuck.word.startswith("_"):
        fault = stuck.fault(f"`{written}` is not a number: `_` stands between two digits.")
        return Fault(stuck.tokens[stuck.index - 1][2], fault.end, fault.message)
    return None


def _lacking(stuck: Stuck, message: str, width: int = 0, before: int = 0) -> Fault:
    """A construct of Python's at the stuck token (`width` characters, `before` tokens more in front of it)."""
    start = stuck.tokens[stuck.index - before][2]
    end = stuck.start + width if width else stuck.end
    return Fault(start, end, message, CODE)


def _spelled(stuck: Stuck, written: str, here: str, before: int = 0) -> Fault:
    start = stuck.tokens[stuck.index - before][2]
    end = start + len(written)
    text = here
    if here.strip().isalpha():
        # A word needs blanks around it where the sign had none.
        before_it = stuck.text[start - 1 : start]
        text = (" " if before_it.isalnum() or before_it in (")", "]") else "") + here.strip()
        text += "" if stuck.text[end : end + 1].isspace() else " "
    fix = Fix(f"Write `{here.strip()}`", (Edit(start, end, text),))
    return Fault(start, end, f"`{written}` is written `{here.strip()}` here.", fix=fix)


def _replaced(stuck: Stuck, message: str, text: str, width: int) -> Fault:
    end = stuck.start + width
    title = f"Write `{text}`" if text.strip() else "Take it away" if not text else "Replace it"
    return Fault(stuck.start, end, message, fix=Fix(title, (Edit(stuck.start, end, text),)))
