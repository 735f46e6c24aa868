"""Moments as files write them: ISO dates and times, or seconds, milliseconds, … since 1970. All are UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np

from signal_dsl.sandbox.bars import Floats, Integers

NONE = -1
# Numbers up to here are seconds (until the year 5138), then milliseconds, microseconds, nanoseconds.
_LIMITS = (1e11, 1e14, 1e17)


def of_numbers(numbers: Floats) -> Integers:
    """Seconds since 1970 of numbers, whose unit is told by their size; NONE where there is no number."""
    size = np.abs(numbers)
    with np.errstate(invalid="ignore"):
        for limit in _LIMITS:
            numbers = np.where(size >= limit, numbers / 1000, numbers)
        fine = np.isfinite(numbers) & (np.abs(numbers) < _LIMITS[0])
    return np.where(fine, np.floor(np.where(fine, numbers, 0)), NONE).astype(np.int64)


def of_texts(texts: np.ndarray[Any, Any]) -> Integers:
    """Seconds since 1970 of an array of strings; NONE where one is no moment."""
    numbers = _numbers(texts)
    if numbers is not None:
        return of_numbers(numbers)
    plain = np.char.rstrip(texts, "Z") if len(texts) and texts[0].endswith("Z") else texts
    # NumPy also takes words ("today"), whose meaning is not in the file.
    if np.char.isdigit(plain.astype("U4")).all() and not (np.char.find(plain, "+", 10) >= 0).any():
        try:
            return plain.astype("datetime64[s]").astype(np.int64)
        except ValueError:
            pass
    return np.array([of_text(str(text)) for text in texts], np.int64)


def of_text(text: str) -> int:
    """Seconds since 1970 of one string; NONE where it is no moment."""
    text = text.strip()
    try:
        return int(of_numbers(np.array([float(text)]))[0])
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
        return int(moment.timestamp() if moment.tzinfo else moment.replace(tzinfo=UTC).timestamp())
    except (ValueError, OverflowError):
        return NONE


def _numbers(texts: np.ndarray[Any, Any]) -> Floats | None:
    try:
        return texts.astype(np.float64)
    except ValueError:
        return None
