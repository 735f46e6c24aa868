"""Which values a run setting may have. The same checks serve scripts, configuration files and the command line."""

from __future__ import annotations

from signal_dsl.records import record
from signal_dsl.settings.model import MODES, STRATEGY_TYPES
from signal_dsl.settings.words import date_meant, kind, nearest, quoted
from signal_dsl.timeframe import MONTH, SECONDS, TIMEFRAMES, parse_date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_UNITS = {"m": 60, "min": 60, "h": 3600, "hour": 3600, "d": 86400, "day": 86400, "w": 604800, "week": 604800}
_WORDS = {"hourly": "1h", "daily": "1d", "weekly": "1w", "monthly": MONTH, "1mo": MONTH, "1mon": MONTH, "1month": MONTH}


@record
class Problem:
    """What is wrong with a value, and what to do about it.

    `item` is the entry at fault where the value is a list. `instead` is the value that was probably meant, as TOML;
    `sure` where nothing else can have been meant.
    """

    message: str
    remedy: str = ""
    item: int | None = None
    instead: str | None = None
    sure: bool = False


def check(key: str, value: object) -> tuple[object, tuple[Problem, ...]]:
    """The value of the run setting `key` as `RunSettings` holds it, or else None and what is wrong with `value`."""
    result = _CHECKS[key](key, value)
    if isinstance(result, Problem):
        return None, (result,)
    if isinstance(result, list):
        return None, tuple(result)
    return result, ()


def _wrong_kind(key: str, value: object, wanted: str, remedy: str) -> Problem:
    return Problem(f"`{key}` is {kind(value)}, where {wanted} is needed.", remedy)


def _one_of(
    what: str, choices: Iterable[str], meaning: Callable[[str], str | None] | None = None
) -> Callable[[str, object], object]:
    """One of `choices`; `meaning` tells which one a word stands for without doubt."""
    choices = tuple(choices)
    listed = f"Use one of {', '.join(choices)}."

    def checked(key: str, value: object) -> object:
        if not isinstance(value, str):
            return _wrong_kind(key, value, "a text", listed)
        if value in choices:
            return value
        word = value.strip()
        meant = meaning(word) if meaning else nearest(word, choices)
        remedy = f"Did you mean `{meant}`?" if meant else listed
        sure = meaning is not None or (meant is not None and meant == word.casefold())
        return Problem(f"There is no {what} {quoted(value)}.", remedy, instead=meant and f'"{meant}"', sure=sure)

    return checked


def _timeframe_meant(word: str) -> str | None:
    """The timeframe that is as long as `60m`, `1D`, `daily` …, if there is one."""
    word = word.casefold()
    if word in _WORDS:
        return _WORDS[word]
    unit = word.lstrip("0123456789")
    count = word.removesuffix(unit) or "1"
    unit = unit.removesuffix("ute").removesuffix("utes").removesuffix("s") or "s"
    if unit not in _UNITS or not count.isascii() or len(count) > 9:
        return None
    length = int(count) * _UNITS[unit]
    return next((timeframe for timeframe, seconds in SECONDS.items() if seconds == length), None)


def _date(key: str, value: object) -> object:
    form = "Write it as YYYY-MM-DD."
    if type(value).__name__ == "date":  # TOML's own, unquoted; `datetime` is not imported for this
        return value
    if not isinstance(value, str):
        return _wrong_kind(key, value, "a date", form)
    if day := parse_date(value):
        return day
    if meant := date_meant(value):
        return Problem(f"`{key}` is {quoted(value)}.", f"Write it as `{meant}`.", instead=f'"{meant}"', sure=True)
    if len(value) == 10 and value[4] == value[7] == "-" and value.replace("-", "").isdigit():
        return Problem(f"`{key}` is {quoted(value)}, which is no day of the calendar.", form)
    return Problem(f"`{key}` is {quoted(value)}, which is no date.", form)


def _number(fits: Callable[[float], bool], says: str) -> Callable[[str, object], object]:
    """Numbers that `fits` takes; `says` is the sentence that tells which."""

    def checked(key: str, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            problem = _wrong_kind(key, value, "a number", "Write it without quotes, such as `0.5`.")
            number = _as_number(value)
            if number is not None and fits(number):
                return Problem(problem.message, "Write it without quotes.", instead=f"{number:.12g}", sure=True)
            return problem
        return float(value) if fits(value) else Problem(f"`{key}` is out of bounds.", says)

    return checked


def _as_number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _exchange(key: str, value: object) -> object:
    # Which exchanges exist is for those to tell who know the platform's list.
    form = "Name it by its id, such as `binance`."
    if not isinstance(value, str):
        return _wrong_kind(key, value, "a text", form)
    return value if value.strip() else Problem(f"`{key}` is empty.", form)


def _description(key: str, value: object) -> object:
    if not isinstance(value, str):
        return _wrong_kind(key, value, "a text", "Describe the strategy in 10 to 500 characters.")
    if not 10 <= len(value) <= 500:
        return Problem(f"`{key}` has {len(value)} characters.", "The platform takes 10 to 500.")
    return value


def _universe(key: str, value: object) -> object:
    form = 'Name the tickers, such as `["BINANCE:BTC/USDT"]`.'
    if not isinstance(value, (list, tuple)):
        return _wrong_kind(key, value, "a list of tickers", form)
    if not value:
        return Problem(f"`{key}` is empty.", form)
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, ticker in enumerate(value):
        if not isinstance(ticker, str):
            told = f"An entry of `{key}` is {kind(ticker)}, where a ticker in quotes is needed."
            problems.append(Problem(told, form, item=index))
        elif not ticker.strip():
            problems.append(Problem(f"An entry of `{key}` is empty.", "Name a ticker or delete it.", item=index))
        elif ticker in seen:
            problems.append(Problem(f"`{key}` names {quoted(ticker)} twice.", "Delete one of the two.", item=index))
        else:
            seen.add(ticker)
    return problems or tuple(value)


def _is_fraction(value: float) -> bool:
    return 0 <= value < 1


_FRACTION = "It is a fraction of the traded value, from 0 to below 1: 0.0005 is 0.05 %."
# What is not in bounds here would be refused or misread by the platform; nan is in no bounds.
_CHECKS: dict[str, Callable[[str, object], object]] = {
    "strategy_type": _one_of("strategy type", STRATEGY_TYPES),
    "universe": _universe,
    "start_date": _date,
    "end_date": _date,
    "analysis_start": _date,
    "exchange": _exchange,
    "timeframe": _one_of("timeframe", TIMEFRAMES, _timeframe_meant),
    "initial_cash": _number(lambda value: 0 < value < 1e300, "It is an amount above 0."),
    "trading_fee": _number(_is_fraction, _FRACTION),
    "slippage": _number(_is_fraction, _FRACTION),
    "description": _description,
    "mode": _one_of("margin mode", MODES),
    "leverage": _number(lambda value: 1 <= value <= 100, "It is a number from 1 to 100."),
}
