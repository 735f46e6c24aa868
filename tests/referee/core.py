"""TA-Lib's C core, asked directly.

The Python wrapper hides what a referee needs most: `outBegIdx`, the first bar that the core really fills (integer
outputs are 0 before it, which looks like a value), and the bounds of parameters. Both are had from the shared library
that the wrapper's extension module has loaded, through ctypes. The public names of parameters and outputs are those of
`talib.abstract`. test_core.py holds wrapper, core and `abstract` against each other.
"""

from __future__ import annotations

import ctypes
import xml.etree.ElementTree as ElementTree
from typing import NamedTuple

import numpy as np
import talib
from talib import abstract

# A symbol is looked for in the extension module and in the libraries that it was linked with.
_LIBRARY = ctypes.CDLL(talib._ta_lib.__file__)

_KINDS = {"Integer": "integer", "Double": "real", "MA Type": "ma_type"}
MA_TYPES: dict[str, int] = {name: getattr(talib.MA_Type, name) for name in dir(talib.MA_Type) if name.isupper()}
PRICES = ("open", "high", "low", "close", "volume")


class RefusedError(Exception):
    """TA-Lib does not take these parameters."""


class Parameter(NamedTuple):
    """A parameter with TA-Lib's inclusive bounds; `kind` is "integer", "real" or "ma_type"."""

    name: str
    kind: str
    low: float
    high: float
    default: float


class Function:
    """One function of the C core. `inputs` are names of prices, or names that begin with "real" or "periods"."""

    def __init__(self, description: ElementTree.Element) -> None:
        name = description.findtext("Abbreviation", "")
        public = abstract.Function(name)
        self.name = name.lower()
        self.group: str = public.info["group"]
        self.inputs = tuple(
            argument.findtext("Name", "").removeprefix("in").lower()
            for argument in description.iter("RequiredInputArgument")
        )
        self.parameters = tuple(
            _parameter(public_name, argument)
            for public_name, argument in zip(public.parameters, description.iter("OptionalInputArgument"), strict=True)
        )
        self.outputs: tuple[str, ...] = tuple(public.output_names)
        self._integers = tuple(
            argument.findtext("Type") == "Integer Array" for argument in description.iter("OutputArgument")
        )
        self._types = tuple(ctypes.c_double if p.kind == "real" else ctypes.c_int for p in self.parameters)
        self._call = getattr(_LIBRARY, "TA_" + name)
        self._lookback = getattr(_LIBRARY, f"TA_{name}_Lookback")

    @property
    def prices(self) -> tuple[str, ...]:
        """The inputs that are taken from the price bar."""
        return tuple(name for name in self.inputs if name in PRICES)

    def lookback(self, parameters: list[float]) -> int:
        """TA-Lib's own lookback for these parameters. Raises `RefusedError`."""
        bars: int = self._lookback(*self._options(parameters))
        if bars < 0:
            raise RefusedError(f"{self.name}{tuple(parameters)}")
        return bars

    def run(self, inputs: list[np.ndarray], parameters: list[float]) -> tuple[int, list[np.ndarray]]:
        """The first bar that the core fills, and each output as float64 with NaN before it. Raises `RefusedError`."""
        bars = len(inputs[0])
        inputs = [np.ascontiguousarray(values, dtype=np.float64) for values in inputs]
        outputs = [np.zeros(bars, np.int32 if integer else np.float64) for integer in self._integers]
        begin, filled = ctypes.c_int(), ctypes.c_int()
        status = self._call(
            0,
            bars - 1,
            *(ctypes.c_void_p(values.ctypes.data) for values in inputs),
            *self._options(parameters),
            ctypes.byref(begin),
            ctypes.byref(filled),
            *(ctypes.c_void_p(values.ctypes.data) for values in outputs),
        )
        if status != 0:
            raise RefusedError(f"{self.name}{tuple(parameters)}: status {status}")
        first = begin.value if filled.value else bars
        assert first + filled.value == bars, f"{self.name} does not fill up to the last bar"
        results = []
        for values in outputs:
            placed = np.full(bars, np.nan)
            placed[first:] = values[: filled.value]
            results.append(placed)
        return first, results

    def _options(self, parameters: list[float]) -> list[object]:
        return [as_type(value) for as_type, value in zip(self._types, parameters, strict=True)]


def _parameter(name: str, description: ElementTree.Element) -> Parameter:
    kind = _KINDS[description.findtext("Type", "")]
    low = float(description.findtext("Range/Minimum", "0"))
    high = float(description.findtext("Range/Maximum", str(len(MA_TYPES) - 1)))
    default = float(description.findtext("DefaultValue", ""))
    return Parameter(name, kind, low, high, default if kind == "real" else int(default))


def _functions() -> dict[str, Function]:
    _LIBRARY.TA_FunctionDescriptionXML.restype = ctypes.c_void_p
    text = ctypes.string_at(_LIBRARY.TA_FunctionDescriptionXML())
    functions = (Function(description) for description in ElementTree.fromstring(text))
    return {function.name: function for function in functions}


FUNCTIONS = _functions()
