"""What a catalog is made of. Everything a script can name that it did not define itself is an entry of one of these."""

from __future__ import annotations

from signal_dsl.records import record

# Kinds of parameter. The first two are inputs (one value a bar), the rest are set once.
SERIES = "series"  # numbers, bar by bar; a scalar is broadcast
CONDITION = "condition"  # booleans, bar by bar
INTEGER = "integer"
REAL = "real"
MA_TYPE = "ma_type"  # a moving average's number or name
STRING = "string"
TICKER = "ticker"  # a string "EXCHANGE:BASE/QUOTE"
SIDE = "side"  # a string "LONG" or "SHORT"
SIZING = "sizing"
ACTION = "action"
ANY = "any"  # a live catalog does not say

INPUT_KINDS = (SERIES, CONDITION)

# Kinds of output, besides SERIES, CONDITION, SIZING, ACTION and ANY above.
SIGNAL = "signal"  # what emit_signal returns: nothing to compute with

DOCUMENTED = "D"
ASSUMED = "A"

# Where an entry comes from.
TALIB = "talib"
EXTRA = "extra"
LIVE = "live"


@record
class Parameter:
    """One parameter of a function.

    `low` and `high` are inclusive bounds, None where there is none. `default` is a number or a string; for an input of
    price type it is the name of the variable taken when all price inputs are left out. `required` is true where a call
    must give it. `price` marks inputs that TA-Lib takes from the price bar and that may be left out together.
    """

    name: str
    kind: str
    required: bool = True
    default: float | str | None = None
    low: float | None = None
    high: float | None = None
    price: bool = False
    summary: str = ""


@record
class Output:
    """One output of a function; `low` and `high` bound its values (inclusive), None where unbounded or unknown."""

    name: str
    kind: str = SERIES
    low: float | None = None
    high: float | None = None


@record
class Function:
    """A function of the language.

    `lookback` is a formula in plain arithmetic over the parameters: bars added to the inputs' lookback; None where
    it is unknown, and then `unknown_because` says why. `settling` is a formula for the further bars until the
    influence of where the data began is below 0.1 %; "0" for functions without memory, None where it never fades
    (path-dependent). `notes` explain what is unusual, such as where TA-Lib disagrees with itself.
    """

    name: str
    category: str
    summary: str
    parameters: tuple[Parameter, ...]
    outputs: tuple[Output, ...]
    lookback: str | None = "0"
    settling: str | None = "0"
    unknown_because: str = ""
    mark: str = ASSUMED
    origin: str = EXTRA
    notes: tuple[str, ...] = ()

    @property
    def inputs(self) -> tuple[Parameter, ...]:
        return tuple(parameter for parameter in self.parameters if parameter.kind in INPUT_KINDS)


@record
class Variable:
    """A series that the platform provides. `low` and `high` bound its values; `kind` is SERIES or CONDITION."""

    name: str
    category: str
    summary: str
    kind: str = SERIES
    low: float | None = None
    high: float | None = None
    mark: str = ASSUMED
    origin: str = EXTRA
