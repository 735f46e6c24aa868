"""SIG203."""

from __future__ import annotations

from signal_dsl.analysis import formula
from signal_dsl.analysis.calls import BAR_BY_BAR
from signal_dsl.analysis.facts import FUNCTION, NUMBER, SEVERAL, WRONG_TYPE
from signal_dsl.catalog import model
from signal_dsl.diagnostics import ERROR, Edit, Fix
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.problems import problems, swapped
from signal_dsl.rules.shared.words import example, number, signature, what
from signal_dsl.syntax.nodes import Argument, Binary, Constant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import CallFact, Fact, StatementFacts
    from signal_dsl.catalog import Parameter

_NEEDED = {
    model.SERIES: "a series such as `close`",
    model.INTEGER: "a whole number",
    model.REAL: "a number",
    model.MA_TYPE: 'the name of a moving average such as `"ema"`',
    model.STRING: "a string",
    model.TICKER: 'a ticker in quotes such as `"BINANCE:BTC/USDT"`',
    model.SIDE: '`"LONG"` or `"SHORT"`',
    model.SIZING: "a sizing such as `Weight(0.5)`",
    model.ACTION: 'an action such as `entry("BINANCE:BTC/USDT", "LONG", Weight(0.5))`',
}


class ArgumentType(Rule):
    """An argument is of a kind that the function cannot work with.

    A period must be a whole number, the input of an indicator a series, the size of a position a `Weight`. Two cases
    look right and are not: `max(close, open)`, for `max` is TA-Lib's highest value of a period while bar by bar it is
    `maximum`; and `rsi(14)`, which computes the RSI of the number 14.
    """

    code = "SIG203"
    name = "argument-type"
    severity = ERROR
    local = True
    bad = (
        """\
emit_signal(close > sma(close, 20.0), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
body = max(close, open) - min(close, open)
emit_signal(body > 500, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(rsi(14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", 0.5))
""",
    )
    good = (
        """\
emit_signal(close > sma(close, 20), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
body = maximum(close, open) - minimum(close, open)
emit_signal(body > 500, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
emit_signal(rsi(close, 14) < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        for home, call, problem in problems(facts, WRONG_TYPE):
            both = swapped(home, call)
            if both:
                if problem is both[-1] or both[-1].kind != WRONG_TYPE:
                    arguments = [one.node for one in both if isinstance(one.node, Argument)]
                    yield _wrong_way_round(call, arguments[0], arguments[1], home)
                continue
            node, parameter = problem.node, problem.parameter
            if isinstance(node, Argument) and parameter is not None and parameter.kind != model.CONDITION:
                yield self.argument(node, parameter, call, home, facts)
        for home in facts.statements:
            if home.parsed.faults:
                continue
            for call in home.calls.values():
                arguments = call.node.arguments
                if arguments and not call.problems and not home.facts[arguments[0].value].series:
                    yield from self.scalars(call, home, facts)

    def argument(
        self, node: Argument, parameter: Parameter, call: CallFact, home: StatementFacts, facts: Facts
    ) -> Finding:
        """An argument of the wrong kind."""
        fact = home.facts[node.value]
        text = facts.text(node.value, home)
        if parameter.kind == model.INTEGER and fact.series and fact.type == NUMBER:
            return _series_for_period(node, call, home, facts)
        is_what = number(fact.value) if fact.type == NUMBER and isinstance(fact.value, float) else what(fact)
        message = f"`{parameter.name}` of `{call.function.name}` must be {_NEEDED[parameter.kind]}"
        same = is_what in (text, f"`{text}`")
        message += f", not {is_what}." if same else f", but `{text}` is {is_what}."
        remedy, fixes = _remedy(node, parameter, fact, text, home, facts)
        return self.at(node, home, f"{message} {remedy}".rstrip(), *fixes)

    def scalars(self, call: CallFact, home: StatementFacts, facts: Facts) -> Iterator[Finding]:
        """An indicator of a number: `rsi(14)`."""
        lookback = call.function.lookback
        if lookback is None or not formula.parameters_of(lookback):
            return
        given = [call.given[one.name] for one in call.function.inputs if one.name in call.given]
        inputs = [home.facts[argument.value] for argument in given]
        if not given or any(fact.series or fact.type != NUMBER for fact in inputs):
            return
        name, text = call.function.name, facts.text(given[0].value, home)
        if name in BAR_BY_BAR:
            yield self.at(call.node, home, _bar_by_bar(call, home, facts), *_renaming(call, home))
            return
        rest = [facts.text(argument, home) for argument in call.node.arguments]
        message = f"This is `{name}` of the number `{text}`, the same at every bar. Give it a series first, as in"
        fixes: tuple[Fix, ...] = ()
        if len(rest) < len(call.function.parameters) and given[0] is call.node.arguments[0]:
            start = home.start + given[0].start
            fixes = (Fix("Insert `close`", (Edit(start, start, "close, "),), safe=False),)
        yield self.at(given[0], home, f"{message} `{name}({', '.join(['close', *rest])})`.", *fixes)


def _wrong_way_round(call: CallFact, one: Argument, other: Argument, home: StatementFacts) -> Finding:
    """Two arguments that each belong in the other's place."""
    one, other = sorted((one, other), key=lambda argument: argument.start)
    texts = [home.parsed.text[argument.value.start : argument.value.end] for argument in (one, other)]
    edits = tuple(
        Edit(home.start + argument.value.start, home.start + argument.value.end, text)
        for argument, text in zip((one, other), reversed(texts), strict=True)
    )
    message = f"These arguments are the wrong way round: it is called as `{signature(call.function)}`."
    return Finding(home.start + one.start, home.start + other.end, message, (Fix("Swap them", edits),))


def _series_for_period(node: Argument, call: CallFact, home: StatementFacts, facts: Facts) -> Finding:
    """`max(close, open)`, `sma(20, close)`."""
    if call.function.name in BAR_BY_BAR:
        return Rule.at(node, home, _bar_by_bar(call, home, facts), *_renaming(call, home))
    first = next(call.given[one.name] for one in call.function.inputs if one.name in call.given)
    return _wrong_way_round(call, first, node, home)


def _bar_by_bar(call: CallFact, home: StatementFacts, facts: Facts) -> str:
    name = call.function.name
    arguments = ", ".join(facts.text(argument, home) for argument in call.node.arguments)
    extreme = "highest" if name == "max" else "lowest"
    return (
        f"`{name}(x, n)` is the {extreme} value of the last n bars, as in TA-Lib. "
        f"Bar by bar it is `{BAR_BY_BAR[name]}({arguments})`."
    )


def _renaming(call: CallFact, home: StatementFacts) -> tuple[Fix, ...]:
    if len(call.node.arguments) != 2 or any(argument.name for argument in call.node.arguments):
        return ()
    return (Rule.instead(call.node.function, home, BAR_BY_BAR[call.function.name]),)


def _remedy(
    node: Argument, parameter: Parameter, fact: Fact, text: str, home: StatementFacts, facts: Facts
) -> tuple[str, tuple[Fix, ...]]:
    """What to do about an argument of the wrong kind, and how to do it at once."""
    value = fact.value
    if fact.type == FUNCTION:
        function = facts.catalog.function(text)
        return f"Call it, as in `{example(function)}`." if function else "Call it.", ()
    if fact.type == SEVERAL:
        end = home.start + node.value.end
        fixes = tuple(
            Fix(f"Take `.{output.name}`", (Edit(end, end, f".{output.name}"),), safe=False) for output in fact.outputs
        )
        return f"Take one by its name, as in `{text}.{fact.outputs[0].name}`.", fixes
    if isinstance(value, str) and isinstance(node.value, Constant):
        bare = value.strip()
        if _is_series(bare, facts) if parameter.kind == model.SERIES else _is_number(bare, parameter):
            return f"Write `{bare}` without quotes.", (Rule.instead(node.value, home, bare, safe=True),)
    if parameter.kind == model.INTEGER and isinstance(value, float):
        return _whole(node, value, home)
    if parameter.kind == model.SIZING and isinstance(value, (int, float)) and (0 < value <= 1 or 2 <= value <= 100):
        weight = f"Weight({value if value <= 1 else value / 100:g})"
        return f"Write `{weight}`.", (Rule.instead(node.value, home, weight),)
    return "", ()


def _whole(node: Argument, value: float, home: StatementFacts) -> tuple[str, tuple[Fix, ...]]:
    """What to do about a float in place of a whole number."""
    exact = value.is_integer()
    if isinstance(node.value, Binary) and node.value.operator == "/":
        between = node.value.left.end, node.value.right.start
        at = home.parsed.text.find("/", *between)
        edit = Edit(home.start + at, home.start + at + 1, "//")
        return "`//` divides to a whole number.", (Fix("Write `//`", (edit,), safe=exact),) if at >= 0 else ()
    if not exact or abs(value) > 1e15:
        return "", ()
    whole = f"{int(value)}"
    if isinstance(node.value, Constant):
        return f"Write `{whole}`.", (Rule.instead(node.value, home, whole, safe=True),)
    return f"Give it `{whole}`; `/` always gives a fraction, `//` a whole number.", ()


def _is_number(text: str, parameter: Parameter) -> bool:
    digits = text.removeprefix("-")
    if parameter.kind == model.REAL:
        digits = digits.replace(".", "", 1)
    return parameter.kind in (model.INTEGER, model.REAL) and digits.isascii() and digits.isdigit()


def _is_series(text: str, facts: Facts) -> bool:
    bound = any(binding.name == text and binding.fact.series for binding in facts.bindings)
    return bound or facts.catalog.variable(text) is not None
