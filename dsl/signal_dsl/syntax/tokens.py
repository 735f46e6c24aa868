"""The words of a statement: cut out by one pattern, told apart by their texts, and given their values."""

from __future__ import annotations

import re

from signal_dsl.syntax._tables import KINDS, PATTERN, SPACE, STARTS, TEXTS
from signal_dsl.syntax.literals import identifier, number, string
from signal_dsl.syntax.nodes import Constant, Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    # Kind, value (a node, or the text), start, end.
    Token = tuple[int, Any, int, int]
    # Of a piece: its kind, what makes its value a node (None: nothing does), the value, where in the piece the token
    # begins, and how long the piece is.
    Known = tuple[int, Callable[[int, int, Any], Any] | None, Any, int, int]

# A match is a piece of the text: white space and what `kind_of` tells the kind of.
TOKEN = re.compile(PATTERN)
NAME = KINDS.index("NAME")
NUMBER = KINDS.index("NUMBER")
STRING = KINDS.index("STRING")
END = KINDS.index("$END")
OTHER = KINDS.index("OTHER")
BLANK = KINDS.index("BLANK")  # a comment, or a line end that does not count: passed over

# Pieces that were seen before: most are seen again and again.
_known: dict[str, Known] = {}
_MOST_KNOWN = 5_000
_LONGEST_KNOWN = 100


def tokens(text: str) -> list[Token]:
    """The tokens of a statement, the last of kind END. Raises `LiteralError` at a literal that has no value."""
    found: list[Token] = []
    known = _known
    at = 0
    for piece in TOKEN.findall(text):
        kind, make, value, blanks, length = known.get(piece) or _look_at(piece)
        start = at + blanks
        at += length
        if make is not None:
            value = make(start, at, value)
        elif kind == BLANK:
            continue
        found.append((kind, value, start, at))
    if found[-2:-1] and found[-2][0] == END:
        found.pop()  # behind blanks or a comment the end matches once more
    return found


def word_at(text: str, at: int, stop: int) -> tuple[int, str, int, int]:
    """Kind, text, start and end of the first token from `at` on; of kind END where there is none before `stop`."""
    while True:
        match = TOKEN.match(text, at, stop)
        assert match is not None  # any character matches, and so does the end
        word = match[0].lstrip(SPACE)
        kind = kind_of(word)
        at = match.end()
        if kind != BLANK:
            return kind, word, at - len(word), at


def kind_of(word: str) -> int:
    """The kind of what `TOKEN` has matched, without the white space."""
    kind = TEXTS.get(word)
    if kind is None:
        first = word[0]
        kind = STARTS.get(first, NAME)
        if kind == NAME and (not first.isalnum() or first.isdecimal()) and first != "_":
            return OTHER
    return kind


def _look_at(piece: str) -> Known:
    """What a piece of text is. Raises `LiteralError`."""
    word = piece.lstrip(SPACE)
    kind = kind_of(word)
    make: Callable[[int, int, Any], Any] | None = None
    value: Any = word
    if kind == NAME:
        make, value = Name, word if word.isascii() else identifier(word)
    elif kind == NUMBER:
        make, value = Constant, number(word)
    elif kind == STRING:
        make, value = Constant, string(word)
    found = kind, make, value, len(piece) - len(word), len(piece)
    if len(piece) <= _LONGEST_KNOWN:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[piece] = found
    return found
