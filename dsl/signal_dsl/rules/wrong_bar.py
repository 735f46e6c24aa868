"""SIG404."""

from __future__ import annotations

from signal_dsl.analysis.facts import BOOLEAN, FUNCTION, NOT_KNOWN, NUMBER, UNKNOWN
from signal_dsl.diagnostics import ERROR, Fix
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.words import number, what
from signal_dsl.syntax.nodes import Constant, Index, Name, Unary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts


class WrongBar(Rule):
    """An index looks at a bar that does not exist, or not at the one that is meant.

    `x[-1]` is the latest bar and `x[-2]` the one before. `close[0]` and `close[1]` mean something else to everyone: in
    Pine the latest bar and the one before, in NumPy the oldest two, whatever the range begins with. The fix takes
    Pine's meaning, which is most likely the one that is meant.
    """

    code = "SIG404"
    name = "wrong-bar"
    severity = ERROR
    local = True
    bad = (
        """\
emit_signal(close > close[1], entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(rsi(close, 14)[0] < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(close > close[-2.0], entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
emit_signal(close > close[-2], entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(rsi(close, 14)[-1] < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home, index in facts.nodes(Index):
            of, fact = home.facts[index.value], home.facts[index.index]
            if of.type not in (NUMBER, BOOLEAN, UNKNOWN) or (of.type != UNKNOWN and not of.series):
                continue  # of what has no bars another rule tells
            place = fact.value
            if fact.type in (UNKNOWN, FUNCTION) or (fact.type == NUMBER and place is NOT_KNOWN):
                continue
            if fact.type != NUMBER:
                text = facts.text(index.index, home)
                is_what = what(fact)
                told = f"`{text}` is {is_what}" if is_what != f"`{text}`" else f"not {is_what}"
                message = f"An index is a whole number below 0, {'but ' if told[0] == '`' else ''}{told}."
                yield self.at(index.index, home, f"{message} `x[-1]` is the latest bar.")
            elif isinstance(place, float):
                yield self.fraction(index, place, home, facts)
            elif isinstance(place, int) and place >= 0:
                yield self.positive(index, place, home, facts)
            elif of.lookback is not None and home.facts[index].lookback is None:
                message = f"No data goes back as far as `[{facts.text(index.index, home)}]`. Look at a nearer bar."
                yield self.at(index.index, home, message)

    def fraction(self, index: Index, place: float, home: StatementFacts, facts: Facts) -> Finding:
        """`x[-2.0]`, `x[1.5]`."""
        told = "this" if _is_literal(index) else f"`{facts.text(index.index, home)}`"
        message = f"An index is a whole number, but {told} is {number(place)}."
        if place.is_integer() and -1e6 < place < 0:
            fixes = (self.instead(index.index, home, f"{int(place)}", safe=True),) if _is_literal(index) else ()
            return self.at(index.index, home, f"{message} Write `{int(place)}`.", *fixes)
        return self.at(index.index, home, f"{message} `x[-1]` is the latest bar, `x[-2]` the one before.")

    def positive(self, index: Index, place: int, home: StatementFacts, facts: Facts) -> Finding:
        """`x[0]`, `x[1]`."""
        written = facts.text(index.index, home)
        is_no_bar = f"`[{written}]`{'' if _is_literal(index) else f', which is {number(place)},'} is no bar"
        message = f"{is_no_bar}: bars count back from the latest, `[-1]`."
        if place > 1_000_000 or not (_is_literal(index) or isinstance(index.index, Name)):
            return self.at(index.index, home, message)
        instead = f"{-place - 1}" if _is_literal(index) else f"-{written} - 1"
        bar = ("the latest bar", "the bar before the latest")[place] if place < 2 else f"{place} bars before the latest"
        before = home.parsed.text[index.start : index.index.start].rstrip(" [(")
        shown = before if len(before) <= 30 and "\n" not in before else "…"
        message += f" {bar[0].upper()}{bar[1:]} is `{shown}[{instead}]`."
        fix = Fix(f"Take {bar}, `[{instead}]`", self.instead(index.index, home, instead).edits, safe=False)
        return self.at(index.index, home, message, fix)


def _is_literal(index: Index) -> bool:
    node = index.index
    return isinstance(node, Constant) or (isinstance(node, Unary) and isinstance(node.operand, Constant))
