"""The call that is being typed: how it is called, and which parameter the cursor's argument is for."""

from __future__ import annotations

from signal_dsl.catalog.describe import parameter_facts
from signal_dsl.ide.completion.wanted import active, leaves_prices_out
from signal_dsl.ide.cursor import CALL, Cursor
from signal_dsl.ide.pages import result
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from signal_dsl.catalog import Function, Parameter
    from signal_dsl.ide.snapshot import Snapshot

# Characters after which the call is worth showing, and after which it is worth showing anew.
TRIGGERS = ("(", ",")
RETRIGGERS = ("=", ")")


@record
class Shown:
    """A parameter within a signature: where it stands in the label, and what it is for."""

    start: int
    end: int
    markdown: str


@record
class Signature:
    """One way to call a function; `active` is the index of the parameter that is being given, None where none is."""

    label: str
    markdown: str
    parameters: tuple[Shown, ...]
    active: int | None


@record
class SignatureHelp:
    """The ways to call a function; `active` is the index of the one that is being typed."""

    signatures: tuple[Signature, ...]
    active: int


def signature_help(snapshot: Snapshot, offset: int) -> SignatureHelp | None:
    """The innermost call around `offset` of a function that is known; None where there is none.

    Functions of prices have two signatures, for the prices may be left out.
    """
    if snapshot.comment(offset) is not None or snapshot.in_block(offset):
        return None
    cursor = Cursor(snapshot, offset)
    for bracket in reversed(cursor.brackets):
        function = snapshot.facts.catalog.function(bracket.name) if bracket.kind == CALL and bracket.name else None
        if function is None:
            continue
        given = active(cursor, bracket, function)
        if function.first_price is None:
            return SignatureHelp((_signature(function, function.parameters, given, snapshot),), 0)
        short = leaves_prices_out(cursor, bracket, function)
        undecided = not snapshot.text[bracket.start + 1 : cursor.offset].strip()
        left_out = function.without_prices
        first = next(iter(left_out[bracket.position :]), None) if undecided else given
        ways = (
            _signature(function, left_out, first, snapshot),
            _signature(function, function.parameters, given, snapshot),
        )
        return SignatureHelp(ways, 0 if short or undecided else 1)
    return None


def _signature(
    function: Function, parameters: Sequence[Parameter], given: Parameter | None, snapshot: Snapshot
) -> Signature:
    label = f"{function.name}("
    shown = []
    for number, parameter in enumerate(parameters):
        if number:
            label += ", "
        start = len(label)
        label += _form(parameter)
        shown.append(Shown(start, len(label), parameter_facts(parameter, snapshot.facts.catalog)))
    if function.open_signature:
        label += "…"
    label += f") → {result(function)}"
    place = next((number for number, parameter in enumerate(parameters) if parameter is given), None)
    return Signature(label, function.summary, tuple(shown), place)


def _form(parameter: Parameter) -> str:
    if parameter.required or parameter.price:
        return parameter.name
    if isinstance(parameter.default, (int, float)):
        return f"{parameter.name}={parameter.default:g}"
    return f"{parameter.name}={parameter.default!r}" if parameter.default is not None else f"[{parameter.name}]"
