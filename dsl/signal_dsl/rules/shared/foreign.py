"""What people bring along from Pine, TA-Lib's wrapper, NumPy and pandas, and what to write here in its place.

Rules share this, so that a name with a foreign prefix is told once: as that, not as a name that is not known.
"""

from __future__ import annotations

from signal_dsl.records import record
from signal_dsl.rules.shared.words import plain
from signal_dsl.syntax.nodes import Attribute, Call, Index, Name, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.catalog import Catalog

# Prefixes that are known as such even where nothing is called, as in `math.pi`.
_PREFIXES = frozenset(
    (
        *("ta", "talib", "math", "np", "numpy", "pd", "pandas", "df", "data", "self"),
        *("strategy", "syminfo", "barstate", "timeframe", "request", "input", "color", "str", "array", "session"),
    )
)
_TRADE = 'Trade with `emit_signal(condition, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))`.'
_DRAW = "It draws nothing: take it away."
_CONVERT = "A number stays what it is; `//` divides to a whole one."
# What other languages have and this one lacks, and what to do without it.
REMEDIES = {
    "strategy": _TRADE,
    "buy": _TRADE,
    "sell": 'Leave a position with `emit_signal(condition, exit("BINANCE:BTC/USDT"))`.',
    "order": _TRADE,
    "indicator": "A script needs no heading: take it away.",
    "study": "A script needs no heading: take it away.",
    "input": "Write the value itself, as in `length = 14`.",
    "plot": _DRAW,
    "plotshape": _DRAW,
    "hline": _DRAW,
    "color": _DRAW,
    "alert": _TRADE,
    "alertcondition": _TRADE,
    "print": "It prints nothing: take it away.",
    "request": "A script sees one timeframe, that of its run settings.",
    "security": "A script sees one timeframe, that of its run settings.",
    "prev": "The bar before the latest is `x[-2]`, as in `close[-2]`.",
    "previous": "The bar before the latest is `x[-2]`, as in `close[-2]`.",
    "na": "Use `nz(x, replacement)`.",
    "iff": "Choose with `a if condition else b`.",
    "where": "Choose with `a if condition else b`.",
    "int": _CONVERT,
    "float": _CONVERT,
    "len": "A series has as many values as the run has bars.",
    "range": "There are no loops: every expression is computed for all bars at once.",
}
# Names that other languages have for what exists here.
_SYNONYMS = {
    "bb": "bbands",
    "bollinger": "bbands",
    "stochastic": "stoch",
    "tr": "trange",
    "truerange": "trange",
    "stdev": "stddev",
    "std": "stddev",
    "mean": "sma",
    "average": "sma",
    "avg": "sma",
    "ref": "shift",
    "delay": "shift",
    "hhv": "highest",
    "llv": "lowest",
    "crossesabove": "crossover",
    "crossedabove": "crossover",
    "crossabove": "crossover",
    "crossesbelow": "crossunder",
    "crossedbelow": "crossunder",
    "crossbelow": "crossunder",
    "weekday": "day_of_week",
    "vol": "volume",
    "price": "close",
}
# Where these come with a prefix of Python's or Pine's mathematics, they compare bar by bar.
_BAR_BY_BAR = {"max": "maximum", "min": "minimum", "fmax": "maximum", "fmin": "minimum", "fabs": "abs"}
_MATHEMATICS = ("math", "np", "numpy")


@record
class Foreign:
    """An attribute that nothing in the language has: of a name that nobody knows (`ta.rsi`), or called (`x.mean()`).

    `prefix` is that name, None where the attribute is one of a value; `call` the call of it, if it is called.
    """

    home: StatementFacts
    attribute: Attribute
    prefix: Name | None
    call: Call | None


def _with_attributes(home: StatementFacts) -> StatementFacts | None:
    return home if Attribute in home.nodes and not home.parsed.faults else None


def foreign(facts: Facts) -> tuple[list[Foreign], set[Node]]:
    """What of a script is foreign, and all nodes (attributes, prefixes) that are thereby told of."""
    found: list[Foreign] = []
    told: set[Node] = set()
    for home in facts.gather(_with_attributes):
        calls = {call.function: call for call in home.nodes.get(Call, ()) if isinstance(call, Call)}
        for attribute in reversed(home.nodes[Attribute]):  # the outermost first
            assert isinstance(attribute, Attribute)
            if attribute in told:
                continue
            root = _root(attribute)
            unknown = isinstance(root, Name) and home.names.get(root, root) is None and facts.first(root.name) is None
            prefix = root if unknown and isinstance(root, Name) else None
            call = calls.get(attribute)
            if call is not None or (prefix is not None and prefix.name in _PREFIXES):
                found.append(Foreign(home, attribute, prefix, call))
                _tell(attribute, home, told)
    found.sort(key=lambda one: one.home.start + one.attribute.start)
    return found, told


def meant(name: str, catalog: Catalog, prefix: str = "") -> str | None:
    """The function or variable of the catalog that a foreign name certainly stands for."""
    bare = plain(name)
    if prefix in _MATHEMATICS and bare in _BAR_BY_BAR:
        return _BAR_BY_BAR[bare]
    for candidate in (name, name.lower(), _SYNONYMS.get(bare)):
        if candidate is not None and candidate in catalog:
            return candidate
    return next((candidate for candidate in catalog.names() if plain(candidate) == bare), None)


def _root(node: Node) -> Node:
    """What a row of attributes begins with."""
    while isinstance(node, Attribute):
        node = node.value
    return node


def _tell(attribute: Attribute, home: StatementFacts, told: set[Node]) -> None:
    """Put down the attributes and the prefix in the chain of calls that ends in `attribute`."""
    node: Node = attribute
    while True:
        if isinstance(node, Attribute):
            told.add(node)
            node = node.value
            if isinstance(node, Name) and home.names.get(node, node) is None:
                told.add(node)
        elif isinstance(node, Call):
            node = node.function
        elif isinstance(node, Index):
            node = node.value
        else:
            return
