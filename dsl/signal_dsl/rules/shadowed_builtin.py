"""SIG103."""

from __future__ import annotations

from signal_dsl.analysis.facts import Binding
from signal_dsl.diagnostics import WARNING, Edit, Fix
from signal_dsl.records import record
from signal_dsl.rules.base import Finding, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.catalog import Catalog


class ShadowedBuiltin(Rule):
    """A name of the script is also the name of a function or variable of the platform.

    From there on the two can no longer be told apart by reading: after `close = close * 2` every indicator below runs
    on something that is not the closing price, and `rsi = rsi(close, 14)` leaves it to the platform what the next
    `rsi(...)` means.
    """

    code = "SIG103"
    name = "shadowed-builtin"
    severity = WARNING
    bad = (
        """\
rsi = rsi(close, 14)
emit_signal(rsi < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
close = (high + low) / 2
emit_signal(close > sma(close, 20), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
momentum = rsi(close, 14)
emit_signal(momentum < 30, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
middle = (high + low) / 2
emit_signal(middle > sma(middle, 20), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        catalog = facts.catalog
        for name in dict.fromkeys([name for names in facts.gather(_Shadowing(catalog)) for name in names]):
            binding = next((one for one in facts.bindings if one.name == name and not one.home.parsed.faults), None)
            if binding is None:
                continue
            new = _free(f"my_{name}", facts)
            if catalog.variable(name) is not None:
                message = f"`{name}` is a variable of the platform; from here on it means something else."
            else:
                message = f"`{name}` is a function of the platform, and here a name of the script as well."
            told = f"{message} Choose another name."
            yield self.at(binding.target, binding.home, told, *_renaming(name, new, facts))


@record
class _Shadowing:
    """Picks the names out of a statement that it gives away though the catalog has them."""

    catalog: Catalog

    def __call__(self, home: StatementFacts) -> list[str] | None:
        return [binding.name for binding in home.bindings if binding.name in self.catalog] or None


def _free(name: str, facts: Facts) -> str:
    """`name`, or else `name` with a number that makes it new to the script."""
    taken = facts.assigned.keys() | facts.mentioned
    candidate, number = name, 1
    while candidate in taken or candidate in facts.catalog:
        number += 1
        candidate = f"{name}_{number}"
    return candidate


def _renaming(name: str, new: str, facts: Facts) -> tuple[Fix, ...]:
    """The fix that gives the script's own `name` another; none where it is not plain which of the two is meant."""
    if name in facts.mentioned:
        return ()
    places: set[tuple[int, int]] = set()
    for home in facts.statements:
        places.update(facts.place(binding.target, home) for binding in home.bindings if binding.name == name)
        for node, meaning in home.names.items():
            if node.name == name and isinstance(meaning, Binding):
                places.add(facts.place(node, home))
            elif node.name == name and facts.place(node, home) in places:  # `volume += 1` reads the platform's
                return ()
    return (Fix(f"Rename it to `{new}`", tuple(Edit(*place, new) for place in sorted(places)), safe=False),)
