"""What TA-Lib says about its own functions.

Names, defaults, bounds and kinds come from the description that the C core carries (`TA_FunctionDescriptionXML`); the
names that users type, of inputs, parameters and outputs, are those of the Python wrapper.
"""

from __future__ import annotations

import ctypes
import re
import xml.etree.ElementTree as ElementTree
from typing import NamedTuple

import talib
from talib import abstract

_KINDS = {"Integer": "integer", "Double": "real", "MA Type": "ma_type"}
PRICES = ("open", "high", "low", "close", "volume")
VERSION: str = talib.__version__
# The numbers of moving-average types by their names; the description does not have them.
_NAMES = [name for name in dir(talib.MA_Type) if name.isupper()]
MA_TYPES: dict[str, int] = {
    name.lower(): getattr(talib.MA_Type, name) for name in sorted(_NAMES, key=lambda name: getattr(talib.MA_Type, name))
}


class Parameter(NamedTuple):
    """A parameter with TA-Lib's inclusive bounds; `kind` is "integer", "real" or "ma_type"."""

    name: str
    kind: str
    default: float
    low: float
    high: float


class Function(NamedTuple):
    """A function. `outputs` are names, each with whether its values are integers."""

    name: str
    category: str
    inputs: list[str]
    parameters: list[Parameter]
    outputs: list[tuple[str, bool]]


def functions() -> list[Function]:
    """All functions of TA-Lib, in alphabetical order, their names in lower case."""
    library = ctypes.CDLL(talib._ta_lib.__file__)
    library.TA_FunctionDescriptionXML.restype = ctypes.c_void_p
    text = ctypes.string_at(library.TA_FunctionDescriptionXML())
    found = [_function(element) for element in ElementTree.fromstring(text)]
    return sorted(found, key=lambda function: function.name)


def _function(element: ElementTree.Element) -> Function:
    name = element.findtext("Abbreviation", "")
    public = getattr(abstract, name)
    # The wrapper's signature: "OBV(ndarray real, ndarray volume)".
    signature = getattr(talib, name).__doc__.splitlines()[0]
    parameters = [
        _parameter(public_name, argument)
        for public_name, argument in zip(public.parameters, element.iter("OptionalInputArgument"), strict=True)
    ]
    outputs = [
        (public_name, argument.findtext("Type") == "Integer Array")
        for public_name, argument in zip(public.output_names, element.iter("OutputArgument"), strict=True)
    ]
    inputs = re.findall(r"ndarray (\w+)", signature)
    return Function(name.lower(), public.info["group"], inputs, parameters, outputs)


def _parameter(name: str, element: ElementTree.Element) -> Parameter:
    kind = _KINDS[element.findtext("Type", "")]
    default = float(element.findtext("DefaultValue", ""))
    low = float(element.findtext("Range/Minimum", "0"))
    high = float(element.findtext("Range/Maximum", str(max(MA_TYPES.values()))))
    if kind == "real":
        return Parameter(name, kind, default, low, high)
    return Parameter(name, kind, int(default), int(low), int(high))
