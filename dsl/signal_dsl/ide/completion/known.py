"""The catalog's entries as they are offered: made once for a catalog, in the order of their usefulness."""

from __future__ import annotations

from signal_dsl.analysis.facts import ACTION, NUMBER, SEVERAL, UNKNOWN, Fact
from signal_dsl.analysis.results import TYPES
from signal_dsl.catalog import Function, model
from signal_dsl.catalog.describe import signature
from signal_dsl.ide.completion import snippets
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.catalog import Catalog, Variable

# What strategies are mostly made of, the most used first.
_USUAL = (
    *(
        "emit_signal",
        "sma",
        "ema",
        "rsi",
        "macd",
        "bbands",
        "atr",
        "crossover",
        "crossunder",
        "adx",
        "stoch",
        "highest",
    ),
    *("lowest", "roc", "mom", "obv", "cci", "mfi", "vwap", "kc", "supertrend", "stddev", "zscore", "shift", "change"),
    *("entry", "exit", "Weight", "abs", "maximum", "minimum", "rising", "falling", "bars_since", "nz"),
)
_PRICES = ("close", "high", "low", "open", "volume", "hlc3", "hl2", "ohlc4")
# Kinds of parameter that are filled with something of the script's own.
_OF_THE_SCRIPT = (model.CONDITION, model.TICKER, model.ACTION)
_RARE = ("Pattern Recognition", "Math Transform", "Math Operators", "Cycle Indicators", "Statistic Functions")


@record
class Known:
    """An entry of the catalog, the facts of what it gives, its place in the order, and what is told beside its name.

    `snippet` is a call with tab stops, None where that depends on the script; `unpacked` is a statement that gives each
    of its outputs a name, empty where it has only one.
    """

    entry: Function | Variable
    fact: Fact
    rank: int
    detail: str
    snippet: str | None = None
    unpacked: str = ""

    @property
    def function(self) -> Function:
        """The entry, which is a function."""
        assert isinstance(self.entry, Function)
        return self.entry


_last: tuple[Catalog, list[Known], list[Known]] | None = None


def functions(catalog: Catalog) -> list[Known]:
    """The functions, the most useful first."""
    return _known(catalog)[1]


def variables(catalog: Catalog) -> list[Known]:
    """The variables, the most useful first."""
    return _known(catalog)[2]


def _known(catalog: Catalog) -> tuple[Catalog, list[Known], list[Known]]:
    global _last
    if _last is None or _last[0] is not catalog:
        found = sorted((_function(one, catalog) for one in catalog.functions()), key=lambda known: known.rank)
        _last = catalog, found, [_variable(one) for one in catalog.variables()]
    return _last


def _function(function: Function, catalog: Catalog) -> Known:
    if function.name in _USUAL:
        rank = _USUAL.index(function.name)
    else:
        rank = 100 + 100 * (function.category in _RARE)
    outputs = function.outputs
    kind = SEVERAL if len(outputs) > 1 else TYPES.get(outputs[0].kind, UNKNOWN) if outputs else UNKNOWN
    fact = Fact(kind, kind != ACTION and kind not in ("sizing", "signal"), outputs=outputs)
    depends = any(parameter.kind in _OF_THE_SCRIPT for parameter in function.parameters)
    snippet = None if depends else snippets.call(function, catalog)
    unpacked = snippets.unpacked(function, catalog) if kind == SEVERAL else ""
    return Known(function, fact, rank, signature(function)[len(function.name) :], snippet, unpacked)


def _variable(variable: Variable) -> Known:
    rank = _PRICES.index(variable.name) if variable.name in _PRICES else len(_PRICES)
    fact = Fact(TYPES.get(variable.kind, NUMBER), True, low=variable.low, high=variable.high)
    return Known(variable, fact, rank, variable.category)
