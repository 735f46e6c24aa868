"""Syntax errors in words: what stands at the place where the parser got stuck, and what was expected there."""

from __future__ import annotations

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.syntax import foreign
from signal_dsl.syntax.automaton import END, KINDS, NAME, NUMBER, OTHER, STRING, fits
from signal_dsl.syntax.faults import Fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.syntax.automaton import Token

COMMA, DOT, EQUAL, LPAR, LSQB, RPAR, RSQB = (
    KINDS.index(kind) for kind in ("COMMA", "DOT", "EQUAL", "LPAR", "LSQB", "RPAR", "RSQB")
)
IF, ELSE, AND, OR, NOT = (KINDS.index(kind) for kind in ("IF", "ELSE", "AND", "OR", "NOT"))
COMPARE, AUGMENT = KINDS.index("COMPARE"), KINDS.index("AUGMENT")
TRUE, FALSE, NONE = (KINDS.index(kind) for kind in ("TRUE", "FALSE", "NONE"))
OPERANDS = {NAME, NUMBER, STRING, TRUE, FALSE, NONE}
_CLOSER = {LPAR: ")", LSQB: "]"}


class Stuck:
    """Where the parser got stuck: a statement's text, its tokens, the index of the one that does not fit."""

    def __init__(self, text: str, tokens: list[Token], index: int, states: list[int]) -> None:
        self.text = text
        self.tokens = tokens
        self.index = index
        self.states = states
        self.kind, self.value, self.start, self.end = tokens[index]
        self.open = _open_brackets(tokens[:index])

    def spelled(self, index: int) -> str:
        """The text of a token; empty before the first and for the end."""
        if not 0 <= index < len(self.tokens):
            return ""
        _, _, start, end = self.tokens[index]
        return self.text[start:end]

    def kind_at(self, index: int) -> int:
        return self.tokens[index][0] if 0 <= index < len(self.tokens) else -1

    @property
    def word(self) -> str:
        return self.spelled(self.index)

    @property
    def before(self) -> str:
        return self.spelled(self.index - 1)

    def fits(self, kind: int) -> bool:
        return fits(self.states, kind)

    def fault(self, message: str, replace: str | None = None, last: int | None = None) -> Fault:
        """A fault at the token (up to token `last`), with a fix that puts `replace` in its place."""
        start, end = self.start, self.tokens[self.index if last is None else last][3]
        if self.kind == END and self.index:
            # The end has no width: point at what it is missing after.
            start = max(self.tokens[self.index - 1][3] - 1, 0)
            end = self.tokens[self.index - 1][3]
        fix = None if replace is None else Fix(f"Write `{replace}`", (Edit(start, end, replace),), safe=True)
        return Fault(start, end, message, fix=fix)


def explain(stuck: Stuck) -> Fault:
    """The fault at the place where the parser got stuck."""
    for explanation in (foreign.explain, _brackets, _assignment, _conditional, _operator, _operand):
        fault = explanation(stuck)
        if fault is not None:
            return fault
    if stuck.kind == END:
        return stuck.fault(f"The statement ends too early, after `{stuck.before}`.")
    return stuck.fault(f"`{_shown(stuck.word)}` cannot stand here{_after(stuck)}.")


def _open_brackets(tokens: list[Token]) -> list[int]:
    """Indices of the brackets that are open behind the last token."""
    stack: list[int] = []
    for index, token in enumerate(tokens):
        if token[0] in _CLOSER:
            stack.append(index)
        elif token[0] in (RPAR, RSQB) and stack:
            stack.pop()
    return stack


def _brackets(stuck: Stuck) -> Fault | None:
    if stuck.kind in (RPAR, RSQB) and not stuck.open:
        return stuck.fault(f"This `{stuck.word}` closes no bracket. Take it away, or open one before it.", replace="")
    if not stuck.open:
        return None
    bracket = stuck.open[-1]
    kind, _, start, end = stuck.tokens[bracket]
    closer = _CLOSER[kind]
    if stuck.kind in (RPAR, RSQB) and stuck.word != closer and not stuck.fits(NAME):
        return stuck.fault(f"`{stuck.spelled(bracket)}` is closed by `{stuck.word}`: write `{closer}`.", replace=closer)
    if stuck.kind == END or _begins_line(stuck) and stuck.fits(RPAR if closer == ")" else RSQB):
        return Fault(start, end, f"`{stuck.spelled(bracket)}` is not closed. Add `{closer}`.")
    return None


def _assignment(stuck: Stuck) -> Fault | None:
    if stuck.kind == EQUAL:
        return _equal(stuck)
    if stuck.kind == AUGMENT:
        return stuck.fault(f"Only one name can stand before `{stuck.word}`.")
    if stuck.kind == END and stuck.fits(EQUAL) and stuck.index:
        return stuck.fault("Names with commas between them must be assigned: `a, b = ...`. Signal DSL has no tuples.")
    if stuck.kind == COMMA and not stuck.open and not stuck.fits(NAME):
        assigned = any(token[0] == EQUAL for token in stuck.tokens[: stuck.index])
        what = "A name gets one value" if assigned else "A statement is one expression"
        return _foreign(stuck, f"{what}: Signal DSL has no tuples. Write each on a line of its own.")
    return None


def _equal(stuck: Stuck) -> Fault:
    after = stuck.spelled(stuck.index + 1)
    adjacent = stuck.kind_at(stuck.index + 1) == COMPARE and stuck.tokens[stuck.index + 1][2] == stuck.end
    if adjacent and after in ("<", ">"):
        return stuck.fault(f"`={after}` is written `{after}=`.", replace=f"{after}=", last=stuck.index + 1)
    if stuck.before in ("==", "!=", "<=", ">="):
        return stuck.fault(f"`{stuck.before}=` is written `{stuck.before}`.", replace="")
    if stuck.index == 0:
        return stuck.fault("A name is missing before `=`.")
    if stuck.fits(NAME):
        return stuck.fault(f"A value is missing{_after(stuck)}, where `=` stands.")
    before = stuck.tokens[: stuck.index]
    if not stuck.open and not any(token[0] == EQUAL for token in before):
        if any(token[0] in (DOT, LSQB) for token in before) and before[0][0] == NAME:
            return _foreign(stuck, "Only a name can be assigned to; a series cannot be changed. Give it a new name.")
        if stuck.kind_at(0) == LPAR:
            return stuck.fault("Names to unpack into stand without brackets: `a, b = ...`.")
        return stuck.fault("Only a name can stand before `=`. To compare, write `==`.", replace="==")
    if not stuck.open and all(token[0] in (NAME, EQUAL) for token in before):
        return _foreign(stuck, "Signal DSL assigns one value a line: `a = b = c` is two statements.")
    return stuck.fault("`=` gives a value to a name; to compare, write `==`.", replace="==")


def _conditional(stuck: Stuck) -> Fault | None:
    if stuck.kind in (IF, ELSE) and stuck.fits(NAME) and stuck.index:
        return stuck.fault(f"A value is missing{_after(stuck)}: a choice is written `a if condition else b`.")
    if stuck.fits(ELSE) and stuck.kind == END:
        return stuck.fault("`if` needs an `else` here: `a if condition else b`.")
    if stuck.kind == ELSE:
        return stuck.fault("This `else` has no `if`: a choice is written `a if condition else b`.")
    return None


def _operator(stuck: Stuck) -> Fault | None:
    """An operand stands where an operator or the end was expected."""
    if stuck.fits(NAME) or not stuck.fits(COMPARE):
        return None
    lower = stuck.word.lower()
    if stuck.kind == NAME and lower in ("and", "or", "not", "if", "else"):
        return stuck.fault(f"`{stuck.word}` is written in small letters: `{lower}`.", replace=lower)
    if stuck.kind == NAME and stuck.kind_at(stuck.index - 1) == NUMBER and stuck.start == _end(stuck, stuck.index - 1):
        return stuck.fault(f"`{stuck.before}{stuck.word}` is neither a number nor a name.")
    if stuck.kind == STRING and stuck.kind_at(stuck.index - 1) == STRING:
        return _foreign(stuck, "Two strings stand side by side. Signal DSL does not join strings.")
    if stuck.kind == NOT:
        return stuck.fault(f"`not` stands before what it negates: an operator is missing{_after(stuck)}.")
    if stuck.kind in OPERANDS:
        separator = "an operator or a comma" if stuck.open else "an operator"
        return stuck.fault(f"Between `{_shown(stuck.before)}` and `{_shown(stuck.word)}` {separator} is missing.")
    return None


def _operand(stuck: Stuck) -> Fault | None:
    """An operand was expected."""
    if not stuck.fits(NAME):
        return None
    if stuck.kind_at(stuck.index - 1) == DOT:
        return stuck.fault("After `.` the name of an output is missing, as in `m.macdsignal`.")
    if stuck.kind == END and stuck.index == 0:
        return Fault(0, 1, "A line that is continued with `\\` must begin a statement.")
    if stuck.kind == END:
        if stuck.before == "%" and stuck.kind_at(stuck.index - 2) == NUMBER:
            return stuck.fault("`%` is the remainder of a division: write a percentage as a fraction, 50 % as `0.5`.")
        if stuck.before == "=":
            return stuck.fault("A value is missing after `=`.")
        more = " To go on in the next line, put the whole expression in brackets."
        return stuck.fault(f"A value is missing after `{stuck.before}`.{more if not stuck.open else ''}")
    if stuck.index == 0:
        hint = " To continue the line above, put the whole expression in brackets."
        return stuck.fault(f"A statement cannot begin with `{_shown(stuck.word)}`.{hint if stuck.kind != OTHER else ''}")
    if not stuck.fits(NUMBER):
        return stuck.fault(f"A name is missing{_after(stuck)}.")
    if stuck.kind == COMMA or stuck.before == ",":
        return stuck.fault(f"A value is missing{_after(stuck)}: two commas, or a comma and a bracket, meet.")
    return stuck.fault(f"A value is missing{_after(stuck)}, where `{_shown(stuck.word)}` stands.")


def _foreign(stuck: Stuck, message: str) -> Fault:
    fault = stuck.fault(message)
    return Fault(fault.start, fault.end, message, foreign.CODE)


def _begins_line(stuck: Stuck) -> bool:
    return stuck.kind in OPERANDS and "\n" in stuck.text[_end(stuck, stuck.index - 1) : stuck.start]


def _end(stuck: Stuck, index: int) -> int:
    return stuck.tokens[index][3]


def _after(stuck: Stuck) -> str:
    return f" after `{_shown(stuck.before)}`" if stuck.before else ""


def _shown(text: str) -> str:
    """A token as it can be quoted in one line."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:37]}..."
