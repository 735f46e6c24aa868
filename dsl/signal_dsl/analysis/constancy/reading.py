"""From expressions to terms: names are seen through, arguments put in their parameters' places, history is counted.

After `x = rsi(close)`, `x[-2]` and `shift(rsi(real=close, timeperiod=14), 1)` are one term.
"""

from __future__ import annotations

from signal_dsl.analysis.constancy.tables import MOST_DEPTH
from signal_dsl.analysis.constancy.terms import Terms
from signal_dsl.analysis.facts import NOT_KNOWN, NUMBER, Binding
from signal_dsl.analysis.values import is_number
from signal_dsl.catalog.model import Variable
from signal_dsl.syntax.nodes import (
    Assignment,
    Attribute,
    AugmentedAssignment,
    Binary,
    Call,
    Conditional,
    Index,
    Name,
    Unary,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from signal_dsl.analysis.constancy.terms import Operand
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.catalog import Catalog, Output
    from signal_dsl.syntax.nodes import Node

# Larger numbers are not computed with.
_MOST = 1e300


class Reading:
    """Reads the expressions behind one statement as terms; each is read once."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.terms = Terms()
        # The same text is the same tree wherever it stands: only the statement tells what its names mean.
        self.nodes: dict[tuple[Node, StatementFacts], Operand] = {}
        self.bindings: dict[Binding, Operand] = {}
        self.depth = 0

    def of(self, node: Node, home: StatementFacts) -> Operand:
        """The term, or the number, that an expression is."""
        found = self.nodes.get((node, home))
        if found is None:
            fact = home.facts[node]
            value = fact.value
            if value is not NOT_KNOWN:
                found = self._constant(value, (node, home))
            elif fact.type != NUMBER or self.depth >= MOST_DEPTH or node.__class__ not in _READ:
                found = self.terms.other((node, home))
            else:
                self.depth += 1
                found = _READ[node.__class__](self, node, home)
                self.depth -= 1
            self.nodes[node, home] = found
        return found

    def binding(self, binding: Binding) -> Operand:
        """What a name was given."""
        found = self.bindings.get(binding)
        if found is None:
            value = binding.fact.value
            if value is not NOT_KNOWN:
                found = self._constant(value, binding)
            elif self.depth >= MOST_DEPTH:
                found = self.terms.other(binding)
            else:
                self.depth += 1
                found = self._given(binding)
                self.depth -= 1
            self.bindings[binding] = found
        return found

    def _constant(self, value: object, key: Hashable) -> Operand:
        small = is_number(value) and -_MOST < value < _MOST  # type: ignore[operator]
        return float(value) if small else self.terms.other(key)  # type: ignore[arg-type]

    def _given(self, binding: Binding) -> Operand:
        home, tree = binding.home, binding.home.tree
        if tree is None or home.faulty or binding.fact.type != NUMBER:
            return self.terms.other(binding)
        if isinstance(tree, AugmentedAssignment):
            before = _before(tree, home)
            old = self.binding(before) if before else self.terms.other((binding, "before"))
            return self.terms.arithmetic(tree.operator, old, self.of(tree.value, home))
        assert isinstance(tree, Assignment)
        if len(tree.targets) == 1:
            return self.of(tree.value, home)
        return self._output(tree.value, home, tree.targets.index(binding.target)) or self.terms.other(binding)

    def _output(self, node: Node, home: StatementFacts, which: int | str) -> Operand | None:
        """One output, by place or name, of a call that has several, also behind a name; None where it is not known."""
        for _ in range(MOST_DEPTH):
            meaning = home.names.get(node) if isinstance(node, Name) else None
            if not isinstance(meaning, Binding):
                break
            tree = meaning.home.tree
            if not isinstance(tree, Assignment) or len(tree.targets) != 1 or meaning.home.faulty:
                return None
            node, home = tree.value, meaning.home
        if isinstance(node, Call):
            for place, output in enumerate(home.facts[node].outputs):
                if which in (place, output.name):
                    return self._call(node, home, output)
        return None

    # --- by kind of expression

    def _name(self, node: Name, home: StatementFacts) -> Operand:
        meaning = home.names.get(node)
        if isinstance(meaning, Binding):
            return self.binding(meaning)
        return self.terms.variable(meaning) if isinstance(meaning, Variable) else self.terms.other((node, home))

    def _attribute(self, node: Attribute, home: StatementFacts) -> Operand:
        return self._output(node.value, home, node.name) or self.terms.other((node, home))

    def _call(self, node: Call, home: StatementFacts, output: Output | None = None) -> Operand:
        call = home.calls.get(node)
        if call is None or call.function.open_signature or (call.problems and any(p.refused for p in call.problems)):
            return self.terms.other((node, home, output.name if output else ""))
        given = call.given
        parts: list[Operand] = []
        for parameter in call.function.inputs:
            if parameter.name in given:
                parts.append(self.of(given[parameter.name].value, home))
            elif isinstance(parameter.default, str):
                entry = self.catalog.variable(parameter.default)
                parts.append(self.terms.variable(entry) if entry else self.terms.other((node, home, parameter.name)))
            else:
                parts.append(float(parameter.default or 0))
        options = tuple(call.values.values())
        if NOT_KNOWN in options:  # what is not known is at least the same as itself
            named = call.values.items()
            options = tuple([self.of(given[k].value, home) if v is NOT_KNOWN and k in given else v for k, v in named])
        if output is None:
            output = home.facts[node].outputs[0]
        return self.terms.call(call.function.name, tuple(parts), options, output)

    def _index(self, node: Index, home: StatementFacts) -> Operand:
        place = home.facts[node.index].value
        if not isinstance(place, int) or isinstance(place, bool) or place >= 0:
            return self.terms.other((node, home))
        return self.terms.shifted(self.of(node.value, home), -place - 1)

    def _unary(self, node: Unary, home: StatementFacts) -> Operand:
        operand = self.of(node.operand, home)
        return operand if node.operator == "+" else self.terms.negative(operand)

    def _binary(self, node: Binary, home: StatementFacts) -> Operand:
        return self.terms.arithmetic(node.operator, self.of(node.left, home), self.of(node.right, home))

    def _conditional(self, node: Conditional, home: StatementFacts) -> Operand:
        return self.terms.choice((node, home), self.of(node.body, home), self.of(node.orelse, home))


def _before(tree: AugmentedAssignment, home: StatementFacts) -> Binding | None:
    """What the name of `name += value` stood for before."""
    for name, meaning in home.names.items():
        if name.start == tree.target.start:
            return meaning if isinstance(meaning, Binding) else None
    return None


_READ: dict[type[Node], Callable[..., Operand]] = {
    Name: Reading._name,
    Call: Reading._call,
    Attribute: Reading._attribute,
    Index: Reading._index,
    Unary: Reading._unary,
    Binary: Reading._binary,
    Conditional: Reading._conditional,
}
