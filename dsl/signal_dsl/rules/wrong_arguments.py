"""SIG201."""

from __future__ import annotations

from signal_dsl.analysis.facts import DOUBLED, MISSING, OUT_OF_ORDER, SOME_PRICES, TOO_MANY, UNKNOWN_KEYWORD
from signal_dsl.catalog import model
from signal_dsl.diagnostics import ERROR, Edit, Fix
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.problems import problems
from signal_dsl.rules.shared.words import listed, nearest, signature
from signal_dsl.syntax.nodes import Argument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import CallFact, Problem, StatementFacts

_KINDS = (TOO_MANY, MISSING, UNKNOWN_KEYWORD, DOUBLED, OUT_OF_ORDER, SOME_PRICES)
# What to write for a parameter that is missing, where its name does not say it.
_EXAMPLES = {
    model.ACTION: ' such as `entry("BINANCE:BTC/USDT", "LONG", Weight(0.5))`',
    model.SIZING: " such as `Weight(0.5)`",
    model.TICKER: ' such as `"BINANCE:BTC/USDT"`',
    model.SIDE: ' `"LONG"` or `"SHORT"`',
    model.CONDITION: " such as `close > open`",
    model.SERIES: " such as `close`",
    model.INTEGER: " such as `20`",
}


class WrongArguments(Rule):
    """A call has too many arguments, too few, or one that the function does not know.

    The platform refuses such a script. A function's inputs come first, then TA-Lib's parameters in TA-Lib's order, by
    position or by name. Price inputs are given all together or left out all together: `atr(14)` is short for
    `atr(high, low, close, 14)`.
    """

    code = "SIG201"
    name = "wrong-arguments"
    severity = ERROR
    local = True
    bad = (
        """\
volatile = atr(close, 14) > 500
emit_signal(volatile, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
line, signal, histogram = macd(close, fast=12, slow=26, signal=9)
emit_signal(crossover(line, signal), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG"))
""",
    )
    good = (
        """\
volatile = atr(14) > 500
emit_signal(volatile, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
line, signal, histogram = macd(close, fastperiod=12, slowperiod=26, signalperiod=9)
emit_signal(crossover(line, signal), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home, call, problem in problems(facts, *_KINDS):
            if problem.kind == MISSING:
                # An argument with a wrong name is the one that is missing; and all that is missing is told at once.
                missing = [one for one in call.problems if one.kind == MISSING]
                misnamed = any(one.kind in (UNKNOWN_KEYWORD, OUT_OF_ORDER) for one in call.problems)
                if problem is missing[0] and not misnamed:
                    yield self.at(call.node.function, home, _missing(call, missing))
            elif problem.kind == SOME_PRICES:
                yield self.at(call.node, home, _some_prices(call), *_without_prices(call, home))
            elif isinstance(problem.node, Argument):
                yield from self.argument(problem.node, problem, call, home, facts)

    def argument(
        self, node: Argument, problem: Problem, call: CallFact, home: StatementFacts, facts: Facts
    ) -> Iterator[Finding]:
        """What is wrong with one argument."""
        function = call.function
        if problem.kind == TOO_MANY:
            most = len(function.without_prices if call.prices_left_out else function.parameters)
            given = len(call.node.arguments)
            besides = " besides its prices" if call.prices_left_out else ""
            told = f"`{signature(function)}` takes {_count(most)}{besides}, but {_count(given)} {_are(given)} given."
            yield self.at(node, home, f"{told} Take away what is too many.")
        elif problem.kind == OUT_OF_ORDER:
            yield self.at(node, home, "An argument without a name cannot follow one with a name. Move it to the front.")
        elif problem.kind == DOUBLED and problem.parameter is not None:
            name = problem.parameter.name
            first = facts.text(call.given[name], home)
            message = f"`{name}` of `{function.name}` is given twice: `{first}` is it, too. Take one away."
            yield self.at(node, home, message)
        elif problem.kind == UNKNOWN_KEYWORD and node.name is not None:
            meant = _meant(node.name, call)
            message = f"`{function.name}` has no parameter `{node.name}`."
            if meant is None:
                yield self.at(node, home, f"{message} It is called as `{signature(function)}`.")
            else:
                edit = Edit(home.start + node.start, home.start + node.start + len(node.name), meant)
                fix = Fix(f"Write `{meant}`", (edit,), safe=meant.lower() == node.name.lower())
                yield self.at(node, home, f"{message} Did you mean `{meant}`?", fix)


def _missing(call: CallFact, missing: list[Problem]) -> str:
    parameters = [problem.parameter for problem in missing if problem.parameter is not None]
    names = listed(f"`{parameter.name}`{_EXAMPLES.get(parameter.kind, '')}" for parameter in parameters)
    return f"`{call.function.name}` needs {names}: it is called as `{signature(call.function)}`."


def _some_prices(call: CallFact) -> str:
    function = call.function
    with_prices = ", ".join(parameter.name for parameter in function.parameters)
    without = ", ".join(parameter.name for parameter in function.without_prices)
    return (
        f"`{function.name}` takes all of its prices or none of them: "
        f"`{function.name}({without})` or `{function.name}({with_prices})`."
    )


def _without_prices(call: CallFact, home: StatementFacts) -> tuple[Fix, ...]:
    """The fix that leaves out the prices in front: `atr(close, 14)` becomes `atr(14)`."""
    arguments = call.node.arguments
    prices = 0
    while prices < len(arguments) and arguments[prices].name is None and home.facts[arguments[prices].value].series:
        prices += 1
    if not 0 < prices < len(arguments) or call.function.first_price != 0:
        return ()
    if any(problem.kind != SOME_PRICES for problem in call.problems):
        return ()
    edit = Edit(home.start + arguments[0].start, home.start + arguments[prices].start, "")
    return (Fix("Leave the prices out", (edit,), safe=False),)


def _meant(name: str, call: CallFact) -> str | None:
    """The parameter that a wrong keyword was meant for."""
    free = [parameter for parameter in call.function.parameters if parameter.name not in call.given]
    names = [name for parameter in free for name in (parameter.name, *parameter.aliases)]
    found = nearest(name, names)
    if found is None and len(name) > 1:
        holding = [parameter.name for parameter in free if name.lower() in parameter.name]
        found = holding[0] if len(holding) == 1 else None
    return found


def _count(number: int) -> str:
    return "no argument" if number == 0 else "1 argument" if number == 1 else f"{number} arguments"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
