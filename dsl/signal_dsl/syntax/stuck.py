"""The place where the automaton got stuck, as those see it who have to put it into words."""

from __future__ import annotations

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.syntax._tables import KINDS
from signal_dsl.syntax.automaton import fits
from signal_dsl.syntax.faults import NOT_IN_SIGNAL_DSL, SYNTAX_ERROR, Fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.syntax.tokens import Token

NAME, NUMBER, STRING, END, OTHER = (KINDS.index(kind) for kind in ("NAME", "NUMBER", "STRING", "$END", "OTHER"))
LPAR, LSQB, RPAR, RSQB = (KINDS.index(kind) for kind in ("LPAR", "LSQB", "RPAR", "RSQB"))
COMMA, DOT, EQUAL, AUGMENT = (KINDS.index(kind) for kind in ("COMMA", "DOT", "EQUAL", "AUGMENT"))
IF, ELSE, NOT, COMPARE = (KINDS.index(kind) for kind in ("IF", "ELSE", "NOT", "COMPARE"))
OPERANDS = frozenset(KINDS.index(kind) for kind in ("NAME", "NUMBER", "STRING", "TRUE", "FALSE", "NONE"))
CLOSER = {LPAR: RPAR, LSQB: RSQB}
SPELLED_CLOSER = {LPAR: ")", LSQB: "]"}


class Stuck:
    """A statement's text, its tokens, the index of the first one that does not fit, and the states below it.

    `unclosed` tells whether the statement has more opening brackets than closing ones.
    """

    def __init__(self, text: str, tokens: list[Token], index: int, states: list[int], unclosed: bool) -> None:
        self.text = text
        self.tokens = tokens
        self.index = index
        self.states = states
        self.unclosed = unclosed
        self.kind, _, self.start, self.end = tokens[index]
        self.word = self.spelled(index)
        self.before = self.spelled(index - 1)
        # Indices of the brackets that are open here, the outermost first.
        self.open = open_brackets(tokens[:index])

    def spelled(self, index: int) -> str:
        """The text of a token; empty for the end and beyond."""
        if not 0 <= index < len(self.tokens):
            return ""
        _, _, start, end = self.tokens[index]
        return self.text[start:end]

    def shown(self, index: int) -> str:
        """The text of a token as it can be quoted in a sentence."""
        return short(self.spelled(index))

    def kind_at(self, index: int) -> int:
        return self.tokens[index][0] if 0 <= index < len(self.tokens) else -1

    def touches(self, index: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return 0 < index < len(self.tokens) and self.tokens[index - 1][3] == self.tokens[index][2]

    @property
    def in_call(self) -> bool:
        """Whether the innermost open bracket is that of a call."""
        if not self.open or self.kind_at(self.open[-1]) != LPAR:
            return False
        return self.kind_at(self.open[-1] - 1) in (NAME, STRING, RPAR, RSQB)

    @property
    def begins_line(self) -> bool:
        """Whether it is the first token on its line, and not that of the statement."""
        return self.index > 0 and "\n" in self.text[self.tokens[self.index - 1][3] : self.start]

    def fits(self, *kinds: int) -> bool:
        """Whether tokens of these kinds could stand here, one after the other."""
        return fits(self.states, *kinds)

    def fault(
        self,
        message: str,
        first: int | None = None,
        last: int | None = None,
        write: str | None = None,
        safe: bool = True,
        code: str = SYNTAX_ERROR,
    ) -> Fault:
        """A fault at the tokens from `first` to `last` (the stuck one, unless said), and the fix to `write` there."""
        start = self.tokens[self.index if first is None else first][2]
        end = self.tokens[self.index if last is None else last][3]
        if start == end and self.index:
            # The end of the statement has no width: point at what something is missing after.
            end = self.tokens[self.index - 1][3]
            start = end - 1
        fix = None if write is None else replacing(start, end, write, safe)
        return Fault(start, end, message, code, fix)

    def lacking(
        self, message: str, first: int | None = None, last: int | None = None, write: str | None = None
    ) -> Fault:
        """A fault that stands for something of Python's that the language does not have."""
        return self.fault(message, first, last, write, code=NOT_IN_SIGNAL_DSL)


def short(text: str) -> str:
    """A text as it can be quoted in a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:37]}..."


def replacing(start: int, end: int, text: str, safe: bool = True) -> Fix:
    """The fix that writes `text` in place of what stands from `start` to `end`."""
    title = f"Write `{text.strip()}`" if text.strip() else "Write a blank" if text else "Take it away"
    return Fix(title, (Edit(start, end, text),), safe)


def open_brackets(tokens: list[Token]) -> list[int]:
    """Indices of the brackets that are open behind the last token."""
    stack: list[int] = []
    for index, token in enumerate(tokens):
        if token[0] in CLOSER:
            stack.append(index)
        elif token[0] in (RPAR, RSQB) and stack:
            stack.pop()
    return stack
