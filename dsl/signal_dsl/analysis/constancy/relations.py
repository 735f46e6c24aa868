"""Which terms are never above which others: what is true of every market, and of every computation.

`low <= open, close <= high`; `highest(x, n)` is never below `x` at any of its n bars; `a + b` is never below `a` where
`b` is at least 0. All of it holds in floating point, as rounding keeps order.
"""

from __future__ import annotations

from signal_dsl.analysis.constancy.tables import BANDS, BAR, IN_BAR
from signal_dsl.analysis.constancy.terms import ARITHMETIC, CALL, VARIABLE
from signal_dsl.analysis.values import is_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis.constancy.ranges import Ranges
    from signal_dsl.analysis.constancy.terms import Operand, Term, Terms

# One operand is never above another; with True never equal to it either.
Order = tuple["Operand", "Operand", bool]


_WINDOWS = ("highest", "lowest")
_CANDLE = ("haopen", "haclose")
# So many terms are gone through.
_MOST = 100
# A factor must differ from 1 by so much for a product to be another number, whatever it is multiplied by.
_DISTINCT = 1e-12


def relations(start: list[Term], terms: Terms, ranges: Ranges) -> Iterator[Order]:
    """Known orders between these terms, and between them and those that they are made of."""
    found = dict.fromkeys(start)
    waiting = list(start)
    ages = {term.back for term in start}
    while waiting and len(found) < _MOST:
        term = waiting.pop()
        orders = _in_window(term, ages, terms) if term.name in _WINDOWS else _of_parts(term, terms, ranges)
        for order in orders:
            yield order
            for operand in order[:2]:
                if not isinstance(operand, float) and operand not in found:
                    found[operand] = None
                    waiting.append(operand)
    windows = [term for term in found if term.name in _WINDOWS]
    for window in windows:
        for part in windows:
            if part is not window and _holds(window, part, terms):
                yield (part, window, False) if window.name == "highest" else (window, part, False)


def _of_parts(term: Term, terms: Terms, ranges: Ranges) -> Iterator[Order]:
    """The order between a term and its parts, or its siblings."""
    if term.kind == ARITHMETIC:
        yield from arithmetic_orders(term, terms.parts(term), ranges)
    elif term.kind == VARIABLE and term.name in BAR:
        yield from _bar(term, terms, ranges)
    elif term.kind == CALL:
        name = term.name
        if name in ("maximum", "abs"):
            for part in terms.parts(term):
                yield part, term, False
        elif name == "minimum":
            for part in terms.parts(term):
                yield term, part, False
        elif name in BANDS and _opens_outwards(term, ranges):
            middle = _sibling(term, "middleband", terms, ranges)
            upper = term.output is not None and term.output.name == "upperband"
            if middle is not term:
                yield (middle, term, False) if upper else (term, middle, False)
        elif name == "ha" and term.output is not None and term.output.name in _CANDLE:
            yield _sibling(term, "halow", terms, ranges), term, False
            yield term, _sibling(term, "hahigh", terms, ranges), False


def arithmetic_orders(term: Term, parts: list[Operand], ranges: Ranges) -> Iterator[Order]:
    """The order between a sum, difference, product or quotient and its parts."""
    for part, other in (parts, parts[::-1]):
        if isinstance(part, float) or (part is parts[1] and term.name in ("-", "/")):
            continue
        own, by = ranges.of(part), ranges.of(other)
        if term.name in ("+", "-"):
            up = not by.is_negative
            down = by.high is not None and by.high <= 0
            if term.name == "-":
                up, down = down, up
            distinct = False
        elif term.name in ("*", "/") and not own.is_negative and by.positive:
            low, high = by.low or 0.0, by.high
            up, down = low >= 1, high is not None and high <= 1
            if term.name == "/":
                up, down = down, up
            distinct = own.positive and (low > 1 + _DISTINCT or (high is not None and high < 1 - _DISTINCT))
        else:
            continue
        if up:
            yield part, term, distinct
        elif down:
            yield term, part, distinct


def _bar(term: Term, terms: Terms, ranges: Ranges) -> Iterator[Order]:
    low, high = (_price(name, term.back, terms, ranges) for name in ("low", "high"))
    if low is None or high is None:
        return
    yield low, high, False
    if term.name in IN_BAR:
        yield low, term, False
        yield term, high, False


def _price(name: str, back: int, terms: Terms, ranges: Ranges) -> Operand | None:
    entry = ranges.catalog.variable(name)
    return terms.shifted(terms.variable(entry), back) if entry is not None else None


def _opens_outwards(term: Term, ranges: Ranges) -> bool:
    """Whether the upper band is not below the middle, nor that below the lower."""
    function = ranges.catalog.function(term.name)
    for parameter, value in zip(function.options if function else (), term.options, strict=False):
        if parameter.name in BANDS[term.name] and not (is_number(value) and value >= 0):  # type: ignore[operator]
            return False
    return True


def _sibling(term: Term, name: str, terms: Terms, ranges: Ranges) -> Operand:
    """Another output of the same call."""
    function = ranges.catalog.function(term.name)
    for output in function.outputs if function else ():
        if output.name == name:
            return terms.shifted(terms.call(term.name, term.parts, term.options, output), term.back)
    return term


def _in_window(window: Term, ages: set[int], terms: Terms) -> Iterator[Order]:
    """An extreme over a window against what lies in it, at the bars that matter."""
    of, bars = terms.parts(window)[0], window.options[0]
    if isinstance(of, float) or not isinstance(bars, int):
        return
    for age in ages | {of.back}:
        if 0 <= age - of.back < bars:
            value = terms.shifted(of.now, age)
            yield (value, window, False) if window.name == "highest" else (window, value, False)


def _holds(window: Term, part: Term, terms: Terms) -> bool:
    """Whether a window over the same takes in all bars of another one."""
    of, inner = terms.parts(window)[0], terms.parts(part)[0]
    bars, length = window.options[0], part.options[0]
    if window.name != part.name or isinstance(of, float) or isinstance(inner, float):
        return False
    if not isinstance(bars, int) or not isinstance(length, int):
        return False
    high = "high" if window.name == "highest" else "low"
    same = inner.now is of.now or (of.kind == inner.kind == VARIABLE and of.name == high and inner.name in BAR)
    return same and of.back <= inner.back and inner.back + length <= of.back + bars
