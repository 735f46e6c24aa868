"""Random expressions that both Signal DSL and Python read, written in every odd way that both allow.

Expressions are made as lists of tokens, by the levels of the grammar; a second step puts blanks, line ends, comments
and continued lines between the tokens. Nothing here knows either parser.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random

NAMES = ["a", "x1", "close", "open", "volume", "_", "trend_up", "Weight", "rsi", "größe", "курс", "価格"]
NUMBERS = ["0", "1", "14", "1_000", "00", "0.5", ".5", "5.", "1_0.2_5", "1e3", "1E-3", ".5e+1_0", "2.e7", "9" * 25]
CONSTANTS = ["True", "False", "None"]
COMPARISONS = ["<", "<=", ">", ">=", "==", "!="]
PIECES = [
    *["a", "LONG", "BINANCE:BTC/USDT", " ", "#", "(", "]", "ä", "🚀", "é", "👩‍💻", "1"],
    *[r"\n", r"\t", r"\\", r"\'", r"\"", r"\x41", r"\u20ac", r"\U0001F680", r"\N{BULLET}", r"\101", "\\\n"],
]
COMMENTS = ["# idea", "#", "# 🚀 (", '# "open', "# a = [", "## ünïcode"]

# Levels of the grammar, loosest first; the operands of one level stand on a tighter one.
TEST, OR, AND, NOT, COMPARE, SUM, PRODUCT, SIGN, POWER, POSTFIX = range(10)


def random_expression(seed: int, size: int) -> str:
    """One expression of about `size` operands; a comment may follow it."""
    random = Random(seed)
    text = _spaced(random, _Maker(random).expression(TEST, size))
    return _line_ends(random, text + random.choice(["", "", " ", "  # 📈 why"]))


def random_program(seed: int, size: int) -> str:
    """`size` statements, among blank lines and comments."""
    random = Random(seed)
    lines = []
    for _ in range(size):
        if random.random() < 0.3:
            lines.append(random.choice(["", *COMMENTS]))
        lines.append(_spaced(random, _statement(random)))
    return _line_ends(random, "\n".join(lines) + random.choice(["", "\n", "  # end", "\n\n"]))


def _statement(random: Random) -> list[str]:
    value = _Maker(random).expression(TEST, random.randint(1, 12))
    kind = random.random()
    if kind < 0.4:
        return [random.choice(NAMES), "=", *value]
    if kind < 0.55:
        return [*_separated(random, [[name] for name in random.choices(NAMES, k=random.randint(2, 4))]), "=", *value]
    if kind < 0.7:
        return [random.choice(NAMES), random.choice(["+=", "-=", "*=", "/=", "//=", "%=", "**="]), *value]
    return value


def _separated(random: Random, items: list[list[str]], trailing: bool = False) -> list[str]:
    tokens: list[str] = []
    for index, item in enumerate(items):
        tokens += [",", *item] if index else item
    if trailing and items and random.random() < 0.2:
        tokens.append(",")
    return tokens


class _Maker:
    """Makes the tokens of expressions."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def expression(self, level: int, size: int) -> list[str]:
        """Tokens of an expression of about `size` operands that may stand where the grammar wants `level`."""
        if size <= 1 and self.random.random() < 0.85:
            return self.atom()
        kind = self.random.randrange(10)
        tokens = self.of_kind(kind, size)
        if kind < level or self.random.random() < 0.08:
            return ["(", *tokens, ")"]
        return tokens

    def of_kind(self, kind: int, size: int) -> list[str]:
        random = self.random
        if kind == TEST:
            body, test, orelse = self.shares(3, size)
            conditional = [*self.expression(OR, body), "if", *self.expression(OR, test)]
            return [*conditional, "else", *self.expression(TEST, orelse)]
        if kind == OR:
            return self.chain(AND, size, ["or"])
        if kind == AND:
            return self.chain(NOT, size, ["and"])
        if kind == NOT:
            return ["not", *self.expression(NOT, size)]
        if kind == COMPARE:
            return self.chain(SUM, size, COMPARISONS)
        if kind == SUM:
            return self.chain(PRODUCT, size, ["+", "-"])
        if kind == PRODUCT:
            return self.chain(SIGN, size, ["*", "/", "//", "%"])
        if kind == SIGN:
            return [random.choice("+-"), *self.expression(SIGN, size)]
        if kind == POWER:
            base, exponent = self.shares(2, size)
            return [*self.expression(POSTFIX, base), "**", *self.expression(SIGN, exponent)]
        return self.postfix(size)

    def shares(self, parts: int, size: int) -> list[int]:
        """`size` dealt out at random."""
        shares = [0] * parts
        for _ in range(size):
            shares[self.random.randrange(parts)] += 1
        return shares

    def chain(self, level: int, size: int, operators: list[str]) -> list[str]:
        first, *others = self.shares(self.random.choice([2, 2, 2, 3, 4]), size)
        tokens = self.expression(level, first)
        for share in others:
            tokens += [self.random.choice(operators), *self.expression(level, share)]
        return tokens

    def atom(self) -> list[str]:
        random = self.random
        kind = random.random()
        if kind < 0.5:
            return [random.choice(NAMES)]
        if kind < 0.8:
            return [random.choice(NUMBERS)]
        if kind < 0.9:
            return [self.string()]
        if kind < 0.96:
            return [random.choice(CONSTANTS)]
        items = [self.expression(TEST, 1) for _ in range(random.randrange(3))]
        return ["[", *_separated(random, items, trailing=True), "]"]

    def string(self) -> str:
        quote, other = self.random.sample("\"'", 2)
        pieces = self.random.choices([*PIECES, other], k=self.random.randrange(4))
        return quote + "".join(pieces) + quote

    def postfix(self, size: int) -> list[str]:
        random = self.random
        tokens = [random.choice(NAMES)]
        if random.random() < 0.2:
            tokens = self.expression(TEST, size // 2)
            if len(tokens) > 1 or tokens[0][0] in ".0123456789" or random.random() < 0.5:
                tokens = ["(", *tokens, ")"]
        for share in self.shares(random.choice([1, 1, 1, 2, 3]), size):
            kind = random.random()
            if kind < 0.6:
                tokens += ["(", *self.arguments(share), ")"]
            elif kind < 0.85:
                tokens += ["[", *self.expression(TEST, share), "]"]
            else:
                tokens += [".", random.choice(NAMES)]
        return tokens

    def arguments(self, size: int) -> list[str]:
        random = self.random
        names = random.sample(NAMES, random.choice([0, 0, 1, 2]))
        positional = random.randrange(3)
        if not names and not positional:
            return []
        shares = self.shares(positional + len(names), size)
        arguments = [self.expression(TEST, share) for share in shares[:positional]]
        for name, share in zip(names, shares[positional:], strict=True):
            arguments.append([name, "=", *self.expression(TEST, share)])
        return _separated(random, arguments, trailing=True)


def _spaced(random: Random, tokens: list[str]) -> str:
    """The tokens as text: tight, tidy or wild."""
    style = random.choice(["tight", "tidy", "tidy", "wild"])
    parts = [tokens[0]]
    depth = tokens[0] in "(["
    for before, token in pairwise(tokens):
        gap = "" if style == "tight" else " " if style == "tidy" else _gap(random, depth > 0)
        parts += [" " if not gap and _would_fuse(before, token) else gap, token]
        depth += (token in ("(", "[")) - (token in (")", "]"))
    return "".join(parts)


def _gap(random: Random, inside: bool) -> str:
    """What may stand between two tokens; line ends and comments only inside brackets."""
    kind = random.random()
    if kind < 0.3:
        return ""
    if kind < 0.85:
        return random.choice([" ", " ", "  ", "\t", " \t "])
    if not inside or kind < 0.88:
        return random.choice(["\\\n", " \\\n    ", "\t\\\n"])
    if kind < 0.95:
        return random.choice(["\n", "\n    ", " \n\n\t"])
    return f"  {random.choice(COMMENTS)}\n{random.choice(['', '    ', '# more' + chr(10)])}"


def _would_fuse(before: str, token: str) -> bool:
    """Whether two tokens with nothing between them could be read otherwise: `not` and `x`, `5.` and `if`."""
    if "." in (before, token):  # of an attribute
        return False
    return _in_word(before[-1]) and (_in_word(token[0]) or token[0] in "\"'")


def _in_word(character: str) -> bool:
    return character.isalnum() or character in "_."


def _line_ends(random: Random, text: str) -> str:
    return text.replace("\n", "\r\n") if random.random() < 0.08 else text
