"""Comments and blanks by Python's tokenizer: the referee of what the formatter does with them.

The texts of the generators are Python, too, and so is the corpus.
"""

from __future__ import annotations

import io
import tokenize
from collections.abc import Callable
from random import Random

_BEHIND = ["  # 📈 why", " #tight", "\t#"]
_ALONE = ["\n# note", "\n\n    # 🚀 (", "\n\t## ]", '\n  # "open', "\n# a = [\n# more"]


def comments(text: str) -> list[str]:
    """All comments in order, without blanks at their ends."""
    return [token.string.rstrip(" \t\f") for token in _tokens(one_line_end(text)) if token.type == tokenize.COMMENT]


def with_comments(text: str, seed: int) -> str:
    """`text` with comments between tokens in brackets and behind statements, more or less of them."""
    random = Random(seed)
    share = random.choice([0.02, 0.1, 0.4])

    def comment(depth: int, token: tokenize.TokenInfo) -> str:
        if random.random() > share:
            return ""
        if depth:
            behind = random.choice(["", *_BEHIND])
            alone = random.choices(["", *_ALONE], k=2)
            return f"{behind}{''.join(alone)}\n"
        has_one = token.line[: token.end[1]].count("#") > 0
        return random.choice(_BEHIND) if token.type == tokenize.NEWLINE and token.string and not has_one else ""

    return _between(text, comment)


def respaced(text: str, seed: int) -> str:
    """`text` with more blanks and line ends between its tokens."""
    random = Random(seed)

    def blanks(depth: int, token: tokenize.TokenInfo) -> str:
        if depth:
            return random.choice(["", "", "", "  ", "\t", "\n", " \n\n    ", " \\\n"])
        first = token.start[1] == 0
        ends = token.type in (tokenize.NEWLINE, tokenize.NL)
        return "" if first else random.choice(["", "", " ", "\t"]) if ends else random.choice(["", "", "  ", "\\\n  "])

    return _between(text, blanks)


def one_line_end(text: str) -> str:
    """`text` with "\\n" at its lines' ends, and without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _between(text: str, insert: Callable[[int, tokenize.TokenInfo], str]) -> str:
    """`text` with something inserted before each token, given the token and how many brackets are open there."""
    text = one_line_end(text)
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    parts = []
    depth = 0
    done = 0
    for token in _tokens(text):
        if token.type == tokenize.ENDMARKER:
            break
        if token.type == tokenize.COMMENT:
            continue
        start = starts[token.start[0] - 1] + token.start[1]
        end = starts[token.end[0] - 1] + token.end[1]
        parts += text[done:start], insert(depth, token), text[start:end]
        done = end
        if token.type == tokenize.OP:
            depth += (token.string in ("(", "[")) - (token.string in (")", "]"))
    return "".join(parts) + text[done:]


def _tokens(text: str) -> list[tokenize.TokenInfo]:
    return list(tokenize.generate_tokens(io.StringIO(text).readline))
