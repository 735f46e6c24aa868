"""The functions that TA-Lib does not have, bar by bar and over windows, in NumPy.

Python's own signatures bind their arguments; `_Numbers` and `_Condition` in an annotation say what a series must hold.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.referee.values import Action, RefereeError, Series, Signal, Sizing, Value


def crossover(a: Series, b: Series) -> Series:
    """Above now, not above on the bar before; both bars must exist."""
    before_a, before_b = a.shifted(1), b.shifted(1)
    valid = a.valid & b.valid & before_a.valid & before_b.valid
    return Series((a.values > b.values) & (before_a.values <= before_b.values), valid)


def crossunder(a: Series, b: Series) -> Series:
    return crossover(b, a)


def cross(a: Series, b: Series) -> Series:
    up, down = crossover(a, b), crossunder(a, b)
    return Series(up.values | down.values, up.valid & down.valid)


def _over_windows(x: Series, n: int, reduce: Callable[[np.ndarray], np.ndarray]) -> Series:
    """`reduce` over the last `n` bars at each bar; the window must exist as a whole."""
    n = _bars(n, 1)
    bars = len(x.values)
    values, valid = np.full(bars, np.nan), np.zeros(bars, np.bool_)
    if n <= bars:
        values[n - 1 :] = reduce(sliding_window_view(x.values, n))
        valid[n - 1 :] = sliding_window_view(x.valid, n).all(axis=1)
    return Series(values, valid)


def highest(x: Series, n: int) -> Series:
    return _over_windows(x, n, lambda windows: windows.max(axis=1))


def lowest(x: Series, n: int) -> Series:
    return _over_windows(x, n, lambda windows: windows.min(axis=1))


def zscore(x: Series, n: int) -> Series:
    def reduce(windows: np.ndarray) -> np.ndarray:
        away = windows - windows[:, -1:]  # where all are the same this is exactly 0
        return -away.mean(axis=1) / away.std(axis=1)

    return _over_windows(x, n, reduce)


def rank(x: Series, n: int) -> Series:
    """The share of the last `n` values, in percent, that the current one is not below."""

    def reduce(windows: np.ndarray) -> np.ndarray:
        ranks = 100.0 * (windows <= windows[:, -1:]).mean(axis=1)
        return np.where(np.isnan(windows).any(axis=1), np.nan, ranks)

    return _over_windows(x, n, reduce)


def shift(x: Series, n: int = 1) -> Series:
    return x.shifted(_bars(n, 0))


def change(x: Series, n: int = 1) -> Series:
    before = x.shifted(_bars(n, 1))
    return Series(x.values - before.values, x.valid & before.valid)


def rising(x: Series, n: int) -> Series:
    return _steps(x, n, np.greater)


def falling(x: Series, n: int) -> Series:
    return _steps(x, n, np.less)


def _steps(x: Series, n: int, compare: np.ufunc) -> Series:
    """True where each of the last `n` steps went one way."""
    values, valid = np.ones(len(x.values), np.bool_), x.valid
    for bars in range(_bars(n, 1)):
        now, before = x.shifted(bars), x.shifted(bars + 1)
        values, valid = values & compare(now.values, before.values), valid & before.valid
    return Series(values, valid)


def absolute(x: Series) -> Series:
    return Series(np.abs(x.values), x.valid)


def maximum(a: Series, b: Series) -> Series:
    return Series(np.maximum(a.values, b.values), a.valid & b.valid)


def minimum(a: Series, b: Series) -> Series:
    return Series(np.minimum(a.values, b.values), a.valid & b.valid)


def log(x: Series) -> Series:
    return Series(np.log(x.values), x.valid)


def rounded(x: Series, digits: int = 0) -> Series:
    return Series(np.round(x.values, digits), x.valid)


def nz(x: Series, replacement: float = 0.0) -> Series:
    """A NaN that was computed becomes `replacement`; what is not there yet stays not there."""
    return Series(np.where(np.isnan(x.values), replacement, x.values), x.valid)


def bars_since(condition: Series) -> Series:
    """Bars since the condition held; it has no value before it first held, so its lookback is not bounded."""
    held = np.where(condition.values & condition.valid, np.arange(len(condition.values)), -1)
    last = np.maximum.accumulate(held)
    return Series(np.arange(len(last)) - last.astype(np.float64), last >= 0)


def weight(fraction: float) -> Sizing:
    if not 0 < fraction <= 1:
        raise RefereeError(f"a weight of {fraction}")
    return Sizing(float(fraction))


def entry(ticker: str, side: str, sizing: Sizing) -> Action:
    if side not in ("LONG", "SHORT") or not isinstance(sizing, Sizing):
        raise RefereeError(f"entry({ticker!r}, {side!r}, {sizing!r})")
    return Action("entry", ticker, side, sizing)


def leave(ticker: str, side: str | None = None) -> Action:
    if side not in ("LONG", "SHORT", None):
        raise RefereeError(f"exit({ticker!r}, {side!r})")
    return Action("exit", ticker, side, None)


def emit_signal(condition: Series, action: Action) -> Signal:
    if not isinstance(action, Action):
        raise RefereeError(f"{action!r} is no action")
    return Signal(condition, action)


def _bars(n: object, least: int) -> int:
    if isinstance(n, bool) or not isinstance(n, int) or n < least:
        raise RefereeError(f"{n!r} is no number of bars")
    return n


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "crossover": crossover,
    "crossunder": crossunder,
    "cross": cross,
    "highest": highest,
    "lowest": lowest,
    "zscore": zscore,
    "rank": rank,
    "shift": shift,
    "change": change,
    "rising": rising,
    "falling": falling,
    "abs": absolute,
    "maximum": maximum,
    "minimum": minimum,
    "log": log,
    "round": rounded,
    "nz": nz,
    "bars_since": bars_since,
    "Weight": weight,
    "entry": entry,
    "exit": leave,
    "emit_signal": emit_signal,
}

# The arguments that must be true or false at each bar; every other series holds numbers.
CONDITIONS = {("bars_since", "condition"), ("emit_signal", "condition")}
SIGNATURES = {name: inspect.signature(function) for name, function in FUNCTIONS.items()}
