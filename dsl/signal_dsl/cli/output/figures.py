"""Numbers of a result as people read them. What is not known is a dash."""

from __future__ import annotations

from signal_dsl.cli.output.table import Cell
from signal_dsl.heytraders.document.measures import COUNT, HIGH, LOW, MONEY, PERCENT, Measure

NONE = "-"
_KNOWN = (int, float)


def fixed(value: object, digits: int = 2, *, sign: bool = False) -> str:
    """A number with so many digits behind the point; with `sign`, one above 0 has a plus."""
    if not isinstance(value, _KNOWN):
        return NONE
    text = f"{value:{'+' if sign else ''},.{digits}f}"
    return text if text.strip("+-0.,") else text.lstrip("+-")


def percent(value: object, *, sign: bool = False) -> str:
    return NONE if not isinstance(value, _KNOWN) else f"{fixed(value, sign=sign)} %"


def significant(value: object) -> str:
    """A number of any size: six significant digits, but the whole part in full."""
    if not isinstance(value, _KNOWN):
        return NONE
    return f"{value:,.0f}" if abs(value) >= 100_000 else f"{value:,.6g}"


def count(value: object) -> str:
    return fixed(value, 0)


def measured(one: Measure, value: object, *, sign: bool = False) -> str:
    """A metric's value; the currency of money stands in its label."""
    if not isinstance(value, _KNOWN):
        return NONE
    if one.unit == PERCENT:
        return percent(value, sign=sign)
    return fixed(value, 0 if one.unit == COUNT else 2, sign=sign)


def labelled(one: Measure, currency: str) -> str:
    """A metric's label, with the currency of money."""
    return f"{one.label}, {currency}" if one.unit == MONEY and currency else one.label


def gain(value: object, text: str) -> Cell:
    """A cell that is green for more than nothing, and red for less."""
    return Cell(text, _tone(value))


def better(one: Measure, difference: object, text: str) -> Cell:
    """A cell that is green where the difference is for the better, and red where it is for the worse."""
    if one.better == LOW and isinstance(difference, _KNOWN):
        return Cell(text, _tone(-difference))
    return Cell(text, _tone(difference)) if one.better == HIGH else Cell(text)


def moment(value: object, *, day: bool = False) -> str:
    """`2024-01-31 13:00` of `2024-01-31T13:00:00Z`, or the day alone."""
    if not isinstance(value, str):
        return NONE
    return value[:10] if day else f"{value[:10]} {value[11:16]}"


def short_ticker(ticker: object) -> str:
    """`BTC/USDT` of `BINANCE:BTC/USDT:USDT`, and the beginning of a long token id."""
    if not isinstance(ticker, str):
        return NONE
    name = ticker.partition(":")[2] or ticker
    name = name.partition(":")[0]
    return name if len(name) <= 24 else f"{name[:20]}..."


def _tone(value: object) -> tuple[str, ...]:
    if not isinstance(value, _KNOWN) or not value:
        return ()
    return ("green",) if value > 0 else ("red",)
