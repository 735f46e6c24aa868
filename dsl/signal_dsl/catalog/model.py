"""What a catalog is made of. Everything a script can name that it did not define itself is an entry of one of these."""

from __future__ import annotations

from functools import cached_property

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

    `low` and `high` are inclusive bounds, None where there is none; for an input they bound the values for which the
    function is defined. `default` is a number or a string; for an input of price type it is the name of the variable
    taken when all price inputs are left out. `required` is true where a call must give it. `price` marks inputs that
    TA-Lib takes from the price bar and that may be left out together. `aliases` are further names it may be given by.
    """

    name: str
    kind: str
    required: bool = True
    default: float | str | None = None
    low: float | None = None
    high: float | None = None
    price: bool = False
    summary: str = ""
    aliases: tuple[str, ...] = ()


@record
class Output:
    """One output of a function.

    `low` and `high` bound its values (inclusive), None where unbounded or unknown; price inputs are taken to form valid
    bars. `holds` is a formula over the parameters that says when the bounds hold, "" for always. `values` are all the
    values it can take, where these are few. `leading_nan` says why TA-Lib's Python wrapper does not return `lookback`
    leading NaN here, "" where it does.
    """

    name: str
    kind: str = SERIES
    low: float | None = None
    high: float | None = None
    holds: str = ""
    values: tuple[float, ...] = ()
    leading_nan: str = ""
    summary: str = ""


@record
class Constraint:
    """What must hold between parameters, as a formula, and what to say where it does not.

    `refused`: such a call is an error and has no lookback. Otherwise it works, but can hardly be meant.
    """

    formula: str
    message: str
    refused: bool = True


@record
class Formula:
    """A named formula that lookback, settling and constraint formulas call, `name(parameters)`."""

    name: str
    parameters: tuple[str, ...]
    formula: str
    summary: str = ""


@record
class Function:
    """A function of the language.

    `lookback` is a formula in plain arithmetic over the parameters: bars added to the inputs' lookback; None where
    it is unknown, and then `unknown_because` says why. `settling` is a formula for the further bars until the
    influence of where the data began is below 0.1 %; "0" for functions without memory, None where it never fades
    (path-dependent) or the lookback is unknown. `notes` explain what is unusual, such as where TA-Lib disagrees with
    itself. `open_signature` is true where a live catalog does not say what the parameters are: any call may be right.
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
    constraints: tuple[Constraint, ...] = ()
    open_signature: bool = False

    @cached_property
    def inputs(self) -> tuple[Parameter, ...]:
        """The parameters that are given once a bar."""
        return tuple([parameter for parameter in self.parameters if parameter.kind in INPUT_KINDS])

    @cached_property
    def options(self) -> tuple[Parameter, ...]:
        """The parameters that are set once."""
        return tuple([parameter for parameter in self.parameters if parameter.kind not in INPUT_KINDS])

    @cached_property
    def without_prices(self) -> tuple[Parameter, ...]:
        """The parameters that remain where the price inputs are left out together."""
        return tuple([parameter for parameter in self.parameters if not parameter.price])

    @cached_property
    def first_price(self) -> int | None:
        """The place of the first price input among the parameters; None where there is none."""
        return next((place for place, parameter in enumerate(self.parameters) if parameter.price), None)

    @cached_property
    def is_bounded_at_times(self) -> bool:
        """Whether the bounds of an output depend on the parameters."""
        return any(output.holds for output in self.outputs)

    @cached_property
    def spellings(self) -> dict[str, Parameter]:
        """The parameters by each name that a keyword may have."""
        spellings = {alias: parameter for parameter in self.parameters for alias in parameter.aliases}
        spellings.update((parameter.name, parameter) for parameter in self.parameters)
        return spellings


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
