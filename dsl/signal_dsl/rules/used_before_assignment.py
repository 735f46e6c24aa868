"""SIG104."""

from __future__ import annotations

from signal_dsl.diagnostics import ERROR
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.syntax.nodes import AugmentedAssignment, Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import Binding, StatementFacts
    from signal_dsl.syntax.nodes import Name


class UsedBeforeAssignment(Rule):
    """A name is used above the line that first assigns it.

    A script is read from top to bottom, so up there the name has no value, and the platform refuses the script. Nor can
    a series be made from its own earlier values: each name is computed for all bars before the next line is read.
    """

    code = "SIG104"
    name = "used-before-assignment"
    severity = ERROR
    bad = (
        """\
emit_signal(close > trend, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
trend = ema(close, 50)
""",
        """\
smooth = 0.1 * close + 0.9 * smooth[-2]
emit_signal(close > smooth, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
trend = ema(close, 50)
emit_signal(close > trend, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
smooth = ema(close, 19)
emit_signal(close > smooth, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home in facts.lacking:
            for node, meaning in home.names.items():
                first = facts.first(node.name) if meaning is None else None
                if first is not None:
                    yield self.at(node, home, _told(node, home, first, facts))


def _told(node: Name, home: StatementFacts, first: Binding, facts: Facts) -> str:
    if first.home is not home:
        line = facts.line(first.target, first.home)
        return f"`{node.name}` is assigned only in line {line}, so it has no value here yet. Move that line up."
    if isinstance(home.tree, AugmentedAssignment):
        sign = home.tree.operator
        return f"`{node.name}` has no value yet that `{sign}=` could change. Assign one first, as in `{node.name} = 0`."
    message = f"`{node.name}` has no value yet in the line that first assigns it."
    if any(isinstance(index, Index) and index.value is node for index in home.nodes.get(Index, ())):
        return f"{message} A series cannot be made from its own past; `ema` or `sum` may do what is meant."
    return f"{message} Assign it a value above, or use another name."
