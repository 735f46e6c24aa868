"""What does not fit in a script's calls, as the rules about calls go through it."""

from __future__ import annotations

from signal_dsl.analysis import formula
from signal_dsl.analysis.calls import FITTING
from signal_dsl.analysis.facts import NOT_BOOLEAN, WRONG_TYPE
from signal_dsl.rules.base import Finding
from signal_dsl.rules.shared.words import listed, number
from signal_dsl.syntax.nodes import Argument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import CallFact, Problem, StatementFacts
    from signal_dsl.diagnostics import Fix


def problems(facts: Facts, *kinds: str) -> Iterator[tuple[StatementFacts, CallFact, Problem]]:
    """The problems of some kinds, in statements without a syntax error."""
    for home in facts.gather(_if_troubled):
        for call in home.calls.values():
            for problem in call.problems:
                if problem.kind in kinds:
                    yield home, call, problem


def _if_troubled(home: StatementFacts) -> StatementFacts | None:
    return home if home.troubled and not home.parsed.faults else None


def swapped(home: StatementFacts, call: CallFact) -> list[Problem]:
    """The two problems of a call whose arguments each fit in the other's place; none where that is not so."""
    wrong = [problem for problem in call.problems if problem.kind in (WRONG_TYPE, NOT_BOOLEAN)]
    if len(wrong) != 2:
        return []
    one, other = (problem.parameter.kind if problem.parameter else "" for problem in wrong)
    first, second = (home.facts[problem.node.value].type for problem in wrong if isinstance(problem.node, Argument))
    return wrong if first in FITTING.get(other, ()) and second in FITTING.get(one, ()) else []


def constrained(call: CallFact, problem: Problem) -> list[str]:
    """The parameters, in order, that a broken constraint is about."""
    for constraint in call.function.constraints:
        if constraint.message == problem.detail:
            names = formula.parameters_of(constraint.formula)
            return [parameter.name for parameter in call.function.parameters if parameter.name in names]
    return []


def broken(home: StatementFacts, call: CallFact, problem: Problem, *fixes: Fix) -> Finding:
    """The finding that parameters do not go together, with their values, at those of them that are given."""
    names = constrained(call, problem)
    values = listed(f"`{name}` is {number(call.values[name])}" for name in names)
    given = sorted((call.given[name] for name in names if name in call.given), key=lambda argument: argument.start)
    start = given[0].start if given else call.node.start
    end = given[-1].end if given else call.node.end
    message = f"In this call of `{call.function.name}` {values}. {problem.detail}"
    return Finding(home.start + start, home.start + end, message, fixes)
