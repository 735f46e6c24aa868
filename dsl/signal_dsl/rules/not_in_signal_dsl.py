"""SIG002."""

from __future__ import annotations

from signal_dsl.analysis.calls import bind
from signal_dsl.diagnostics import ERROR
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.faults import faults
from signal_dsl.rules.shared.foreign import REMEDIES, Foreign, foreign, meant
from signal_dsl.rules.shared.words import example, nearest, plain
from signal_dsl.syntax.nodes import Attribute, Call

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.diagnostics import Fix


class NotInSignalDsl(Rule):
    """The script uses something of Python, Pine or a library that Signal DSL does not have.

    Signal DSL reads like Python, but a script is a list of expressions over whole series: there are no loops, no
    functions of one's own, no imports, no methods. Functions have no prefix either: what Pine calls `ta.rsi` and
    Python `talib.RSI` is `rsi` here. The platform refuses such a script.
    """

    code = "SIG002"
    name = "not-in-signal-dsl"
    severity = ERROR
    local = True
    bad = (
        """\
momentum = ta.rsi(close, 14)
emit_signal(momentum < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
if close > ema(close, 50): emit_signal(True, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
momentum = rsi(close, 14)
emit_signal(momentum < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(close > ema(close, 50), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        yield from faults(facts, self.code)
        told: set[tuple[StatementFacts, str]] = set()
        for one in foreign(facts)[0]:
            if one.prefix is None:
                yield _method(one, facts)
            elif one.prefix.name not in REMEDIES:
                yield _prefixed(one, one.prefix.name, facts)
            elif (one.home, one.prefix.name) not in told:  # `strategy.entry("Long", strategy.long)` is one mistake
                told.add((one.home, one.prefix.name))
                message = f"Signal DSL has no `{one.prefix.name}`. {REMEDIES[one.prefix.name]}"
                yield self.at(one.attribute, one.home, message)


def _method(one: Foreign, facts: Facts) -> Finding:
    """`close.shift(1)`: a function is called with its input, not on it."""
    home, name = one.home, one.attribute.name
    function = meant(name, facts.catalog)
    chained = isinstance(one.attribute.value, Call) and isinstance(one.attribute.value.function, Attribute)
    if function is not None and facts.catalog.function(function) and one.call is not None and not chained:
        parts = [one.attribute.value, *one.call.arguments]
        remedy = f"Write `{function}({', '.join(facts.text(part, home) for part in parts)})`."
    else:
        remedy = "A series is passed to a function, as in `sma(close, 20)`."
    return Rule.at(one.attribute, home, f"Signal DSL has no methods such as `.{name}()`. {remedy}")


def _prefixed(one: Foreign, prefix: str, facts: Facts) -> Finding:
    """`ta.rsi(close, 14)`: a function has no prefix."""
    home, name = one.home, one.attribute.name
    known = meant(name, facts.catalog, prefix)
    if known is None:
        remedy = REMEDIES.get(name, "")
        guess = nearest(name, facts.catalog.names()) if not remedy else None
        if guess is not None and (facts.catalog.function(guess) is None) == (one.call is not None):
            guess = None  # a function is not a variable
        remedy = f" Did you mean `{guess}`?" if guess else f" {remedy}" if remedy else ""
        return Rule.at(
            one.attribute, home, f"Signal DSL has no prefix `{prefix}`, and the catalog no `{name}`.{remedy}"
        )
    written, function = known, facts.catalog.function(known)
    if one.call is not None:
        arguments = " ".join(home.parsed.text[one.attribute.end : one.call.end].split())
        written += arguments if len(arguments) <= 60 else "(…)"
    elif function is not None:
        written = example(function)
    message = f"Signal DSL has no prefix `{prefix}`: write `{written}`."
    return Rule.at(one.attribute, home, message, *_without_prefix(one, known, facts))


def _without_prefix(one: Foreign, known: str, facts: Facts) -> tuple[Fix, ...]:
    """The fix that takes the prefix away, where the arguments fit the function that is then called."""
    function = facts.catalog.function(known)
    if one.call is None:
        if facts.catalog.variable(known) is None:
            return ()
        return (Rule.instead(one.attribute, one.home, known, safe=True),)
    if function is None:
        return ()
    values = [one.home.facts[argument.value] for argument in one.call.arguments]
    bound = bind(one.call, function, values, facts.catalog)
    if any(problem.refused for problem in bound.problems):
        return ()
    # Where there are several prices or options, other languages than TA-Lib may have them in another order.
    given = [parameter for parameter in function.parameters if parameter.name in bound.given]
    several = any(parameter.price for parameter in given) or sum(one in function.options for one in given) > 1
    talib = one.prefix is not None and one.prefix.name == "talib"
    same = plain(known) == plain(one.attribute.name)
    return (Rule.instead(one.attribute, one.home, known, safe=same and (talib or not several)),)
