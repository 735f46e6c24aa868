"""The facts of one statement: a walk from the leaves up, each expression's facts made from those of its parts."""

from __future__ import annotations

from signal_dsl.analysis.bars import longer, quoted, unknown, widest
from signal_dsl.analysis.calls import bind
from signal_dsl.analysis.facts import (
    ACTION,
    BOOLEAN,
    FUNCTION,
    LIST,
    NONE,
    NOT_KNOWN,
    NUMBER,
    SIGNAL,
    STRING,
    UNKNOWN,
    Binding,
    Fact,
    Signal,
    StatementFacts,
)
from signal_dsl.analysis.results import TYPES, of_output, result
from signal_dsl.analysis.values import arithmetic, bounds, comparison, is_number, joined, negated
from signal_dsl.syntax.nodes import (
    Attribute,
    AugmentedAssignment,
    Binary,
    Call,
    Comparison,
    Conditional,
    Constant,
    Index,
    ListLiteral,
    Logical,
    Name,
    Node,
    Unary,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from signal_dsl.catalog import Catalog, Function

    class Names(Protocol):
        """What names stand for where a statement stands: a dict, or something that is kept up to date."""

        def get(self, name: str, /) -> Binding | None: ...


# No data goes back this many bars; a longer look back is not computed with.
_MOST_BARS = 10_000_000


class Inference:
    """Infers one statement. `bindings` is what each name stands for up to here."""

    def __init__(self, home: StatementFacts, bindings: Names, catalog: Catalog) -> None:
        self.home = home
        self.bindings = bindings
        self.catalog = catalog

    def infer(self, node: Node) -> Fact:
        """The facts of an expression; those of all its parts are put down in `home`, too."""
        home, kind = self.home, node.__class__
        fact = home.facts[node] = _INFER[kind](self, node)
        alike = home.nodes.get(kind)
        if alike is None:
            home.nodes[kind] = [node]
        else:
            alike.append(node)
        return fact

    # --- leaves

    def constant(self, node: Constant) -> Fact:
        value = node.value
        if isinstance(value, bool):
            return Fact(BOOLEAN, False, value)
        if isinstance(value, (int, float)):
            return Fact(NUMBER, False, value, value, value)
        return Fact(NONE if value is None else STRING, False, value)

    def name(self, node: Name) -> Fact:
        binding = self.bindings.get(node.name)
        if binding is not None:
            binding.uses.append(node)
            self.home.names[node] = binding
            return binding.fact
        if not node.name:  # a hole that recovery left
            return unknown(node, self.home, "something is missing here")
        entry = self.catalog.variable(node.name)
        if entry is not None:
            self.home.names[node] = entry
            return Fact(TYPES.get(entry.kind, UNKNOWN), True, NOT_KNOWN, entry.low, entry.high)
        function = self.home.names[node] = self.catalog.function(node.name)
        if function is not None:
            return unknown(node, self.home, f"`{node.name}` is a function that is not called", FUNCTION)
        return unknown(node, self.home, f"`{node.name}` is not known")

    def list_literal(self, node: ListLiteral) -> Fact:
        return widest(LIST, [self.infer(item) for item in node.items])

    # --- operators

    def unary(self, node: Unary) -> Fact:
        operand = self.infer(node.operand)
        if node.operator == "not":
            return widest(BOOLEAN, (operand,), not operand.value if isinstance(operand.value, bool) else NOT_KNOWN)
        if node.operator == "+":
            return widest(NUMBER, (operand,), operand.value, (operand.low, operand.high))
        value = -operand.value if isinstance(operand.value, float) else arithmetic("-", 0, operand.value)
        return widest(NUMBER, (operand,), value, negated((operand.low, operand.high)))

    def binary(self, node: Binary) -> Fact:
        return _computed(node.operator, self.infer(node.left), self.infer(node.right))

    def augmented(self, node: AugmentedAssignment, right: Fact) -> Fact:
        """The facts of the value that the name of `name += value` gets."""
        left = self.name(Name(node.target.start, node.target.end, node.target.name))
        return _computed(node.operator, left, right)

    def logical(self, node: Logical) -> Fact:
        operands = [self.infer(operand) for operand in node.operands]
        value: object = NOT_KNOWN
        if all(isinstance(operand.value, bool) for operand in operands):
            value = (all if node.operator == "and" else any)(operand.value for operand in operands)
        return widest(BOOLEAN, operands, value)

    def comparison(self, node: Comparison) -> Fact:
        operands = [self.infer(operand) for operand in node.operands]
        value: object = NOT_KNOWN
        if all(operand.value is not NOT_KNOWN for operand in operands):
            pairs = zip(node.operators, operands, operands[1:], strict=False)
            results = [comparison(sign, left.value, right.value) for sign, left, right in pairs]
            if NOT_KNOWN not in results:
                value = all(results)
        return widest(BOOLEAN, operands, value)

    def conditional(self, node: Conditional) -> Fact:
        test = self.infer(node.test)
        body = self.infer(node.body)
        orelse = self.infer(node.orelse)
        taken = (body if test.value else orelse) if isinstance(test.value, bool) else None
        kind = body.type if body.type == orelse.type else taken.type if taken else UNKNOWN
        value = taken.value if taken else NOT_KNOWN
        return widest(kind, (test, body, orelse), value, joined((body.low, body.high), (orelse.low, orelse.high)))

    # --- what follows an operand

    def index(self, node: Index) -> Fact:
        of = self.infer(node.value)
        position = self.infer(node.index)
        kind = of.type if of.type in (NUMBER, BOOLEAN) else UNKNOWN
        place = position.value
        if place is NOT_KNOWN:
            reason = f"which bar it looks at, `{quoted(node.index, self.home)}`, is not known when the script is read"
            return unknown(node, self.home, reason, kind, inputs=(of,), period=node.index, series=True)
        if not isinstance(place, int) or isinstance(place, bool) or place >= 0:
            reason = f"`[{quoted(node.index, self.home)}]` is no bar that exists yet"
            return unknown(node, self.home, reason, kind, inputs=(of,), series=True)
        if place < -_MOST_BARS:
            reason = f"no data goes back {_MOST_BARS:,} bars"
            return unknown(node, self.home, reason, kind, inputs=(of,), series=True)
        fact = of.retyped(kind, of.low, of.high)
        return longer(fact, node, self.home, -place - 1, 0) if place < -1 else fact

    def attribute(self, node: Attribute) -> Fact:
        of = self.infer(node.value)
        for output in of.outputs:
            if output.name == node.name:
                return of_output(of, output)
        if of.outputs:
            return of.retyped(UNKNOWN)
        return unknown(node, self.home, f"`.{node.name}` is not known", inputs=(of,))

    def call(self, node: Call) -> Fact:
        function = self.callee(node.function)
        facts = [self.infer(argument.value) for argument in node.arguments]
        if function is None:
            reason = f"`{quoted(node.function, self.home)}` is not a known function"
            return unknown(node, self.home, reason, inputs=facts, series=True)
        call = bind(node, function, facts, self.catalog)
        self.home.calls[node] = call
        given = [call.given[parameter.name] for parameter in function.inputs if parameter.name in call.given]
        inputs = [self.home.facts[argument.value] for argument in given]
        if function.lookback == "0":  # bar by bar, a series for an option counts as well: `nz(close, ema(close, 20))`
            options = [self.home.facts[call.given[p.name].value] for p in function.options if p.name in call.given]
            inputs += [fact for fact in options if fact.series]
        fact = result(call, inputs, self.home, self.catalog)
        if fact.type == SIGNAL:
            self.signal(node, given[0].value if given else None)
        elif fact.type == ACTION:
            self.home.actions.append(call)
        return fact

    def callee(self, node: Node) -> Function | None:
        """The function that a call means. A name that a script gave away still calls the catalog's function."""
        if not isinstance(node, Name):
            self.infer(node)
            return None
        function = self.catalog.function(node.name)
        if function is None:
            self.name(node)
        else:
            self.home.names[node] = function
        return function

    def signal(self, node: Call, condition: Node | None) -> None:
        """Put down an emitted signal."""
        if condition is None:
            missing = unknown(node, self.home, "its condition is missing")
            self.home.signals.append(Signal(node, self.home, node, missing))
        else:
            self.home.signals.append(Signal(node, self.home, condition, self.home.facts[condition]))


# Looked up by the node's own class: quicker than asking for each in turn.
_INFER: dict[type[Node], Callable[..., Fact]] = {
    Constant: Inference.constant,
    Name: Inference.name,
    ListLiteral: Inference.list_literal,
    Unary: Inference.unary,
    Binary: Inference.binary,
    Logical: Inference.logical,
    Comparison: Inference.comparison,
    Conditional: Inference.conditional,
    Index: Inference.index,
    Attribute: Inference.attribute,
    Call: Inference.call,
}


def _computed(sign: str, left: Fact, right: Fact) -> Fact:
    """The facts of `left sign right`."""
    if left.value is not NOT_KNOWN and right.value is not NOT_KNOWN:
        value = arithmetic(sign, left.value, right.value)
        if is_number(value):
            return Fact(NUMBER, False, value, value, value)  # type: ignore[arg-type]
    return widest(NUMBER, (left, right), bounds=bounds(sign, (left.low, left.high), (right.low, right.high)))
