"""From a script's facts to the graph of what is to be computed.

Every statement is compiled, whether or not it reaches a signal, so that a script is refused as a whole for what is
wrong in any of its lines. What a number is the same at all bars is computed here.
"""

from __future__ import annotations

from collections.abc import Callable

from signal_dsl.analysis import Facts
from signal_dsl.analysis.facts import NOT_KNOWN, NUMBER, UNKNOWN, CallFact, StatementFacts
from signal_dsl.catalog import model
from signal_dsl.sandbox.evaluator import calls, choices, history, operators, variables
from signal_dsl.sandbox.evaluator.graph import Graph, Kernel, Output
from signal_dsl.sandbox.evaluator.series import Series
from signal_dsl.sandbox.evaluator.values import Items, Several, Signal, Value, kind_of
from signal_dsl.sandbox.refusal import VALIDATION_ERROR, RefusalError
from signal_dsl.syntax.nodes import (
    Assignment,
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


class Compiler:
    """Compiles the statements of a script, in order. Raises RefusalError at the first that is not valid."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.graph = Graph()
        self.names: dict[str, Value] = {}
        self.statements: list[Value] = []
        self.signals: list[Signal] = []
        self.home = StatementFacts(0, None)  # type: ignore[arg-type]  # the statement that is being compiled
        for home in facts.statements:
            self.home = home
            self.statements.append(self.statement(home))

    def statement(self, home: StatementFacts) -> Value:
        """What the value of a statement, or of the name that it changes, is."""
        if home.parsed.faults:
            fault = home.parsed.faults[0]
            line = self.facts.source.position(home.start + fault.start).line
            raise RefusalError(VALIDATION_ERROR, fault.message, line=line)
        tree = home.tree
        assert tree is not None
        value = self.value(tree.value)
        if isinstance(tree, AugmentedAssignment):
            name = tree.target.name
            left = self.names[name] if name in self.names else self.variable(name, tree.target)
            value = self.names[name] = self.arithmetic(tree.operator, left, value, tree, home.fact.value)
        elif isinstance(tree, Assignment):
            self.names.update(zip([t.name for t in tree.targets], self.unpacked(value, tree), strict=True))
        return value

    def unpacked(self, value: Value, tree: Assignment) -> list[Value]:
        """One value for each name before `=`."""
        if len(tree.targets) == 1:
            return [value]
        parts: list[Value] = []
        if isinstance(value, Several):
            parts = list(value.outputs.values())
        elif isinstance(value, Items):
            parts = value.items
        elif isinstance(value, Output) and value.anything:
            parts = [value for _ in tree.targets]
        if len(parts) != len(tree.targets):
            raise self.refused(tree, f"{kind_of(value)} cannot be unpacked into {len(tree.targets)} names")
        return parts

    # --- helpers for all kinds of expression

    def refused(self, node: Node, reason: str, remedy: str = "") -> RefusalError:
        """The refusal of an expression, with the reason as a sentence without its full stop."""
        message = f"{self.text(node)}: {reason}."
        return RefusalError(VALIDATION_ERROR, message, remedy, self.line(node))

    def text(self, node: Node) -> str:
        """An expression as it is quoted in a sentence."""
        return f"`{self.facts.text(node, self.home)}`"

    def line(self, node: Node) -> int:
        """The line that an expression begins in."""
        return self.facts.line(node, self.home)

    def constant(self, value: float | bool) -> Output:
        """What is the same at all bars."""
        boolean = isinstance(value, bool)
        series = (Series(value if boolean else operators.as_float(value)),)
        # By its text: NaN is not equal to itself, nor is -0.0 the same as 0.0.
        node = self.graph.node(("constant", repr(series[0].values)), lambda stretch: series, line=0)
        return Output(node, boolean=boolean)

    def number(self, value: Value, node: Node) -> Output:
        """`value`, that of `node`, as a number at each bar; a condition counts as 1 and 0."""
        if isinstance(value, (int, float)):
            return self.constant(float(value) if isinstance(value, bool) else value)
        if not isinstance(value, Output):
            raise self.refused(node, f"a number is needed here, not {kind_of(value)}")
        if not value.boolean:
            return value
        return self.made(("number",), operators.NUMBER, (value,), node)

    def condition(self, value: Value, node: Node) -> Output:
        """`value`, that of `node`, as a condition at each bar."""
        if isinstance(value, bool):
            return self.constant(value)
        if not isinstance(value, Output) or not (value.boolean or value.anything):
            raise self.refused(node, f"a condition is needed here, not {kind_of(value)}", "Compare it with something.")
        return value

    def made(
        self,
        key: tuple[object, ...],
        kernel: Kernel,
        inputs: tuple[Output, ...],
        node: Node,
        *,
        boolean: bool = False,
        reach: int | None = 0,
    ) -> Output:
        """The output of a computation, new or known."""
        made = self.graph.node(key, kernel, inputs, line=self.line(node), reach=reach)
        return Output(made, 0, boolean)

    def option(self, call: CallFact, name: str) -> float:
        """The known value of a parameter that is set once."""
        value = call.values[name]
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.refused(call.node, f"`{name}` is not one known number for all bars")
        return value

    def whole(self, call: CallFact, name: str) -> int:
        """The known value of a parameter that is a whole number, set once."""
        value = self.option(call, name)
        if not isinstance(value, int):
            raise self.refused(call.node, f"`{name}` is a whole number, not {value}")
        return value

    # --- expressions

    def value(self, node: Node) -> Value:
        """What an expression stands for."""
        return _COMPILE[type(node)](self, node)

    def literal(self, node: Constant) -> Value:
        return node.value

    def name(self, node: Name) -> Value:
        return self.names[node.name] if node.name in self.names else self.variable(node.name, node)

    def variable(self, name: str, node: Node) -> Value:
        """The series that the platform provides under this name."""
        known = self.facts.catalog.variable(name)
        if known is None:
            called = self.facts.catalog.function(name) is not None
            raise self.refused(node, "it is a function that is not called" if called else f"`{name}` is not defined")
        line = self.line(node)
        kernel = variables.kernel(name, line)
        if kernel is None:
            return choices.not_simulated(
                self, ("variable", name), f"`{name}`", node, {name: known.kind == model.CONDITION}
            )
        made = self.graph.node(("variable", name), kernel, line=line, stateful=name in variables.STATE)
        return Output(made, 0, known.kind == model.CONDITION)

    def list_literal(self, node: ListLiteral) -> Value:
        return Items([self.value(item) for item in node.items])

    def unary(self, node: Unary) -> Value:
        operand = self.value(node.operand)
        if node.operator == "not":
            condition = self.condition(operand, node.operand)
            if isinstance(operand, bool):
                return not operand
            return self.made(("not",), operators.NOT, (condition,), node, boolean=True)
        number = self.number(operand, node.operand)
        if not isinstance(operand, Output):
            known = self.home.facts[node].value
            if known is not NOT_KNOWN:
                return known  # type: ignore[return-value]
            return -float(operand) if node.operator == "-" else operand  # type: ignore[arg-type]
        return number if node.operator == "+" else self.made(("-",), operators.NEGATIVE, (number,), node)

    def binary(self, node: Binary) -> Value:
        left, right = self.value(node.left), self.value(node.right)
        return self.arithmetic(node.operator, left, right, node, self.home.facts[node].value)

    def arithmetic(self, sign: str, left: Value, right: Value, node: Node, known: object) -> Value:
        """`left sign right`; `known` is what the analysis made of it."""
        inputs = self.number(left, node), self.number(right, node)
        if isinstance(left, (int, float)) and isinstance(right, (int, float)):
            return known if known is not NOT_KNOWN else operators.computed(sign, left, right)  # type: ignore[return-value]
        return self.made((sign,), operators.arithmetic(sign), inputs, node)

    def comparison(self, node: Comparison) -> Value:
        operands = [self.value(operand) for operand in node.operands]
        known = self.home.facts[node].value
        if isinstance(known, bool) and all(isinstance(value, str) for value in operands):
            return known
        inputs = tuple(self.number(value, part) for value, part in zip(operands, node.operands, strict=True))
        if isinstance(known, bool):
            return known
        signs = tuple(node.operators)
        return self.made(("compare", *signs), operators.comparison(signs), inputs, node, boolean=True)

    def logical(self, node: Logical) -> Value:
        operands = [self.value(operand) for operand in node.operands]
        inputs = tuple(self.condition(value, part) for value, part in zip(operands, node.operands, strict=True))
        if all(isinstance(value, bool) for value in operands):
            return (all if node.operator == "and" else any)(operands)
        return self.made((node.operator,), operators.logical(node.operator), inputs, node, boolean=True)

    def index(self, node: Index) -> Value:
        value, place = self.value(node.value), self.home.facts[node.index].value
        self.value(node.index)
        of = self.home.facts[node.value]
        if not isinstance(value, Output) or not (of.series or of.type == UNKNOWN):
            raise self.refused(node, f"`[…]` looks at a bar of a series, not of {kind_of(value)}")
        if place is NOT_KNOWN and self.home.facts[node.index].type in (NUMBER, UNKNOWN):
            what = f"{self.text(node)}, which bar it looks at is not one known number"
            return choices.not_simulated(self, (node,), what, node, {"": value.boolean})
        if isinstance(place, bool) or not isinstance(place, int) or place >= 0:
            raise self.refused(node, "a bar is counted back from the latest, which is `[-1]`, by a known whole number")
        if self.home.facts[node].lookback is None and of.lookback is not None:
            raise self.refused(node, "no data goes back that far")
        bars = -place - 1
        if bars == 0:
            return value
        return self.made(("shift", bars), history.shift(bars), (value,), node, boolean=value.boolean, reach=bars)

    def attribute(self, node: Attribute) -> Value:
        value = self.value(node.value)
        if isinstance(value, Several) and node.name in value.outputs:
            return value.outputs[node.name]
        if isinstance(value, Output) and node.name in [one.name for one in self.home.facts[node.value].outputs]:
            return value
        if isinstance(value, Output) and value.anything:
            return value
        raise self.refused(node, f"{kind_of(value)} without an output `{node.name}`")

    def call(self, node: Call) -> Value:
        return calls.compiled(self, node)


# Looked up by the node's own class.
_COMPILE: dict[type[Node], Callable[..., Value]] = {
    Constant: Compiler.literal,
    Name: Compiler.name,
    ListLiteral: Compiler.list_literal,
    Unary: Compiler.unary,
    Binary: Compiler.binary,
    Logical: Compiler.logical,
    Comparison: Compiler.comparison,
    Conditional: choices.conditional,
    Index: Compiler.index,
    Attribute: Compiler.attribute,
    Call: Compiler.call,
}
