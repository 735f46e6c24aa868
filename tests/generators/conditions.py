"""Random conditions, many of which are always or never true: levels near and beyond the ends of a range, contradictions
between parts, orders that cannot be, names in between, negations.

What an indicator's range is stands here as it does in textbooks; the toolkit's catalog is not asked.
"""

from __future__ import annotations

from random import Random

BOUNDED = {  # with what their values are known to lie between
    "rsi(close, {n})": (0, 100),
    "rsi(hl2, {n})": (0, 100),
    "cmo(close, {n})": (-100, 100),
    "adx({n})": (0, 100),
    "dx({n})": (0, 100),
    "plus_di({n})": (0, 100),
    "willr({n})": (-100, 0),
    "mfi({n})": (0, 100),
    "bop()": (-1, 1),
    "aroonosc({n})": (-100, 100),
    "stochf({n}, 3).fastk": (0, 100),
    "stoch({n}, 3, 0, 3, 0).slowd": (0, 100),
    "correl(close, volume, {n})": (-1, 1),
    "ultosc()": (0, 100),
    "percentrank(close, {n})": (0, 100),
    "rank(close, {n})": (0, 100),
    "hour": (0, 23),
    "sma(rsi(close, {n}), 3)": (0, 100),
    "highest(rsi(close, {n}), 4)": (0, 100),
    "cdlbelthold()": (-100, 100),
    "cdllongline()": (-100, 100),
    "cdldoji()": (0, 100),
    "ht_trendmode(close)": (0, 1),
}
PRICES = ["open", "high", "low", "close", "hl2"]
FREE = [
    *PRICES,
    *("sma(close, {n})", "ema(close, {n})", "wma(high, {n})", "highest(high, {n})", "lowest(low, {n})"),
    *("max(close, {n})", "highest(close, {n})", "lowest(close, {n})", "bbands(close, {n}, 2, 2).upperband"),
    *("bbands(close, {n}, 2, 2).lowerband", "bbands(close, {n}, 2, 2).middleband", "maximum(open, close)"),
    *("minimum(open, close)", "donchian({n}).upperband", "kc({n}).upperband", "kc({n}).lowerband"),
]
SIGNED = [
    "macd(close).macdhist",
    "roc(close, {n})",
    "mom(close, {n})",
    "close - open",
    "atr({n})",
    "trange()",
    "obv(close, volume)",
]
WHOLE = ("cdl", "hour", "ht_trendmode", "aroonosc")
SIGNS = ["<", "<=", ">", ">="]


def random_condition(seed: int, size: int) -> str:
    """A script whose last line is a condition of up to about `size` comparisons; the lines before name parts of it."""
    return _Conditions(Random(seed)).script(size)


class _Conditions:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.lines: list[str] = []

    def script(self, size: int) -> str:
        condition = self.condition(size)
        return "\n".join([*self.lines, condition]) + "\n"

    def named(self, text: str, chance: float = 0.3) -> str:
        """The text, or a name that is given it."""
        if self.random.random() > chance or text.isidentifier():
            return text
        name = f"x{len(self.lines)}"
        self.lines.append(f"{name} = {text}")
        return name

    def condition(self, size: int) -> str:
        random = self.random
        if size <= 1:
            return self.single()
        kind = random.random()
        if kind < 0.45:
            return self.group(size)
        if kind < 0.55:
            return f"not ({self.condition(size - 1)})"
        left = random.randint(1, size - 1)
        parts = [self.named(self.condition(share)) for share in (left, size - left)]
        joined = f" {random.choice(['and', 'or'])} ".join(
            part if part.isidentifier() else f"({part})" for part in parts
        )
        return self.back(joined)

    def back(self, condition: str) -> str:
        return f"({condition})[-{self.random.randint(2, 4)}]" if self.random.random() < 0.08 else condition

    def single(self) -> str:
        """One comparison, chain or crossing."""
        random = self.random
        kind = random.random()
        if kind < 0.35:
            term, low, high = self.bounded()
            return self.against(term, low, high)
        if kind < 0.6:
            a, b = self.free(), self.free()
            return f"{self.scaled(a)} {random.choice(SIGNS)} {self.scaled(b)}"
        if kind < 0.7:
            term, low, high = self.bounded()
            first, last = (self.level(low, high) for _ in range(2))
            sign = random.choice(["<", "<="])
            return f"{first} {sign} {term} {sign} {last}"
        if kind < 0.85:
            function = random.choice(["crossover", "crossunder", "cross"])
            if random.random() < 0.5:
                term, low, high = self.bounded()
                return f"{function}({term}, {self.level(low, high)})"
            return f"{function}({self.free()}, {self.free()})"
        return f"{self.named(self.term(SIGNED))} {random.choice(SIGNS)} {random.choice(['0', '0', '-1', '0.5'])}"

    def group(self, size: int) -> str:
        """Comparisons of the same terms, joined: those that are apt to be at odds."""
        random = self.random
        if random.random() < 0.55:
            term, low, high = self.bounded()
            parts = [self.against(self.again(term), low, high) for _ in range(min(size, 3))]
        else:
            terms = [self.free() for _ in range(random.choice([2, 2, 3]))]
            parts = []
            for place in range(min(size, 3)):
                a, b = terms[place % len(terms)], terms[(place + 1) % len(terms)]
                if random.random() < 0.3:
                    a, b = b, a
                sign = random.choice(SIGNS)
                kind = random.random()
                text = f"{self.scaled(a)} {sign} {self.scaled(b)}"
                if kind < 0.2:
                    text = f"{a} - {b} {sign} {random.choice(['0', '0', '1'])}"
                elif kind < 0.3:
                    text = f"crossover({a}, {b})"
                parts.append(text)
        if random.random() < 0.2:
            parts.append(self.single())
        parts = [self.named(f"not {part}" if random.random() < 0.2 else part) for part in parts]
        random.shuffle(parts)
        return f" {random.choice(['and', 'or'])} ".join(f"({part})" if " or " in part else part for part in parts)

    def against(self, term: str, low: float, high: float) -> str:
        """A bounded term compared with a number."""
        random = self.random
        # Indicators hardly ever equal a number: that they never do shows nothing.
        sign = random.choice([*SIGNS, *SIGNS, "==", "!="] if term.startswith(WHOLE) else SIGNS)
        kind = random.random()
        if kind < 0.12:
            return f"{term} * 2 {sign} {self.level(2 * low, 2 * high)}"
        if kind < 0.2:
            return f"{term} - 50 {sign} {self.level(low - 50, high - 50)}"
        if kind < 0.26:
            return f"-{term} {sign} {self.level(-high, -low)}"
        if kind < 0.32:
            return f"{term} / 100 {sign} {self.level(low / 100, high / 100)}"
        if kind < 0.45:
            turned = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(sign, sign)
            return f"{self.level(low, high)} {turned} {term}"
        return f"{term} {sign} {self.level(low, high)}"

    def level(self, low: float, high: float) -> str:
        """A number in the range, at its ends, or beyond."""
        width = high - low
        part = self.random.choice([-0.2, 0, 0.2, 0.3, 0.35, 0.5, 0.5, 0.65, 0.7, 0.8, 1, 1, 1.1])
        return f"{low + part * width:g}"

    def bounded(self) -> tuple[str, float, float]:
        text, (low, high) = self.random.choice(list(BOUNDED.items()))
        return self.named(self.aged(self.filled(text))), low, high

    def free(self) -> str:
        return self.named(self.aged(self.term(FREE)))

    def term(self, among: list[str]) -> str:
        return self.filled(self.random.choice(among))

    def filled(self, text: str) -> str:
        return text.replace("{n}", str(self.random.choice([3, 5, 14])))

    def aged(self, term: str) -> str:
        if self.random.random() < 0.1 and term[-1] != "]":
            return f"{term}[-2]"
        return term

    def again(self, term: str) -> str:
        """The same term, now and then in other words."""
        return term.replace("rsi(close, 14)", "rsi(close, timeperiod=14)") if self.random.random() < 0.2 else term

    def scaled(self, term: str) -> str:
        kind = self.random.random()
        if kind < 0.12:
            return f"{term} * {self.random.choice(['1.001', '0.999'])}"
        return f"{term} + atr(3)" if kind < 0.16 else term
