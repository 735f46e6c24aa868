"""SIG601."""

from __future__ import annotations

from signal_dsl.analysis.facts import ACTION, BOOLEAN, SIZING
from signal_dsl.diagnostics import WARNING, Edit, Fix
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.syntax.nodes import Expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import Binding


class NoSignal(Rule):
    """Nothing is ever emitted, so the strategy never trades.

    Conditions and actions do nothing by themselves: `emit_signal` brings them together. A script that ends in an
    expression is meant for the market endpoints, and one without actions and without settings of a backtest is a piece
    of something: both are left alone.
    """

    code = "SIG601"
    name = "no-signal"
    severity = WARNING
    bad = (
        """\
oversold = rsi(close, 14) < 30
entry("BINANCE:BTC/USDT", "LONG", Weight(0.5))
""",
    )
    good = (
        """\
oversold = rsi(close, 14) < 30
emit_signal(oversold, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
rsi(close, 14)[-1]
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        statements = facts.statements
        if not statements or facts.emits or facts.faulty:
            return
        last = statements[-1]
        if isinstance(last.tree, Expression) and last.fact.type not in (ACTION, SIZING):
            return
        actions = [home for home in statements if home.fact.type == ACTION]
        run = facts.settings.run
        if not actions and not any(home.actions for home in statements) and run.universe is None:
            return
        home = actions[-1] if actions else last
        condition = _only([one for one in facts.unread if one.fact.type == BOOLEAN and one.fact.series])
        action = _only([one for one in facts.unread if one.fact.type == ACTION])
        end = home.start + home.parsed.length
        if condition and isinstance(home.tree, Expression) and home.fact.type == ACTION:
            start, stop = home.start + home.tree.start, home.start + home.tree.end
            edits = (Edit(start, start, f"emit_signal({condition.name}, "), Edit(stop, stop, ")"))
            told = f"This action is never carried out. Write `emit_signal({condition.name}, …)` around it."
            yield Finding(start, stop, told, (Fix(f"Make it a signal on `{condition.name}`", edits, safe=False),))
        elif condition and action:
            written = f"emit_signal({condition.name}, {action.name})"
            text = facts.source.text
            added = f"{written}\n" if text.endswith("\n") else f"\n{written}\n"
            fix = Fix(f"Add `{written}`", (Edit(len(text), len(text), added),), safe=False)
            yield Finding(home.start, end, f"Nothing is ever emitted. Add `{written}`.", (fix,))
        else:
            told = "Nothing is ever emitted, so this script never trades. Add `emit_signal(condition, action)`."
            yield Finding(home.start, end, told)


def _only(bindings: list[Binding]) -> Binding | None:
    return bindings[0] if len(bindings) == 1 else None
