"""What an argument of a call can be besides an expression: a usual value, a parameter's name."""

from __future__ import annotations

from signal_dsl.catalog import model
from signal_dsl.ide.completion import items, snippets
from signal_dsl.ide.completion.expressions import PARAMETERS, VALUES
from signal_dsl.ide.completion.items import Completion, quality
from signal_dsl.ide.completion.texts import sides, tickers
from signal_dsl.ide.completion.wanted import in_bounds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.catalog import Function, Parameter
    from signal_dsl.ide.completion.expressions import Ranked
    from signal_dsl.ide.completion.wanted import Wanted
    from signal_dsl.ide.cursor import Bracket, Cursor

_PERIODS = (7, 9, 10, 12, 14, 20, 26, 50, 100, 200)
_FRACTIONS = (0.1, 0.25, 0.5, 1.0)
_FACTORS = (1.0, 1.5, 2.0, 3.0)
_MOST_AVERAGES = 8  # of the kinds of moving average those that TA-Lib's own documents number


def usual_values(cursor: Cursor, place: Wanted) -> Iterator[Ranked]:
    """Usual values of the parameter: periods, fractions, kinds of moving average, texts in quotes."""
    parameter, function = place.parameter, place.function
    if parameter is None or function is None:
        return
    bracket = cursor.innermost
    if parameter.price and bracket is not None and bracket.position == function.first_price and not bracket.keyword:
        # The prices can be left out: `atr(14)`.
        parameter = next(iter(function.without_prices[bracket.position :]), parameter)
    for rank, (text, detail) in enumerate(_values(cursor, parameter)):
        match = quality(cursor.typed, text.strip('"'))
        if match is not None:
            page = f"parameter:{function.name}:{parameter.name}"
            one = Completion(text, items.VALUE, cursor.start, cursor.offset, cursor.end, text, "", detail, page)
            yield match, VALUES, rank, one


def _values(cursor: Cursor, parameter: Parameter) -> Iterator[tuple[str, str]]:
    kind = parameter.kind
    if kind in (model.INTEGER, model.REAL):
        numbers: tuple[float, ...] = _PERIODS
        if kind == model.REAL:
            numbers = _FRACTIONS if parameter.high is not None and parameter.high <= 1 else _FACTORS
        default = parameter.default
        if isinstance(default, (int, float)) and in_bounds(default, parameter):
            yield f"{default:g}", f"{parameter.name}, the default"
        for value in numbers:
            if value != default and in_bounds(value, parameter):
                yield str(value), parameter.name
    elif kind == model.MA_TYPE:
        for name, number in sorted(cursor.snapshot.facts.catalog.ma_types.items(), key=lambda item: item[1]):
            if number <= _MOST_AVERAGES:
                yield str(number), name
    elif kind == model.SIDE:
        for side, detail in sides():
            yield f'"{side}"', detail
    elif kind == model.TICKER:
        for ticker, detail in tickers(cursor.snapshot):
            yield f'"{ticker}"', detail


def parameters(cursor: Cursor, bracket: Bracket, function: Function, active: Parameter | None) -> Iterator[Ranked]:
    """The names of parameters that are not given yet, with their usual values."""
    if bracket.is_followed or (bracket.keyword and cursor.before is not None and cursor.before.text == "="):
        return
    given = {function.spellings[name].name for name in bracket.given if name in function.spellings}
    place = function.parameters.index(active) if active is not None else len(function.parameters)
    for rank, parameter in enumerate(function.parameters):
        if rank < place or parameter.name in given or parameter.price:
            continue
        match = quality(cursor.typed, parameter.name)
        if match is None:
            continue
        name = parameter.name
        has = cursor.next == "="
        value = _given(parameter, cursor)
        writer = snippets.Writer()
        snippet = "" if has or value is None else f"{name}={_quoted(writer, value)}"
        text = name if has else f"{name}="
        page = f"parameter:{function.name}:{name}"
        one = Completion(
            f"{name}=",
            items.PARAMETER,
            cursor.start,
            cursor.offset,
            cursor.end,
            text,
            snippet,
            _detail(parameter),
            page,
            snippet != "" and (rank == place or active is None or not active.required),
        )
        yield match, PARAMETERS, rank, one


def _quoted(writer: snippets.Writer, value: str) -> str:
    """A tab stop, within quotes where the value is a text."""
    return f'"{writer.stop(value[1:-1])}"' if value[:1] == '"' else writer.stop(value)


def _given(parameter: Parameter, cursor: Cursor) -> str | None:
    """What a parameter is given at first."""
    if parameter.kind in (model.INTEGER, model.REAL):
        return snippets.usual(parameter)
    if parameter.kind == model.MA_TYPE:
        return "0"
    if parameter.kind == model.SERIES:
        return "close"
    if parameter.kind in (model.SIDE, model.TICKER):
        return next((text for text, _ in _values(cursor, parameter)), None)
    return None


def _detail(parameter: Parameter) -> str:
    if isinstance(parameter.default, (int, float)):
        return f"{parameter.kind}, {parameter.default:g} where left out"
    return parameter.kind


def bars(cursor: Cursor) -> Iterator[Ranked]:
    """Which bar an index can look at."""
    if cursor.word is None:
        for rank, (text, detail) in enumerate(
            (("-1", "the current bar"), ("-2", "the bar before"), ("-3", "2 bars ago"))
        ):
            yield (
                0,
                VALUES,
                rank,
                Completion(text, items.VALUE, cursor.start, cursor.offset, cursor.end, text, "", detail),
            )
