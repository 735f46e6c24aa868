"""Whether a number that a term is compared with may decide the comparison, as far as a quick look tells."""

from __future__ import annotations

from signal_dsl.analysis.constancy.tables import AVERAGES, PRICE_AVERAGES
from signal_dsl.analysis.facts import NOT_KNOWN, Binding
from signal_dsl.analysis.values import comparison, is_number
from signal_dsl.syntax.nodes import Assignment, Binary, Call, Conditional, Index, Name, Unary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import Fact, StatementFacts
    from signal_dsl.syntax.nodes import Node

# Functions whose bounds depend on those of their inputs.
_DERIVED = AVERAGES | PRICE_AVERAGES | {"highest", "lowest", "max", "min", "maximum", "minimum"}
# So many steps are looked into an expression.
_MOST_STEPS = 5


def may_decide(level: object, sign: str, node: Node, home: StatementFacts) -> bool:
    """Whether `node sign level` may be the same for all values of `node`."""
    if not is_number(level):
        return False
    fact = home.facts[node]
    low, high = fact.low, fact.high
    if low is not None and (level < low or (level == low and sign != ">")):  # type: ignore[operator]
        return True
    if high is not None and (level > high or (level == high and sign != "<")):  # type: ignore[operator]
        return True
    if low is not None and high is not None:
        return _is_between(fact, sign, level)
    return _is_derived(node, home, level <= 0, 0)  # type: ignore[operator]


def _is_between(fact: Fact, sign: str, level: object) -> bool:
    """Whether a term that has only some of the values in its range may lack those that matter."""
    if len(fact.outputs) == 1 and fact.outputs[0].values:
        return len({comparison(sign, value, level) for value in fact.outputs[0].values}) == 1
    return sign in ("==", "!=") or (isinstance(level, float) and not level.is_integer())


def _is_derived(node: Node, home: StatementFacts, by_sign: bool, depth: int) -> bool:
    """Whether bounds follow from what an expression is made of, though its facts do not tell them."""
    kind = node.__class__
    if kind is Call:
        call = home.calls.get(node)
        if call is None or call.function.name not in _DERIVED:
            return False
        return by_sign or any(_is_bounded(argument.value, home, depth + 1) for argument in node.arguments)  # type: ignore[attr-defined]
    if depth > _MOST_STEPS:
        return True
    if isinstance(node, Binary):
        if by_sign or node.operator in ("%", "//"):
            return True
        return _is_bounded(node.left, home, depth + 1) or _is_bounded(node.right, home, depth + 1)
    if isinstance(node, Name):
        meaning = home.names.get(node)
        tree = meaning.home.tree if isinstance(meaning, Binding) else None
        if not isinstance(tree, Assignment) or len(tree.targets) != 1 or meaning.home.parsed.faults:  # type: ignore[union-attr]
            return tree is not None
        return _is_derived(tree.value, meaning.home, by_sign, depth + 1)  # type: ignore[union-attr]
    if isinstance(node, Index):
        return _is_derived(node.value, home, by_sign, depth + 1)
    if isinstance(node, Unary):
        return _is_derived(node.operand, home, by_sign, depth + 1)
    return kind is Conditional


def _is_bounded(node: Node, home: StatementFacts, depth: int) -> bool:
    """Whether a part is bounded above or made of parts that are, and is no number itself."""
    fact = home.facts[node]
    if fact.value is not NOT_KNOWN:
        return False
    return fact.high is not None or (fact.low is None and _is_derived(node, home, False, depth))
