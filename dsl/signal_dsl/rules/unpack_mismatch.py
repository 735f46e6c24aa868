"""SIG303."""

from __future__ import annotations

from signal_dsl.analysis.facts import FUNCTION, LIST, SEVERAL, UNKNOWN
from signal_dsl.diagnostics import ERROR, Edit, Fix
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.foreign import foreign
from signal_dsl.rules.shared.words import listed, nearest, what
from signal_dsl.syntax.nodes import Assignment, Attribute, ListLiteral

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts


class UnpackMismatch(Rule):
    """The names before `=` are not as many as the series behind it, or an output is taken that does not exist.

    A function with several outputs is unpacked into as many names, `_` for those that are not needed, or one output is
    taken by its name: `macd(close, 12, 26, 9).macdsignal`.
    """

    code = "SIG303"
    name = "unpack-mismatch"
    severity = ERROR
    local = True
    bad = (
        """\
line, signal = macd(close, 12, 26, 9)
emit_signal(crossover(line, signal), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
bands = bbands(close, 20)
emit_signal(close < bands.lower, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
line, signal, _ = macd(close, 12, 26, 9)
emit_signal(crossover(line, signal), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
bands = bbands(close, 20)
emit_signal(close < bands.lowerband, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home in facts.statements:
            tree = home.tree
            if isinstance(tree, Assignment) and len(tree.targets) > 1 and not home.parsed.faults:
                yield from self.unpacked(tree, home, facts)
        elsewhere = None
        for home, attribute in facts.nodes(Attribute):
            if elsewhere is None:
                elsewhere = foreign(facts)[1]
            if attribute not in elsewhere:
                yield from self.attribute(attribute, home, facts)

    def unpacked(self, tree: Assignment, home: StatementFacts, facts: Facts) -> Iterator[Finding]:
        """`a, b = macd(...)`."""
        fact = home.fact
        names = len(tree.targets)
        text = facts.text(tree.value, home)
        start, end = home.start + tree.targets[0].start, home.start + tree.targets[-1].end
        if fact.type == SEVERAL:
            outputs = [output.name for output in fact.outputs]
            if len(outputs) == names:
                return
            message = f"`{text}` gives {what(fact)}, but {names} names stand before `=`."
            fixes: tuple[Fix, ...] = ()
            if names < len(outputs):
                message += " Use `_` for what is not needed."
                edit = Edit(end, end, ", _" * (len(outputs) - names))
                fixes = (Fix("Take the rest as `_`", (edit,), safe=False),)
            yield Finding(start, end, message, fixes)
        elif isinstance(tree.value, ListLiteral):
            if len(tree.value.items) != names:
                message = f"A list of {len(tree.value.items)} cannot be unpacked into {names} names."
                yield Finding(start, end, f"{message} Write each assignment in a line of its own.")
        elif fact.type not in (UNKNOWN, FUNCTION, LIST):
            message = f"`{text}` is {what(fact)}, which cannot be unpacked into {names} names. Assign it to one."
            yield Finding(start, end, message)

    def attribute(self, node: Attribute, home: StatementFacts, facts: Facts) -> Iterator[Finding]:
        """`.lower`, where there is no such output."""
        fact = home.facts[node.value]
        outputs = [output.name for output in fact.outputs]
        if fact.type in (UNKNOWN, FUNCTION) or node.name in outputs:
            return
        end = home.start + node.end
        text = facts.text(node.value, home)
        if fact.type != SEVERAL:
            start = home.start + home.parsed.text.rindex(".", node.value.end, node.name_start)
            fix = Fix(f"Take `.{node.name}` away", (Edit(start, end, ""),))
            message = f"`{text}` is {what(fact)} and has no parts, so there is no `.{node.name}`. Take it away."
            yield Finding(start, end, message, (fix,))
            return
        holding = [name for name in outputs if node.name.lower() in name]
        guess = holding[0] if len(holding) == 1 else nearest(node.name, outputs)
        message = f"`{text}` has no output `{node.name}`; it has {listed(outputs)}."
        start = home.start + node.name_start
        if guess is None:
            yield Finding(start, end, message)
        else:
            fix = Fix(f"Write `{guess}`", (Edit(start, end, guess),), safe=guess.lower() == node.name.lower())
            yield Finding(start, end, f"{message} Did you mean `{guess}`?", (fix,))
