"""What is known of functions and variables by their names, for all that reasons about conditions."""

from __future__ import annotations

# What is nested deeper is not looked into.
MOST_DEPTH = 40
# Each comparison as it is read from the other side.
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}

# The prices within a bar's high and low; the arithmetic of `hlc3` and `ohlc4` may round past them.
IN_BAR = ("open", "close", "hl2")
BAR = frozenset((*IN_BAR, "high", "low"))
# Bands about a middle, and the parameters that say how far they are apart.
BANDS = {"bbands": ("nbdevup", "nbdevdn"), "kc": ("nbdev",)}
# Whose outputs are in a known order to their inputs or to each other.
ORDERED = BAR | {"highest", "lowest", "maximum", "minimum", "abs", "ha", *BANDS}

# Functions that an operator says as well, and those that are the same as another.
OPERATORS = {"add": "+", "sub": "-", "mult": "*", "div": "/"}
HIGHEST = {("highest", "value"), ("max", "real"), ("minmax", "max"), ("donchian", "upperband")}
LOWEST = {("lowest", "value"), ("min", "real"), ("minmax", "min"), ("donchian", "lowerband")}
SAME = frozenset((*OPERATORS, *(name for name, _ in HIGHEST | LOWEST), "shift", "change", "mom"))

# Functions that stay within the range of their input, exactly and but for rounding; and averages of prices.
SELECTING = frozenset(("highest", "lowest"))
AVERAGES = frozenset(("sma", "ema", "wma", "trima", "kama", "rma", "midpoint"))
PRICE_AVERAGES = frozenset(("avgprice", "medprice", "typprice", "wclprice", "midprice"))
# Averages that are computed as a sum of values which are at least 0 where the input is.
WEIGHING = frozenset(("ema", "rma"))

# Positive at every valid bar; and variables without a fraction; and variables that have a value at every bar.
PRICES = frozenset(("open", "high", "low", "close", "hl2", "hlc3", "ohlc4"))
WHOLE = frozenset(("year", "month", "day", "hour", "minute", "day_of_week", "bars_in_position"))
ALWAYS_THERE = PRICES | {"volume", "year", "month", "day", "hour", "minute", "day_of_week"}

# Functions whose outputs never pass the catalog's bounds, not even by rounding, by the formulas they are computed with.
EXACT = frozenset(
    """
    abs acos adx adxr asin atan atr avgdev bars_since bop cmo cos cosh dx exp fractal ht_sine ht_trendmode imi marketfi
    maxindex minindex minmaxindex minus_dm natr nvi percentrank plus_dm pvi rank rsi rvi sin sqrt stddev supertrend tanh
    trange
    """.split()  # noqa: SIM905
)
EXACT_LOW = frozenset(("minus_di", "plus_di", "massi", "stochf.fastk", "stochrsi.fastk"))
EXACT_HIGH = frozenset(("willr",))

# Functions that are NaN for some finite inputs, or where nothing is traded.
NAN = frozenset(("ln", "log", "log10", "sqrt", "acos", "asin", "exp", "cosh", "sinh", "tan", "zscore", "nz"))
NAN_WITHOUT_VOLUME = frozenset(("vwap", "vwma", "cmf", "rvol", "pvo", "marketfi"))
