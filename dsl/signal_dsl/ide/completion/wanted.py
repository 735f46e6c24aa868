"""What kind of value is wanted at a place, and what fits there."""

from __future__ import annotations

from signal_dsl.analysis.calls import FITTING
from signal_dsl.analysis.facts import BOOLEAN, NOT_KNOWN, NUMBER, SEVERAL, SIGNAL, STRING, UNKNOWN
from signal_dsl.catalog import model
from signal_dsl.ide.cursor import CALL, GROUP, INDEX, KEYWORD, LIST
from signal_dsl.syntax.nodes import Call

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import Fact, StatementFacts
    from signal_dsl.catalog import Function, Parameter
    from signal_dsl.ide.cursor import Bracket, Cursor

# Kinds of place.
STATEMENT = "statement"  # a statement begins
ANY = "any"  # any value will do
GROUPED = "grouped"  # in brackets of its own: what fits is decided by what is around them
NUMBERS = "numbers"  # something to compute or compare with
CONDITION = "condition"
BAR = "bar"  # which bar to look at
ARGUMENT = "argument"  # what the parameter says

_OPERATORS = ("and", "or", "+", "-", "*", "/", "//", "%", "**", "<", "<=", ">", ">=", "==", "!=")

# Kinds of parameter that take one number for all bars.
SCALARS = (model.INTEGER, model.REAL, model.MA_TYPE)


class Wanted:
    """What is wanted at a place: its `kind`, and of an ARGUMENT the function and the parameter."""

    def __init__(self, kind: str, function: Function | None = None, parameter: Parameter | None = None) -> None:
        self.kind = kind
        self.function = function
        self.parameter = parameter


def wanted(cursor: Cursor) -> Wanted:
    """What is wanted where a value begins, as the words around it have it: the operator that binds closest decides."""
    place = _by_what_is_before(cursor)
    after = cursor.next
    if place.kind in (NUMBERS, BAR) or after not in _OPERATORS:
        return place
    if after in ("and", "or"):
        return Wanted(CONDITION)
    scalar = place.parameter is not None and place.parameter.kind in SCALARS
    return place if scalar else Wanted(NUMBERS)


def _by_what_is_before(cursor: Cursor) -> Wanted:
    before = cursor.before
    if before is None:
        return Wanted(STATEMENT)
    if before.text in ("and", "or", "not", "if"):
        return Wanted(CONDITION)
    bracket = cursor.innermost
    if before.text in ("(", "[", ",", "=") or before.text == "else":
        if bracket is None:
            return Wanted(ANY)
        if bracket.kind == INDEX:
            return Wanted(BAR)
        if bracket.kind == CALL:
            return argument(cursor, bracket)
        return Wanted(GROUPED if bracket.kind == GROUP else ANY if bracket.kind == LIST else NUMBERS)
    if before.kind == KEYWORD:
        return Wanted(ANY)
    return Wanted(BAR if bracket is not None and bracket.kind == INDEX else NUMBERS)


def argument(cursor: Cursor, bracket: Bracket) -> Wanted:
    """What is wanted as the argument of a call that the cursor is in."""
    function = cursor.snapshot.facts.catalog.function(bracket.name) if bracket.name else None
    if function is None or function.open_signature:
        return Wanted(ANY)
    return Wanted(ARGUMENT, function, active(cursor, bracket, function))


def active(cursor: Cursor, bracket: Bracket, function: Function) -> Parameter | None:
    """The parameter that the cursor's argument is for; None where there is no such one."""
    if bracket.keyword:
        return function.spellings.get(bracket.keyword)
    taken = function.without_prices if leaves_prices_out(cursor, bracket, function) else function.parameters
    return taken[bracket.position] if bracket.position < len(taken) else None


def leaves_prices_out(cursor: Cursor, bracket: Bracket, function: Function) -> bool:
    """Whether a call leaves the price inputs out, as far as it is typed."""
    first = function.first_price
    named = [*bracket.given, bracket.keyword] if bracket.keyword else bracket.given
    if first is None or any(name in function.spellings and function.spellings[name].price for name in named):
        return False
    if named and bracket.position < len(named):
        return True  # all are given by name
    home = cursor.home
    prices = len(function.parameters) - len(function.without_prices)
    facts = _positional(home, bracket)[first : first + prices] if home is not None else []
    return any(fact.type == NUMBER and not fact.series for fact in facts)


def _positional(home: StatementFacts, bracket: Bracket) -> list[Fact]:
    """What is known of the arguments without a name of the call whose function begins at the bracket's name."""
    for node in home.calls:
        if isinstance(node, Call) and home.start + node.start == bracket.name_start:
            return [home.facts[one.value] for one in node.arguments if one.name is None and one.value in home.facts]
    return []


def fits(fact: Fact, place: Wanted) -> bool:
    """Whether a value can stand at a place as it is. What nothing is known of is taken to."""
    if fact.type == UNKNOWN:
        return True
    if fact.type in (SEVERAL, SIGNAL):
        return False
    if place.kind == CONDITION:
        return fact.type == BOOLEAN
    if place.kind == NUMBERS:
        return fact.type == NUMBER
    if place.kind == BAR:
        return isinstance(fact.value, int) and not isinstance(fact.value, bool) and fact.value < 0
    parameter = place.parameter
    if place.kind != ARGUMENT or parameter is None:
        return place.kind in (ANY, STATEMENT)
    if parameter.price:
        return False  # it takes all the prices together
    fitting = FITTING.get(parameter.kind)
    if fitting is not None and fact.type not in fitting:
        return False
    if parameter.kind in (model.SERIES, model.CONDITION):
        return fact.series
    if parameter.kind not in SCALARS:
        return True
    if fact.series:
        return False
    return fact.value is NOT_KNOWN or isinstance(fact.value, str) or in_bounds(fact.value, parameter)


def in_bounds(value: object, parameter: Parameter) -> bool:
    """Whether a number can be given for a parameter."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    if parameter.kind != model.REAL and not isinstance(value, int):
        return False
    return (parameter.low is None or value >= parameter.low) and (parameter.high is None or value <= parameter.high)


def takes_text(place: Wanted) -> bool:
    """Whether a text is wanted."""
    kinds = (model.TICKER, model.SIDE, model.STRING)
    return (
        place.parameter is not None
        and place.parameter.kind in kinds
        and STRING in FITTING.get(place.parameter.kind, ())
    )
