"""Random scripts that are valid and nested: all functions, operators, history, crossovers, constants through names.

What a function takes and refuses is asked of TA-Lib itself. The generator keeps count of the lookback of what it makes,
only to stay below `MOST_LOOKBACK`; the count is thrown away with it.
"""

from __future__ import annotations

from random import Random

from tests.generators.arguments import draw_parameters, written_integer, written_parameters
from tests.referee import core

MOST_LOOKBACK = 560
# Enough bars for every script to have a value at the last ones.
BARS = 640

VARIABLES = ["open", "high", "low", "close", "volume", "hl2", "hlc3", "ohlc4", "funding_rate", "open_interest"]
CORE = sorted(core.FUNCTIONS)
SINGLE = [name for name in CORE if len(core.FUNCTIONS[name].outputs) == 1]
SEVERAL = [name for name in CORE if len(core.FUNCTIONS[name].outputs) > 1]

Text = tuple[str, int]  # an expression and its lookback in bars


def random_script(seed: int, size: int) -> str:
    """A script of `size` statements and, mostly, a signal or two."""
    return _Script(Random(seed)).write(size)


class _Script:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.lines: list[str] = []
        self.integers: dict[str, int] = {}
        self.numbers: dict[str, int] = {}  # names of number series, each with its lookback; so are the next two
        self.conditions: dict[str, int] = {}
        self.outputs: dict[str, tuple[str, int]] = {}  # name -> function, lookback
        self.count = 0

    def write(self, size: int) -> str:
        while len(self.lines) < size:
            self.statement()
        signals = self.random.choice([0, 1, 1, 1, 2])
        for number in range(signals):
            condition, _ = self.condition(2, MOST_LOOKBACK)
            action = f'entry("BINANCE:BTC/USDT", "LONG", Weight(0.{number + 1}))'
            self.lines.append(f"emit_signal({condition}, {action})")
        return "\n".join(self.lines) + "\n"

    # Statements

    def statement(self) -> None:
        kind = self.random.random()
        if kind < 0.2:
            self.integer()
        elif kind < 0.45:
            self.assign_number()
        elif kind < 0.65:
            name = self.new("cond")
            text, self.conditions[name] = self.condition(3, MOST_LOOKBACK)
            self.lines.append(f"{name} = {text}")
        elif kind < 0.75:
            self.unpack()
        elif kind < 0.8:
            function = self.random.choice(SEVERAL)
            name = self.new("all")
            text, bars = self.core_call(function, 1, MOST_LOOKBACK)
            self.outputs[name] = function, bars
            self.lines.append(f"{name} = {text}")
        elif kind < 0.9:
            self.rebind()
        else:
            self.lines.append(self.random.choice([self.number, self.condition])(3, MOST_LOOKBACK)[0])

    def new(self, stem: str) -> str:
        self.count += 1
        return f"{stem}{self.count}"

    def integer(self) -> None:
        """A constant, or one that is computed from others."""
        name = self.new("n")
        text, value = str(value := self.random.randint(2, 40)), value
        if self.integers and self.random.random() < 0.5:
            base, known = self.random.choice(list(self.integers.items()))
            step = self.random.randint(1, 4)
            text, value = self.random.choice(
                [(f"{base} * {step}", known * step), (f"{step} + {base}", step + known), (f"-{base}", -known)]
            )
        if abs(value) <= 100:
            self.integers[name] = value
            self.lines.append(f"{name} = {text}")

    def assign_number(self) -> None:
        name = self.new("x")
        text, bars = self.number(3, MOST_LOOKBACK)
        self.numbers[name] = bars
        self.lines.append(f"{name} = {text}")

    def unpack(self) -> None:
        function = self.random.choice(SEVERAL)
        text, bars = self.core_call(function, 2, MOST_LOOKBACK)
        names = [self.new("part") for _ in core.FUNCTIONS[function].outputs]
        self.numbers.update(dict.fromkeys(names, bars))
        self.lines.append(f"{', '.join(names)} = {text}")

    def rebind(self) -> None:
        """`x = x[-3]` or `x += …`: from here on the name means something else."""
        if self.integers and self.random.random() < 0.3:
            name = self.random.choice(list(self.integers))
            self.integers[name] += 2
            self.lines.append(f"{name} += 2")
        elif self.numbers:
            name = self.random.choice(list(self.numbers))
            room = MOST_LOOKBACK - self.numbers[name]
            if self.random.random() < 0.5:
                back = self.random.randint(1, min(6, room + 1))
                self.numbers[name] += back - 1
                self.lines.append(f"{name} = {name}[-{back}]")
            else:
                text, bars = self.number(1, MOST_LOOKBACK)
                self.numbers[name] = max(bars, self.numbers[name])
                self.lines.append(f"{name} {self.random.choice('+-*/')}= {text}")

    # Series of numbers

    def number(self, depth: int, room: int) -> Text:
        """An expression with a number at each bar and a lookback of at most `room`."""
        random = self.random
        kind = random.random()
        if depth == 0 or room == 0 or kind < 0.12:
            return self.leaf(room)
        if kind < 0.5:
            return self.core_call(random.choice(SINGLE), depth - 1, room)
        if kind < 0.58:
            function = random.choice(SEVERAL)
            text, bars = self.core_call(function, depth - 1, room)
            return f"{text}.{random.choice(core.FUNCTIONS[function].outputs)}", bars
        if kind < 0.75:
            return self.arithmetic(depth - 1, room)
        if kind < 0.82:
            return self.history(*self.number(depth - 1, room), room)
        if kind < 0.88:
            test, a = self.condition(depth - 1, room)
            (body, b), (orelse, c) = self.number(depth - 1, room), self.number(depth - 1, room)
            return f"({body} if {test} else {orelse})", max(a, b, c)
        return self.extra(depth - 1, room)

    def leaf(self, room: int) -> Text:
        random = self.random
        known = [(name, bars) for name, bars in self.numbers.items() if bars <= room]
        parts = [(name, part) for name, part in self.outputs.items() if part[1] <= room]
        kind = random.random()
        if known and kind < 0.4:
            return random.choice(known)
        if parts and kind < 0.5:
            name, (function, bars) = random.choice(parts)
            return f"{name}.{random.choice(core.FUNCTIONS[function].outputs)}", bars
        return random.choice(VARIABLES), 0

    def arithmetic(self, depth: int, room: int) -> Text:
        random = self.random
        left, a = self.number(depth, room)
        kind = random.random()
        if kind < 0.15:
            return f"(-{left})", a
        right, b = self.number(depth, room) if kind < 0.6 else (self.literal(), 0)
        if kind > 0.85:
            left, a, right, b = right, b, left, a
        return f"({left} {random.choice(['+', '-', '*', '/', '//', '%', '**'])} {right})", max(a, b)

    def literal(self) -> str:
        random = self.random
        if self.integers and random.random() < 0.3:
            return random.choice(list(self.integers))
        return random.choice(["0", "1", "2", "30", "70", "0.5", "1.02", "-1", "1e-3", "100"])

    def history(self, text: str, bars: int, room: int) -> Text:
        """`x[-k]`, with k written out, through a name or computed."""
        back = self.random.randint(1, min(12, room - bars + 1))
        known = [(name, value) for name, value in self.integers.items() if 1 <= abs(value) <= room - bars + 1]
        if known and self.random.random() < 0.4:
            name, value = self.random.choice(known)
            return f"{text}[{name if value < 0 else '-' + name}]", bars + abs(value) - 1
        return f"{text}[{self.random.choice([f'-{back}', f'-{back}', f'1 - {back + 1}'])}]", bars + back - 1

    def extra(self, depth: int, room: int) -> Text:
        """A function that TA-Lib does not have."""
        random = self.random
        name = random.choice(
            ["highest", "lowest", "zscore", "rank", "shift", "change", "abs", "log", "nz", "maximum", "minimum"]
        )
        if name in ("maximum", "minimum"):
            (a, first), (b, second) = self.number(depth, room), self.number(depth, room)
            if random.random() < 0.3:
                b, second = self.literal(), 0
            return f"{name}({a}, {b})", max(first, second)
        if name in ("abs", "log", "nz"):
            text, bars = self.number(depth, room)
            return f"{name}({text})", bars
        if room < 2:
            return self.leaf(room)
        n = random.randint(2, min(30, room))
        text, bars = self.number(depth, room - n)
        added = n if name in ("shift", "change") else n - 1
        return f"{name}({text}, {written_integer(random, self.integers, n)})", bars + added

    # Series of conditions

    def condition(self, depth: int, room: int) -> Text:
        """An expression that is true or false at each bar."""
        random = self.random
        known = [(name, bars) for name, bars in self.conditions.items() if bars <= room]
        kind = random.random()
        if known and kind < 0.15:
            return random.choice(known)
        if depth == 0 or kind < 0.45:
            return self.comparison(max(depth - 1, 0), room)
        if kind < 0.55 and room > 0:
            name = random.choice(["crossover", "crossunder", "cross"])
            (a, first), (b, second) = self.number(depth - 1, room - 1), self.number(depth - 1, room - 1)
            if random.random() < 0.3:
                b, second = self.literal(), 0
            return f"{name}({a}, {b})", max(first, second) + 1
        if kind < 0.6 and room > 4:
            n = random.randint(1, 4)
            text, bars = self.number(depth - 1, room - n)
            return f"{random.choice(['rising', 'falling'])}({text}, {n})", bars + n
        if kind < 0.67:
            return self.history(*self.condition(depth - 1, room), room)
        if kind < 0.75:
            text, bars = self.condition(depth - 1, room)
            return f"(not {text})", bars
        parts = [self.condition(depth - 1, room) for _ in range(random.choice([2, 2, 3]))]
        if random.random() < 0.1:
            parts[0] = random.choice(["True", "False"]), 0
        texts = [text for text, _ in parts]
        joined = f" {random.choice(['and', 'or'])} ".join(texts)
        if kind > 0.95:
            joined = f"{texts[0]} if {texts[1]} else {texts[-1]}"
        return f"({joined})", max(bars for _, bars in parts)

    def comparison(self, depth: int, room: int) -> Text:
        random = self.random
        text, most = self.number(depth, room)
        for _ in range(random.choice([1, 1, 1, 2])):
            other, bars = (self.literal(), 0) if random.random() < 0.5 else self.number(depth, room)
            text, most = f"{text} {random.choice(['<', '<=', '>', '>=', '!='])} {other}", max(most, bars)
        return f"({text})", most

    # Calls of TA-Lib's functions

    def core_call(self, name: str, depth: int, room: int) -> Text:
        """A call of `name`, or where none fits into `room` bars, something smaller."""
        function = core.FUNCTIONS[name]
        values, bars = draw_parameters(self.random, function, room)
        if bars > room:
            function, values, bars = core.FUNCTIONS["add" if len(function.outputs) == 1 else "ha"], [], 0
        return self.call(function, values, bars, depth, room)

    def call(self, function: core.Function, values: list[float], added: int, depth: int, room: int) -> Text:
        random = self.random
        arguments: list[str] = []
        bars = 0
        reals = [name for name in function.inputs if name not in function.prices]
        for position, _ in enumerate(reals):
            text, inner = self.number(depth, room - added)
            if position == 1 and random.random() < 0.2:
                text, inner = self.literal(), 0
            arguments.append(text)
            bars = max(bars, inner)
        named = False
        if function.prices and random.random() < 0.4:
            named = random.random() < 0.2
            for name in function.prices:
                text, inner = (name, 0) if random.random() < 0.7 else self.number(depth, room - added)
                arguments.append(f"{name}={text}" if named else text)
                bars = max(bars, inner)
        arguments += written_parameters(random, self.integers, function, values, named)
        return f"{function.name}({', '.join(arguments)})", bars + added
