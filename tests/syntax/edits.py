"""Random edits of a text, as they happen at a keyboard and worse."""

from __future__ import annotations

import re
from random import Random

PIECES = [
    *["(", ")", "[", "]", ",", ".", "=", "==", ":=", ";", ":", "+", "-", "*", "**", "//", "/", "%", "<", ">=", "!"],
    *["and", "or", "not", "if", "else", "for", "in", "is", "lambda", "def", "True", "None", "NOT", "close", "ema("],
    *["1", "0x1", "1_", ".5", "1e", "007", '"', "'", '"""', "'''", '"a"', "'\\", "f'", "#", "\\", "\\\n", "“", "’"],
    *["\n", "\r\n", "\r", "\n\n", "    ", "\t", "\f", "\v", "\0", "\ufeff", "\u00a0", "\u2028", "é", "🚀", "\ud800"],
    *[
        "x = ",
        "emit_signal(",
        "x, y = ",
        "{",
        "}",
        "@",
        "?",
        "$",
        "~",
        "|",
        "^",
        "&&",
        "…",
        "−",
        "（",
        "...",
        "++",
        "²",
    ],
]
_TOKEN = re.compile(r"\w+|\s|[^\w\s]")


def edited(text: str, random: Random, times: int = 1) -> str:
    """`text` after some edits: pieces inserted, and its tokens deleted, doubled, swapped or replaced."""
    tokens = _TOKEN.findall(text)
    for _ in range(times):
        at = random.randint(0, len(tokens))
        other = random.randint(0, len(tokens))
        kind = random.random()
        if kind < 0.35 or not tokens:
            tokens.insert(at, random.choice(PIECES))
        elif kind < 0.6:
            del tokens[at : at + random.choice([1, 1, 1, 3])]
        elif kind < 0.75:
            tokens[at:at] = tokens[at : at + 3]
        elif kind < 0.9:
            tokens[at : at + 1] = [random.choice(PIECES)]
        else:
            tokens[at : at + 2], tokens[other : other + 1] = tokens[other : other + 1], tokens[at : at + 2]
    return "".join(tokens)
