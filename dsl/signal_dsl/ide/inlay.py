"""What is shown within the lines: the lookback of names, the names of bare arguments."""

from __future__ import annotations

from signal_dsl.analysis.facts import BOOLEAN, NUMBER, SEVERAL, Binding
from signal_dsl.catalog import model
from signal_dsl.ide.bars import needs, short
from signal_dsl.records import record
from signal_dsl.syntax.nodes import Constant, Unary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis.facts import CallFact, StatementFacts
    from signal_dsl.ide.snapshot import Snapshot
    from signal_dsl.syntax.nodes import Argument

# Kinds of hint.
LOOKBACK = "lookback"
PARAMETER = "parameter"
_NAMED = (model.INTEGER, model.REAL, model.MA_TYPE)


@record
class InlayHint:
    """A text that is shown at `offset`: behind a name for a LOOKBACK, before an argument for a PARAMETER.

    `page` is for `resolve`, which says more.
    """

    offset: int
    kind: str
    label: str
    page: str


def inlay_hints(snapshot: Snapshot, start: int, end: int) -> list[InlayHint]:
    """The hints between two offsets, in the order of their places."""
    found = []
    for statement in snapshot.between(start, end):
        found += [hint for hint in _hints(statement) if start <= hint.offset <= end]
    found.sort(key=lambda hint: hint.offset)
    return found


def resolve(snapshot: Snapshot, page: str) -> str:
    """What more there is to say about a hint, as Markdown; empty where nothing is."""
    kind, _, rest = page.partition(":")
    if kind != LOOKBACK or not (rest.isascii() and rest.isdigit()):
        from signal_dsl.ide.completion import resolve as resolved

        return resolved(snapshot, page)
    statement = snapshot.statement(int(rest))
    for binding in statement.bindings if statement is not None else ():
        if statement is not None and statement.start + binding.target.start == int(rest):
            return "\n\n".join(needs(binding.fact, statement, snapshot))
    return ""


def _hints(statement: StatementFacts) -> Iterator[InlayHint]:
    if statement.faulty:
        return
    for binding in statement.bindings:
        if is_worth_telling(binding) and binding is binding.together[-1]:  # once for an unpacking
            place = statement.start + binding.target.start
            end = statement.start + binding.target.end
            yield InlayHint(end, LOOKBACK, f": {short(binding.fact)}", f"{LOOKBACK}:{place}")
    for call in statement.calls.values():
        if len(call.function.parameters) > 1 and not call.problems:
            yield from _arguments(call, statement)


def is_worth_telling(binding: Binding) -> bool:
    """Whether the lookback of a name is not trivial."""
    fact = binding.fact
    return fact.lookback != 0 and fact.type in (NUMBER, BOOLEAN, SEVERAL)


def _arguments(call: CallFact, statement: StatementFacts) -> Iterator[InlayHint]:
    """The names of parameters that are given a bare number."""
    for name, argument in call.given.items():
        parameter = call.function.spellings[name]
        if argument.name is None and parameter.kind in _NAMED and _is_bare(argument):
            page = f"parameter:{call.function.name}:{name}"
            yield InlayHint(statement.start + argument.start, PARAMETER, f"{name}:", page)


def _is_bare(argument: Argument) -> bool:
    value = argument.value.operand if isinstance(argument.value, Unary) else argument.value
    return isinstance(value, Constant) and isinstance(value.value, (int, float)) and not isinstance(value.value, bool)
