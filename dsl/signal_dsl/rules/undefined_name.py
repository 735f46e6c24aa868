"""SIG101."""

from __future__ import annotations

from signal_dsl.analysis.calls import bind
from signal_dsl.catalog import LIVE
from signal_dsl.diagnostics import ERROR, WARNING
from signal_dsl.rules.base import Finding, Rule
from signal_dsl.rules.shared.foreign import REMEDIES, foreign, meant
from signal_dsl.rules.shared.words import nearest
from signal_dsl.syntax.nodes import Call

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.syntax.nodes import Node

_CONSTANTS = {"true": "True", "false": "False", "none": "None", "null": "None"}
_SIDES = ("LONG", "SHORT")
# A guess is made for so many different names; a script with more has another problem than misspellings.
_MOST_GUESSES = 50


class UndefinedName(Rule):
    """A name stands for nothing: the script does not assign it, and the catalog does not have it.

    Against a catalog that was fetched from the platform this is an error, for the platform would refuse the script.
    The built-in catalog need not know all that the platform has, so there it is a warning:
    `signal-dsl indicators sync` fetches the platform's own list, which holds from then on.
    """

    code = "SIG101"
    name = "undefined-name"
    severity = ERROR
    bad = (
        """\
momentum = RSI(close, 14)
emit_signal(momentum < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
trend = ema(close, 50)
emit_signal(close > trnd, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(close < trend, exit("BINANCE:BTC/USDT"))
""",
    )
    good = (
        """\
momentum = rsi(close, 14)
emit_signal(momentum < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
trend = ema(close, 50)
emit_signal(close > trend, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(close < trend, exit("BINANCE:BTC/USDT"))
""",
    )
    configuration = """\
`signal-dsl lint --catalog FILE` checks against the platform's list in a file, saved from `GET /meta/indicators`."""

    def check(self, facts: Facts) -> Iterator[Finding]:
        if not facts.lacking:
            return
        severity = ERROR if facts.catalog.authoritative else WARNING
        guesses = _Guesses(facts)
        elsewhere: set[Node] | None = None  # what another rule tells of
        for home in facts.lacking:
            guesses.place = home.start
            if elsewhere is None:
                elsewhere = foreign(facts)[1]
            calls = {call.function: call for call in home.nodes.get(Call, ()) if isinstance(call, Call)}
            for node, meaning in home.names.items():
                if (
                    meaning is not None
                    or facts.first(node.name) is not None
                    or node.name in facts.mentioned
                    or node in elsewhere
                ):
                    continue
                told, candidate, safe = guesses.told(node.name, calls.get(node), home)
                fixes = (self.instead(node, home, candidate, safe=safe),) if candidate else ()
                yield self.at(node, home, told, *fixes, severity=severity)


class _Guesses:
    """What was probably meant by names that stand for nothing, and what to say of them."""

    def __init__(self, facts: Facts) -> None:
        catalog = self.catalog = facts.catalog
        # Whose list a name is missing from, and why that need not be the last word.
        self.whose, self.doubt = "The platform", ""
        if not catalog.authoritative and catalog.provenance == LIVE:
            self.doubt = "Its list was not understood in full, so it may have it all the same."
        elif not catalog.authoritative:
            self.whose = "The built-in catalog"
            self.doubt = "If the platform has it, `signal-dsl indicators sync` fetches its list."
        # Where a name is looked at; it moves down the script.
        self.place = 0
        self._statements = iter(facts.statements)
        self._next = next(self._statements, None)
        self._bound: dict[str, None] = {}
        self.made: dict[tuple[str, bool], str | None] = {}

    @property
    def bound(self) -> dict[str, None]:
        """The names that are assigned above the place."""
        while self._next is not None and self._next.start < self.place:
            for binding in self._next.bindings:
                self._bound[binding.name] = None
            self._next = next(self._statements, None)
        return self._bound

    def told(self, name: str, call: Call | None, home: StatementFacts) -> tuple[str, str | None, bool]:
        """What to say of a name, what to write in its place, and whether that is certain."""
        called = call is not None
        candidate = self.candidate(name, called)
        if name in REMEDIES and (called or candidate is None):
            return f"Signal DSL has no `{name}`. {REMEDIES[name]}", None, False
        if not called and name.upper() in _SIDES:
            return f'A side is a string: write `"{name.upper()}"`.', f'"{name.upper()}"', False
        if candidate is not None and candidate.lower() == name.lower():
            return f"`{name}` is not known; it is written `{candidate}`.", candidate, True
        if candidate is not None and call is not None and not self.fits(candidate, call, home):
            candidate = None
        kind = "function" if called else "variable"
        message = f"{self.whose} has no {kind} `{name}`{'' if called else ', and nothing above assigns it'}."
        guess = f"Did you mean `{candidate}`? " if candidate else ""
        return f"{message} {guess}{self.doubt}".rstrip(), candidate, False

    def fits(self, name: str, call: Call, home: StatementFacts) -> bool:
        """Whether a function can be called as something unknown is."""
        function = self.catalog.function(name)
        if function is None:
            return False
        bound = bind(call, function, [home.facts[argument.value] for argument in call.arguments], self.catalog)
        return not any(problem.refused for problem in bound.problems)

    def candidate(self, name: str, called: bool) -> str | None:
        key = name, called
        if key not in self.made:
            self.made[key] = self.guess(name, called) if len(self.made) < _MOST_GUESSES else None
        return self.made[key]

    def guess(self, name: str, called: bool) -> str | None:
        if called:
            found = meant(name, self.catalog) or nearest(name, self.catalog.names())
            return found if found and self.catalog.function(found) else None
        if name.lower() in _CONSTANTS:
            return _CONSTANTS[name.lower()]
        found = nearest(name, self.bound)
        if found is None:
            variables = [variable.name for variable in self.catalog.variables()]
            found = meant(name, self.catalog)
            found = found if found in variables else nearest(name, variables)
        return found
