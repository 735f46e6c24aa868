"""Whether conditions can all be fulfilled at one bar: a tableau over and, or, not; the order of terms decides."""

from __future__ import annotations

from signal_dsl.analysis.constancy.consistency import contradict
from signal_dsl.analysis.constancy.formulas import AND, FREE, LITERAL, NOT, Formula
from signal_dsl.analysis.constancy.literals import implied

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.constancy.consistency import Constraint
    from signal_dsl.analysis.constancy.ranges import Ranges
    from signal_dsl.analysis.constancy.signs import Signs
    from signal_dsl.analysis.constancy.terms import Operand, Terms

# A formula, and whether it is to be true.
Goal = tuple[Formula, bool]

# So many cases are tried for one condition, and for a statement. What needs more is taken to be possible.
_MOST_CASES = 200
_MOST_IN_ALL = 1_000


class Search:
    """Searches among the cases of one statement's conditions."""

    def __init__(self, terms: Terms, ranges: Ranges, signs: Signs) -> None:
        self.terms = terms
        self.ranges = ranges
        self.signs = signs
        self.cases = 0
        self.all_cases = 0

    def impossible(self, goals: list[Goal], *, alone: bool = False) -> bool:
        """Whether the goals cannot all be reached at one bar.

        The literals of a goal that stands `alone` may be impossible by themselves. In all others each one is taken to
        be possible, and what has nothing to do with the rest is left out.
        """
        self.cases = 0
        literals: list[Goal] = []
        choices: list[list[Goal]] = []
        _spread(goals, literals, choices)
        if not alone:
            _drop_idle(literals, choices, self.signs)
            if not literals and not choices:
                return False
        return self._impossible(literals, choices)

    def _impossible(self, literals: list[Goal], choices: list[list[Goal]]) -> bool:
        self.cases += 1
        self.all_cases += 1
        if self.cases > _MOST_CASES or self.all_cases > _MOST_IN_ALL:
            return False
        if literals and self._contradictory(literals):
            return True
        if not choices:
            return False
        choice = min(choices, key=len)
        rest = [other for other in choices if other is not choice]
        for goal in choice:
            more, further = list(literals), list(rest)
            _spread([goal], more, further)
            if not self._impossible(more, further):
                return False
        return True

    def _contradictory(self, literals: list[Goal]) -> bool:
        """Whether literals cannot all be as wanted. One that fails may do so because an operand is NaN."""
        constraints: list[Constraint] = []
        there: set[Operand] = set()
        unsure: list[Goal] = []
        switches: dict[Operand, bool] = {}
        for goal in literals:
            literal, holds = goal
            if not literal.sign:
                if switches.setdefault(literal.left, holds) is not holds:
                    return True
            elif (literal.sign == "!=") is holds:
                unsure.append(goal)
            else:
                constraints += implied(literal, holds, self.terms, self.ranges)
                for operand in (literal.left, literal.right):
                    there.add(operand)
        for one in constraints:
            there.update(one[1:])  # an operation on NaN gives NaN
        for literal, holds in unsure:
            if all(operand in there or self.ranges.sure(operand) for operand in (literal.left, literal.right)):
                constraints += implied(literal, holds, self.terms, self.ranges)
        return bool(constraints) and contradict(constraints, self.terms, self.ranges)


def _spread(goals: list[Goal], literals: list[Goal], choices: list[list[Goal]]) -> None:
    """Take goals apart into literals that must be as wanted, and choices of which one must."""
    waiting = list(goals)
    while waiting:
        formula, holds = waiting.pop()
        kind = formula.kind
        if kind == LITERAL:
            literals.append((formula, holds))
        elif kind == NOT:
            waiting.append((formula.parts[0], not holds))
        elif kind == FREE:
            continue
        elif (kind == AND) is holds:
            waiting += [(part, holds) for part in formula.parts]
        else:
            options = [(part, holds) for part in formula.parts]
            if not any(option.kind == FREE for option, _ in options):
                choices.append(options)


def _drop_idle(literals: list[Goal], choices: list[list[Goal]], signs: Signs) -> None:
    """Leave out what is not at odds with anything else: no term of it is wanted both higher and lower."""
    while True:
        higher: set[object] = set()
        lower: set[object] = set()
        for goals in ([*literals], *choices):
            for formula, holds in goals:
                up, down = signs.of(formula)
                higher |= up if holds else down
                lower |= down if holds else up
        torn = higher & lower

        def is_idle(goal: Goal, torn: set[object] = torn) -> bool:
            up, down = signs.of(goal[0])
            return torn.isdisjoint(up) and torn.isdisjoint(down)

        before = len(literals) + len(choices)
        literals[:] = [goal for goal in literals if not is_idle(goal)]
        choices[:] = [goals for goals in choices if not any(map(is_idle, goals))]
        if len(literals) + len(choices) == before:
            return
