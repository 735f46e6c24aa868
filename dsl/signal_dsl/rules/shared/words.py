"""What rules say: kinds of value in words, signatures, lists, and the name that was probably meant."""

from __future__ import annotations

from signal_dsl.analysis.facts import (
    ACTION,
    BOOLEAN,
    FUNCTION,
    LIST,
    NONE,
    NUMBER,
    SEVERAL,
    SIGNAL,
    SIZING,
    STRING,
)
from signal_dsl.catalog import model

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.analysis.facts import Fact
    from signal_dsl.catalog import Function, Parameter

_KINDS = {
    STRING: "a string",
    NONE: "`None`",
    LIST: "a list",
    SIZING: "a sizing",
    ACTION: "an action",
    SIGNAL: "an emitted signal",
    FUNCTION: "a function that is not called",
}
_SERIES = ("close", "open", "high", "low")
_EXAMPLES = {
    model.INTEGER: "20",
    model.REAL: "0.5",
    model.CONDITION: "close > open",
    model.TICKER: '"BINANCE:BTC/USDT"',
    model.SIDE: '"LONG"',
    model.SIZING: "Weight(0.5)",
    model.ACTION: 'entry("BINANCE:BTC/USDT", "LONG", Weight(0.5))',
}
# As much alike two names must be, from 0 to 1, for one to be taken for a misspelling of the other.
_ALIKE = 0.75
_ALIKE_IF_SHORT = 0.8
_LONGEST = 50


def what(fact: Fact) -> str:
    """What a value is, in words."""
    if fact.type == NUMBER:
        return "a series of numbers" if fact.series else "a number"
    if fact.type == BOOLEAN:
        return "a condition" if fact.series else f"`{fact.value}`" if isinstance(fact.value, bool) else "true or false"
    if fact.type == SEVERAL:
        return f"{len(fact.outputs)} series ({listed(output.name for output in fact.outputs)})"
    return _KINDS.get(fact.type, "something else")


def listed(names: Iterable[str], joint: str = "and") -> str:
    """`a, b and c`."""
    *most, last = names
    return f"{', '.join(most)} {joint} {last}" if most else last


def signature(function: Function) -> str:
    """How a function is called: `sma(real, timeperiod=30)`."""
    shown = []
    for parameter in function.parameters:
        optional = not parameter.required and not parameter.price and parameter.default is not None
        shown.append(f"{parameter.name}={_default(parameter)}" if optional else parameter.name)
    return f"{function.name}({', '.join(shown)})"


def example(function: Function) -> str:
    """A plain call of a function: `rsi(close, 14)`."""
    arguments = []
    series = iter(_SERIES)
    for parameter in function.without_prices:
        if parameter.kind == model.SERIES:
            arguments.append(next(series, "close"))
        elif parameter.kind in _EXAMPLES and parameter.default is None:
            arguments.append(_EXAMPLES[parameter.kind])
        elif parameter.kind == model.INTEGER:
            arguments.append(_default(parameter))
        else:
            break
    return f"{function.name}({', '.join(arguments)})"


def _default(parameter: Parameter) -> str:
    default = parameter.default
    return f"{default:g}" if isinstance(default, (int, float)) else str(default)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant by `word`: the same but for case and `_`, or else much alike."""
    bare = plain(word)
    by_plain = {plain(name): name for name in known}
    if bare in by_plain:
        return by_plain[bare]
    if len(word) > _LONGEST:
        return None
    from difflib import get_close_matches  # takes 2 ms to import, and is needed only where something is wrong

    close = get_close_matches(bare, by_plain, 1, _ALIKE if len(bare) > 3 else _ALIKE_IF_SHORT)
    if not close and len(bare) > 2:  # two letters in the wrong order weigh much in a short word
        close = [other for other in by_plain if len(other) == len(bare) and sorted(other) == sorted(bare)]
    return by_plain[close[0]] if close else None


def plain(name: str) -> str:
    """A name without regard to case and `_`."""
    return name.lower().replace("_", "")


def bars(count: int) -> str:
    """`1 bar`, `2 bars`."""
    return "1 bar" if count == 1 else f"{count} bars"


def number(value: object) -> str:
    """A number as it is shown in a sentence."""
    text = repr(value)
    return text if len(text) <= 24 else f"{text[:20]}…"
