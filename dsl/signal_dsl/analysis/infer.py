"""The facts of one statement: a walk from the leaves up, each expression's facts made from those of its parts."""

from __future__ import annotations

from signal_dsl.analysis import formula
from signal_dsl.analysis.calls import bind
from signal_dsl.analysis.facts import (
    ACTION,
    BOOLEAN,
    FUNCTION,
    LIST,
    NONE,
    NOT_KNOWN,
    NUMBER,
    SEVERAL,
    SIGNAL,
    SIZING,
    STRING,
    UNKNOWN,
    Binding,
    CallFact,
    Fact,
    Signal,
    StatementFacts,
    Step,
    Unknown,
)
from signal_dsl.analysis.values import arithmetic, bounds, comparison, is_number, joined, negated
from signal_dsl.catalog import model
from signal_dsl.records import replace
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
    from collections.abc import Callable, Sequence

    from signal_dsl.catalog import Catalog, Function, Output

_TYPES = {
    model.SERIES: NUMBER,
    model.CONDITION: BOOLEAN,
    model.SIZING: SIZING,
    model.ACTION: ACTION,
    model.SIGNAL: SIGNAL,
}
_MOST_REASONS = 8
# No data goes back this many bars; a longer look back is not computed with.
_MOST_BARS = 10_000_000
# Functions whose result is known where their arguments are.
_FOLDED: dict[str, Callable[..., object]] = {"abs": abs, "maximum": max, "minimum": min, "round": round}


class Inference:
    """Infers one statement. `bindings` is what each name stands for up to here."""

    def __init__(self, home: StatementFacts, bindings: dict[str, Binding], catalog: Catalog) -> None:
        self.home = home
        self.bindings = bindings
        self.catalog = catalog

    def infer(self, node: Node) -> Fact:
        """The facts of an expression; those of all its parts are put down in `home`, too."""
        fact = _INFER[type(node)](self, node)
        self.home.facts[node] = fact
        try:
            self.home.nodes[type(node)].append(node)
        except KeyError:
            self.home.nodes[type(node)] = [node]
        return fact

    # --- leaves

    def constant(self, node: Constant) -> Fact:
        value = node.value
        if isinstance(value, bool):
            return Fact(BOOLEAN, value=value)
        if isinstance(value, (int, float)):
            return Fact(NUMBER, value=value, low=value, high=value)
        return Fact(NONE if value is None else STRING, value=value)

    def name(self, node: Name) -> Fact:
        binding = self.bindings.get(node.name)
        if binding is not None:
            binding.uses.append(node)
            self.home.names[node] = binding
            return binding.fact
        if not node.name:  # a hole that recovery left
            return self.unknown(node, "something is missing here")
        entry = self.catalog.variable(node.name)
        if entry is not None:
            self.home.names[node] = entry
            return Fact(_TYPES.get(entry.kind, UNKNOWN), True, low=entry.low, high=entry.high)
        function = self.home.names[node] = self.catalog.function(node.name)
        if function is not None:
            return self.unknown(node, f"`{node.name}` is a function that is not called", FUNCTION)
        return self.unknown(node, f"`{node.name}` is not known")

    def list_literal(self, node: ListLiteral) -> Fact:
        return _widest(LIST, [self.infer(item) for item in node.items])

    # --- operators

    def unary(self, node: Unary) -> Fact:
        operand = self.infer(node.operand)
        if node.operator == "not":
            value = not operand.value if isinstance(operand.value, bool) else NOT_KNOWN
            return _widest(BOOLEAN, (operand,), value)
        if node.operator == "+":
            return _widest(NUMBER, (operand,), operand.value, (operand.low, operand.high))
        value = arithmetic("-", 0, operand.value)
        if isinstance(operand.value, float):
            value = -operand.value
        return _widest(NUMBER, (operand,), value, negated((operand.low, operand.high)))

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
        return _widest(BOOLEAN, operands, value)

    def comparison(self, node: Comparison) -> Fact:
        operands = [self.infer(operand) for operand in node.operands]
        value: object = NOT_KNOWN
        if all(operand.value is not NOT_KNOWN for operand in operands):
            pairs = zip(node.operators, operands, operands[1:], strict=False)
            results = [comparison(sign, left.value, right.value) for sign, left, right in pairs]
            if NOT_KNOWN not in results:
                value = all(results)
        return _widest(BOOLEAN, operands, value)

    def conditional(self, node: Conditional) -> Fact:
        test = self.infer(node.test)
        body = self.infer(node.body)
        orelse = self.infer(node.orelse)
        taken = (body if test.value else orelse) if isinstance(test.value, bool) else None
        kind = body.type if body.type == orelse.type else taken.type if taken else UNKNOWN
        value = taken.value if taken else NOT_KNOWN
        return _widest(kind, (test, body, orelse), value, joined((body.low, body.high), (orelse.low, orelse.high)))

    # --- what follows an operand

    def index(self, node: Index) -> Fact:
        of = self.infer(node.value)
        position = self.infer(node.index)
        kind = of.type if of.type in (NUMBER, BOOLEAN) else UNKNOWN
        place = position.value
        if place is NOT_KNOWN:
            reason = f"which bar it looks at, `{self.text(node.index)}`, is not known when the script is read"
            return self.unknown(node, reason, kind, node.index, (of,), series=True)
        if not isinstance(place, int) or isinstance(place, bool) or place >= 0:
            return self.unknown(node, f"`[{self.text(node.index)}]` is no bar that exists yet", kind, None, (of,), True)
        if place < -_MOST_BARS:
            return self.unknown(node, f"no data goes back {_MOST_BARS:,} bars", kind, None, (of,), True)
        fact = of.retyped(kind, of.low, of.high)
        return self.longer(fact, node, -place - 1, 0) if place < -1 else fact

    def attribute(self, node: Attribute) -> Fact:
        of = self.infer(node.value)
        for output in of.outputs:
            if output.name == node.name:
                return of_output(of, output)
        return of.retyped(UNKNOWN) if of.outputs else self.unknown(node, f"`.{node.name}` is not known", inputs=(of,))

    def call(self, node: Call) -> Fact:
        function = self.callee(node.function)
        facts = [self.infer(argument.value) for argument in node.arguments]
        if function is None:
            return self.unknown(node, f"`{self.text(node.function)}` is not a known function", inputs=facts, series=True)
        call = bind(node, function, facts, self.catalog)
        self.home.calls[node] = call
        inputs = [
            self.home.facts[call.given[parameter.name].value]
            for parameter in function.inputs
            if parameter.name in call.given
        ]
        fact = self.bars_of_call(call, inputs)
        outputs = tuple([self.bounded(output, call) for output in function.outputs])
        if len(outputs) == 1:
            fact = of_output(fact, outputs[0])
            fact.series = fact.series and not _bar_by_bar_on_scalars(function, call, inputs)
            fold = _FOLDED.get(function.name)
            if fold and inputs and not call.problems and all(is_number(of.value) for of in inputs) and not call.values:
                value = fold(*(of.value for of in inputs))
                fact = Fact(NUMBER, False, value, value, value)  # type: ignore[arg-type]
            if fact.type == SIGNAL:
                self.signal(call)
        fact.outputs = outputs
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

    def bars_of_call(self, call: CallFact, inputs: list[Fact]) -> Fact:
        """How many bars a call needs, as facts of the type SEVERAL."""
        node, function = call.node, call.function
        if any(problem.refused for problem in call.problems):
            return self.unknown(node, "this call is not valid", SEVERAL, None, inputs, True)
        if function.lookback is None:
            return self.unknown(node, function.unknown_because, SEVERAL, None, inputs, True)
        for name in self.unknown_in(function.lookback, call):
            if name in call.given:
                argument = call.given[name].value
                reason = f"`{name}` is `{self.text(argument)}`, which is not known when the script is read"
                return self.unknown(node, reason, SEVERAL, argument, inputs, True)
        fact = _widest(SEVERAL, inputs)
        fact.series = True
        if function.lookback == "0" and function.settling == "0":
            return fact
        bars = formula.evaluate(function.lookback, call.values, self.catalog)
        if not isinstance(bars, int):
            return self.unknown(node, "its lookback has no value for these parameters", SEVERAL, None, inputs, True)
        return self.longer(fact, node, bars, self.settling_of_call(call))

    def settling_of_call(self, call: CallFact) -> int | None:
        settling = call.function.settling
        if settling is None or self.unknown_in(settling, call):
            return None
        bars = formula.evaluate(settling, call.values, self.catalog)
        return int(bars) if is_number(bars) else None

    def unknown_in(self, text: str, call: CallFact) -> list[str]:
        """The parameters of a formula whose value in this call is not known."""
        return [name for name in formula.parameters_of(text) if call.values.get(name, NOT_KNOWN) is NOT_KNOWN]

    def bounded(self, output: Output, call: CallFact) -> Output:
        """An output with the bounds that hold for this call's parameters."""
        if not output.holds or not self.unknown_in(output.holds, call) and formula.evaluate(
            output.holds, call.values, self.catalog
        ):
            return output
        return replace(output, low=None, high=None)

    def signal(self, call: CallFact) -> None:
        """Put down an emitted signal."""
        for parameter in call.function.parameters:
            if parameter.kind == model.CONDITION and parameter.name in call.given:
                condition = call.given[parameter.name].value
                self.home.signals.append(Signal(call.node, self.home, condition, self.home.facts[condition]))
                return
        missing = self.unknown(call.node, "its condition is missing")
        self.home.signals.append(Signal(call.node, self.home, call.node, missing))

    # --- helpers

    def longer(self, fact: Fact, node: Node, bars: int, settling: int | None) -> Fact:
        """`fact` with `bars` more of lookback because of `node`, and `settling` more still until it has settled."""
        if fact.lookback is not None:
            fact.lookback += bars
            if bars:
                fact.chain = Step(node, self.home, bars, fact.chain)
        fact.settling = None if fact.settling is None or settling is None else fact.settling + bars + settling
        return fact

    def unknown(
        self,
        node: Node,
        reason: str,
        kind: str = UNKNOWN,
        period: Node | None = None,
        inputs: Sequence[Fact] = (),
        series: bool = False,
    ) -> Fact:
        """The facts of an expression whose lookback cannot be known; what is unknown of its inputs is kept."""
        reasons = list(dict.fromkeys(cause for of in inputs for cause in of.unknown))[: _MOST_REASONS - 1]
        return Fact(
            kind,
            series,
            lookback=None,
            settling=None,
            unknown=(*reasons, Unknown(node, self.home, reason, period)),
        )

    def text(self, node: Node) -> str:
        """A node as it is quoted in a sentence."""
        return quoted(node, self.home)


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


def quoted(node: Node, home: StatementFacts, width: int = 60) -> str:
    """A node's text in one line, shortened in the middle where it is long."""
    text = " ".join(home.parsed.text[node.start : node.end].split())
    half = width // 2
    return text if len(text) <= width else f"{text[: half - 2]} … {text[-half:]}"


def _widest(
    kind: str,
    parts: Sequence[Fact],
    value: object = NOT_KNOWN,
    bounds: tuple[float | None, float | None] = (None, None),
) -> Fact:
    """Facts of what is computed bar by bar from its parts: it begins where the last of them begins."""
    lookback: int | None = 0
    settling: int | None = 0
    chain: Step | None = None
    unknown: tuple[Unknown, ...] = ()
    series = False
    for part in parts:
        series = series or part.series
        if part.lookback is None:
            lookback = None
            if part.unknown != unknown:
                # The first few will do; a name used over and over must not multiply them.
                unknown = tuple(dict.fromkeys(unknown + part.unknown))[:_MOST_REASONS]
        elif lookback is not None and part.lookback > lookback:
            lookback = part.lookback
            chain = part.chain
        if part.settling is None:
            settling = None
        elif settling is not None and part.settling > settling:
            settling = part.settling
    if lookback is None:
        chain = None
    return Fact(kind, series, value, bounds[0], bounds[1], lookback, settling, chain, unknown)


def _computed(sign: str, left: Fact, right: Fact) -> Fact:
    """The facts of `left sign right`."""
    if left.value is not NOT_KNOWN and right.value is not NOT_KNOWN:
        value = arithmetic(sign, left.value, right.value)
        if is_number(value):
            return Fact(NUMBER, False, value, value, value)  # type: ignore[arg-type]
    return _widest(NUMBER, (left, right), bounds=bounds(sign, (left.low, left.high), (right.low, right.high)))


def of_output(fact: Fact, output: Output) -> Fact:
    """The facts of one output of a call, whose own are `fact`."""
    return fact.retyped(_TYPES.get(output.kind, UNKNOWN), output.low, output.high)


def _bar_by_bar_on_scalars(function: Function, call: CallFact, inputs: list[Fact]) -> bool:
    """Whether a call gives one value for all bars: `maximum(10, 20)`, `Weight(0.5)`."""
    return function.lookback == "0" and not call.prices_left_out and not any(of.series for of in inputs)
