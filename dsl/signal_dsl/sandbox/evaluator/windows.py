"""Functions of the last `n` bars that TA-Lib does not have, or not for windows in which a bar has no value.

Each works in time proportional to the bars, however long the window (`rank` apart), and from bars before and at the one
that it is for. Windows are put together from the end of one block of `n` bars and the beginning of the next (van Herk
1992; Gil and Werman 1993), so a bar without a value spoils the windows that it is in and no others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from signal_dsl.sandbox.evaluator.graph import Kernel, Stretch
from signal_dsl.sandbox.evaluator.series import Array, Series, as_array, placed


def highest(n: int) -> Kernel:
    """The highest of the last `n` values."""
    return _over_windows(n, lambda x: _extreme(np.maximum, x, n))


def lowest(n: int) -> Kernel:
    """The lowest of the last `n` values."""
    return _over_windows(n, lambda x: _extreme(np.minimum, x, n))


def zscore(n: int) -> Kernel:
    """Standard deviations (of the population) above the mean of the last `n` values; NaN where all are the same."""
    return _over_windows(n, lambda x: _zscore(x, n))


def rank(n: int) -> Kernel:
    """The share of the last `n` values, in percent, that the current one is not below."""
    return _over_windows(n, lambda x: _rank(x, n))


def _over_windows(n: int, compute: Callable[[Array], Array]) -> Kernel:
    def kernel(stretch: Stretch, x: Series) -> tuple[Series, ...]:
        values = as_array(x.values, len(stretch))
        found = np.full(len(values), np.nan)
        # What is not yet there is in no window.
        begin = max(x.valid_from - stretch.start, 0)
        if begin + n <= len(values):
            found[begin + n - 1 :] = compute(values[begin:])
        return (placed(found, x.valid_from + n - 1, x.lookback + n - 1, stretch.start),)

    return kernel


def _blocks(x: Array, n: int) -> Array:
    """The values in rows of `n`, the last row filled up with its last value."""
    rows = -(-len(x) // n)
    filled = np.empty(rows * n)
    filled[: len(x)] = x
    filled[len(x) :] = x[-1]
    return filled.reshape(rows, n)


def _windows(ends: Array, begins: Array, count: int) -> tuple[Array, Array]:
    """For each window its share in the block that it begins in, and in that which it ends in, from running results."""
    n = ends.shape[1]
    return ends.reshape(-1)[:count], begins.reshape(-1)[n - 1 : n - 1 + count]


def _extreme(choose: np.ufunc, x: Array, n: int) -> Array:
    blocks = _blocks(x, n)
    ends = choose.accumulate(blocks[:, ::-1], axis=1)[:, ::-1]
    found: Array = choose(*_windows(ends, choose.accumulate(blocks, axis=1), len(x) - n + 1))
    return found


def _zscore(x: Array, n: int) -> Array:
    blocks = _blocks(x, n)
    count = len(x) - n + 1
    # Sums count from a value that is in the window itself, so that large numbers with small differences stay exact.
    to_last, from_first = blocks - blocks[:, -1:], blocks - blocks[:, :1]
    sums = [
        _windows(np.cumsum(ends[:, ::-1], axis=1)[:, ::-1], np.cumsum(begins, axis=1), count)
        for ends, begins in ((to_last, from_first), (to_last**2, from_first**2))
    ]
    first = np.arange(count)
    last = first + n - 1
    left = n - first % n  # how many values a window has in the block that it begins in
    right = np.where(left == n, 0, n - left)
    whole = right == 0  # all in one block, which is then counted once
    (sum_left, sum_right), (squares_left, squares_right) = sums
    sum_right, squares_right = np.where(whole, 0.0, sum_right), np.where(whole, 0.0, squares_right)
    # All counts from the value that the right block begins with: the current one, where there is no right block.
    before = np.where(whole, 0.0, blocks[first // n, -1] - blocks[last // n, 0])
    mean_left, mean_right = before + sum_left / left, sum_right / np.maximum(right, 1)
    step = np.where(whole, 0.0, mean_right - mean_left)
    # Two parts' squared deviations add up by Chan, Golub and LeVeque (1979).
    squares = squares_left - sum_left * sum_left / left + squares_right - sum_right**2 / np.maximum(right, 1)
    squares += step * step * left * right / n
    away = np.where(whole, 0.0, x[n - 1 :] - blocks[last // n, 0]) - (mean_left + step * right / n)
    result: Array = away / np.sqrt(np.maximum(squares, 0.0) / n)
    return result


def _rank(x: Array, n: int) -> Array:
    now = x[n - 1 :]
    not_above = np.ones(len(now))
    missing: Any = np.isnan(x)
    for back in range(1, n):
        not_above += x[n - 1 - back : len(x) - back] <= now
    if missing.any():
        seen = np.cumsum(np.concatenate(([0], missing)))
        not_above[seen[n:] > seen[:-n]] = np.nan
    return 100.0 * (not_above / n)
