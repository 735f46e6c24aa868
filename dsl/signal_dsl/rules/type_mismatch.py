"""SIG302."""

from __future__ import annotations

from signal_dsl.analysis.facts import BOOLEAN, FUNCTION, NONE, NUMBER, SEVERAL, STRING, UNKNOWN, Binding
from signal_dsl.catalog.model import Function
from signal_dsl.diagnostics import ERROR, Edit, Fix
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.words import example, number, what
from signal_dsl.syntax.nodes import (
    Attribute,
    AugmentedAssignment,
    Binary,
    Call,
    Comparison,
    Constant,
    Index,
    Name,
    Unary,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import Fact, StatementFacts
    from signal_dsl.syntax.nodes import Node

# What can be computed with, and what nothing is told of here.
_NUMBERS = (NUMBER, BOOLEAN)
_FINE = (NUMBER, BOOLEAN, UNKNOWN, FUNCTION)


class TypeMismatch(Rule):
    """An operator is applied to values that it has no meaning for.

    Series and numbers can be computed with and compared; a string, an action, a sizing, several series at once or a
    function that is not called cannot. Comparing `rsi > 30` says nothing of the RSI: the function must be called, as in
    `rsi(close, 14) > 30`.
    """

    code = "SIG302"
    name = "type-mismatch"
    severity = ERROR
    local = True
    bad = (
        """\
emit_signal(rsi < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(close > "60000", entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(macd(close, 12, 26, 9) > 0, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(close > 60000, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(macd(close, 12, 26, 9).macdhist > 0, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        yield from self.uncalled(facts)
        for home, binary in facts.nodes(Binary):
            left, right = home.facts[binary.left], home.facts[binary.right]
            if left.type == right.type == STRING:
                yield self.at(binary, home, "Signal DSL does not join strings. Write the string out.")
                continue
            if left.type not in _FINE:
                yield self.operand(f"`{binary.operator}` computes with numbers", left, binary.left, home, facts)
            if right.type not in _FINE:
                yield self.operand(f"`{binary.operator}` computes with numbers", right, binary.right, home, facts)
        for home, unary in facts.nodes(Unary):
            fact = home.facts[unary.operand]
            if unary.operator != "not" and fact.type not in _FINE:
                yield self.operand(f"`{unary.operator}` computes with numbers", fact, unary.operand, home, facts)
        for home, comparison in facts.nodes(Comparison):
            for operand in comparison.operands:
                if home.facts[operand].type not in _NUMBERS:
                    yield from self.comparison(comparison, home, facts)
                    break
        for home, index in facts.nodes(Index):
            fact = home.facts[index.value]
            if not fact.series or fact.type not in _NUMBERS:
                yield from self.index(index, fact, home, facts)
        for home in facts.statements:
            if len(home.calls) != len(home.nodes.get(Call, ())) and not home.parsed.faults:
                yield from self.calls(home, facts)
        for home in facts.statements:
            if isinstance(home.tree, AugmentedAssignment) and not home.parsed.faults:
                yield from self.augmented(home.tree, home, facts)

    def uncalled(self, facts: Facts) -> Iterator[Finding]:
        """Functions that are not called, but for those in an argument's place, of which another rule tells."""
        for home, node in facts.nodes(Name):
            meaning = home.names.get(node) if home.facts[node].type == FUNCTION else None
            if isinstance(meaning, Function):
                arguments = (argument for call in home.calls.values() for argument in call.node.arguments)
                if not any(argument.value is node for argument in arguments):
                    yield self.at(node, home, f"`{node.name}` is a function. Call it, as in `{example(meaning)}`.")

    def operand(self, where: str, fact: Fact, node: Node, home: StatementFacts, facts: Facts) -> Finding:
        """The finding that an operand is of no use to its operator."""
        text = facts.text(node, home)
        is_what = what(fact)
        message = f"{where}, not with {is_what}." if is_what == f"`{text}`" else f"{where}, but `{text}` is {is_what}."
        if fact.type == SEVERAL:
            end = home.start + node.end
            fixes = tuple(
                Fix(f"Take `.{one.name}`", (Edit(end, end, f".{one.name}"),), safe=False) for one in fact.outputs
            )
            remedy = f"Take one by its name, as in `{text}.{fact.outputs[0].name}`."
            return self.at(node, home, f"{message} {remedy}", *fixes)
        if fact.type == NONE:
            message += " A value that is missing is put in by `nz(x, 0)`."
        if fact.type == STRING:
            return self.at(node, home, *self.unquoted(message, fact, node, home))
        return self.at(node, home, message)

    def unquoted(self, message: str, fact: Fact, node: Node, home: StatementFacts) -> tuple[str, *tuple[Fix, ...]]:
        """What is told of a string, and where a number stands in it the fix that takes the quotes away."""
        bare = _number_in(fact.value) if isinstance(node, Constant) else ""
        if not bare:
            return (message,)
        return f"{message} Write `{bare}` without quotes.", self.instead(node, home, bare, safe=True)

    def comparison(self, node: Comparison, home: StatementFacts, facts: Facts) -> Iterator[Finding]:
        """Comparisons of what cannot be compared: strings only with strings, and all else with numbers."""
        kinds = [home.facts[operand] for operand in node.operands]
        for place, (operand, fact) in enumerate(zip(node.operands, kinds, strict=True)):
            if fact.type in _FINE:
                continue
            sign = node.operators[max(place - 1, 0)]
            if fact.type != STRING:
                yield self.operand(f"`{sign}` compares numbers", fact, operand, home, facts)
                continue
            beside = [at for at in (place - 1, place + 1) if 0 <= at < len(kinds) and kinds[at].type in _NUMBERS]
            if beside:
                other = facts.text(node.operands[beside[0]], home)
                told = f"`{sign}` compares a string only with another, not with `{other}`."
                yield self.at(operand, home, *self.unquoted(told, fact, operand, home))

    def index(self, node: Index, fact: Fact, home: StatementFacts, facts: Facts) -> Iterator[Finding]:
        """`[...]` after what has no bars."""
        if fact.type in (UNKNOWN, FUNCTION):
            return
        place = home.facts[node.index].value
        text = facts.text(node.value, home)
        if fact.type != SEVERAL:
            is_what = what(fact)
            is_what = "the same at every bar" if is_what == "a number" and number(fact.value) == text else is_what
            yield self.at(node, home, f"`[...]` looks at a bar of a series, but `{text}` is {is_what}.")
            return
        names = [output.name for output in fact.outputs]
        bracket = home.start + home.parsed.text.index("[", node.value.end)
        chosen = names[place] if isinstance(place, int) and 0 <= place < len(names) else names[0]
        written = f"{text}.{chosen}"
        start, end = bracket, home.start + node.end
        if isinstance(place, int) and place < 0:  # a bar of one of them is meant
            written, end = f"{written}[{facts.text(node.index, home)}]", bracket
        fixes = (Fix(f"Take `.{chosen}`", (Edit(start, end, f".{chosen}"),), safe=False),)
        remedy = f"Take one by its name, as in `{written}`."
        yield self.at(node, home, f"`{text}` is {what(fact)}, and `[...]` looks at a bar of one. {remedy}", *fixes)

    def calls(self, home: StatementFacts, facts: Facts) -> Iterator[Finding]:
        """Calls of what is no function."""
        for node in home.nodes[Call]:
            if isinstance(node, Call) and node not in home.calls:
                yield from self.call(node, home, facts)

    def call(self, node: Call, home: StatementFacts, facts: Facts) -> Iterator[Finding]:
        """A call of what is no function."""
        function = node.function
        if isinstance(function, Attribute):  # of which another rule tells
            return
        text = facts.text(function, home)
        if not isinstance(function, Name):
            yield self.at(node, home, f"`{text}` cannot be called: only a function can.")
            return
        meaning = home.names.get(function)
        fact = meaning.fact if isinstance(meaning, Binding) else None
        if meaning is None or (fact is not None and fact.type in (UNKNOWN, FUNCTION)):
            return
        message = f"`{text}` is {what(fact) if fact else 'a series'}, not a function."
        if node.arguments and (fact is None or fact.series):
            yield self.at(function, home, f"{message} An earlier bar of it is `{text}[-2]`.")
        elif node.arguments:
            yield self.at(function, home, f"{message} Take the brackets away.")
        else:
            yield self.at(node, home, f"{message} Write `{text}`.", self.instead(node, home, text, safe=True))

    def augmented(self, tree: AugmentedAssignment, home: StatementFacts, facts: Facts) -> Iterator[Finding]:
        """`x += "a"`."""
        where = f"`{tree.operator}=` computes with numbers"
        right = home.facts[tree.value]
        if right.type not in _FINE:
            yield self.operand(where, right, tree.value, home, facts)
        for node, meaning in home.names.items():
            if node.start != tree.target.start:
                continue
            if isinstance(meaning, Function):
                yield self.at(node, home, f"`{node.name}` is a function. Call it, as in `{example(meaning)}`.")
            elif isinstance(meaning, Binding) and meaning.fact.type not in _FINE:
                yield self.operand(where, meaning.fact, node, home, facts)


def _number_in(value: object) -> str | None:
    """The number that a string holds, as it is written."""
    text = str(value).strip()
    digits = text.removeprefix("-").replace(".", "", 1)
    return text if digits.isascii() and digits.isdigit() else None
