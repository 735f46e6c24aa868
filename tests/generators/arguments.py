"""Parameters of TA-Lib's functions: values that it takes, and the ways to write them down."""

from __future__ import annotations

from random import Random

from tests.referee import core

# "DEFAULT" and "DISABLED" are no averages; nobody writes their names.
MA_NAMES = {number: name for name, number in core.MA_TYPES.items() if not name.startswith("D") or name == "DEMA"}


def draw_parameters(random: Random, function: core.Function, room: int) -> tuple[list[float], int]:
    """Parameters that TA-Lib takes, and their lookback; it exceeds `room` only where no small ones fit."""
    values: list[float] = []
    bars = room + 1
    for most in (random.choice([6, 12, 12, 60]), 12, 5, 3, 2):
        values = [_draw(random, parameter, most) for parameter in function.parameters]
        try:
            bars = function.lookback(values)
        except core.RefusedError:  # mavp with minperiod > maxperiod
            continue
        if bars <= room:
            break
    return values, bars


def _draw(random: Random, parameter: core.Parameter, most: int) -> float:
    if random.random() < 0.15 and (parameter.kind != "integer" or parameter.default <= most):
        return parameter.default
    if parameter.kind == "real":
        low, high = max(parameter.low, -3.0), min(parameter.high, 4.0)
        return round(random.uniform(low, high), 3) if random.random() < 0.9 else low
    low, high = int(parameter.low), int(parameter.high)
    return random.randint(low, max(low, min(high, most if parameter.kind == "integer" else high)))


def written_parameters(
    random: Random, integers: dict[str, int], function: core.Function, values: list[float], named: bool
) -> list[str]:
    """The arguments for `values`: by position, by name, or left out where they are the defaults.

    `integers` are the constants that the script has named so far; all arguments go by name where `named`.
    """
    pairs = list(zip(function.parameters, values, strict=True))
    positional = 0 if named else random.randint(0, len(pairs))
    while len(pairs) > positional and pairs[-1][1] == pairs[-1][0].default and random.random() < 0.8:
        pairs.pop()
    texts = [_written(random, integers, parameter, value) for parameter, value in pairs[:positional]]
    keywords = []
    for parameter, value in pairs[positional:]:
        if value == parameter.default and random.random() < 0.8:
            continue
        name = parameter.name
        if len(function.parameters) == 1 and name == "timeperiod":
            name = random.choice(["timeperiod", "period", "length"])
        keywords.append(f"{name}={_written(random, integers, parameter, value)}")
    random.shuffle(keywords)
    return texts + keywords


def _written(random: Random, integers: dict[str, int], parameter: core.Parameter, value: float) -> str:
    if parameter.kind == "real":
        return repr(value)
    if parameter.kind == "ma_type" and value in MA_NAMES and random.random() < 0.3:
        return f'"{MA_NAMES[int(value)]}"'
    return written_integer(random, integers, int(value))


def written_integer(random: Random, integers: dict[str, int], value: int) -> str:
    """An integer: plainly, or by a constant's name and some arithmetic."""
    if integers and random.random() < 0.4:
        name, known = random.choice(list(integers.items()))
        if known > 0 and value % known == 0:
            return name if known == value else f"{name} * {value // known}"
        return f"{name} {'+' if value >= known else '-'} {abs(value - known)}"
    return str(value)
