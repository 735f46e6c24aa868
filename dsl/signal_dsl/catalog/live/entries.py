"""One entry of a live catalog: whatever the platform says of a function or variable, in any of the usual spellings."""

from __future__ import annotations

import re

from signal_dsl.catalog import model
from signal_dsl.catalog.live.model import LiveFunction, LiveVariable
from signal_dsl.catalog.live.parameters import all_different, read_outputs, read_parameters
from signal_dsl.catalog.live.values import TEXT_KEYS, TITLE_KEYS, TYPE_KEYS, first_at, is_name, kind_of, text_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PARAMETER_KEYS = ("params", "parameters", "args", "arguments", "options")
INPUT_KEYS = ("inputs", "input")
OUTPUT_KEYS = ("outputs", "output", "returns", "return", "return_type", "returnType")
CATEGORY_KEYS = ("category", "group")
SIGNATURE_KEYS = ("signature", "syntax", "usage")
# A mapping with one of these describes an entry. Names are not among them: groups of entries have names, too.
ENTRY_KEYS = {*PARAMETER_KEYS, *INPUT_KEYS, *TEXT_KEYS, *OUTPUT_KEYS, *CATEGORY_KEYS, *SIGNATURE_KEYS}

_SIGNATURE = re.compile(r"\s*([^\W\d]\w*)\s*\((.*)\)\s*(?:->\s*(.*\S))?\s*", re.DOTALL)
_LONGEST = 2000


def function_from_signature(text: str, category: str = "") -> LiveFunction | None:
    """`ema(source, length=20) -> series`; None where the text is no such thing."""
    match = _SIGNATURE.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or not is_name(match[1]):
        return None
    parameters = read_parameters(match[2], inputs=False)
    outputs = read_outputs(match[3]) if match[3] else None
    return LiveFunction(match[1], category, "", parameters, parameters is not None, outputs)


def function_from_object(name: str, entry: dict[str, Any], category: str = "") -> LiveFunction:
    """The function that a mapping describes."""
    signature = function_from_signature(text_at(entry, SIGNATURE_KEYS))
    inputs, options = first_at(entry, INPUT_KEYS), first_at(entry, PARAMETER_KEYS)
    parameters, whole = None, False
    if inputs is not None or options is not None:
        first = () if inputs is None else read_parameters(inputs, inputs=True)
        rest = () if options is None else read_parameters(options, inputs=False)
        parameters = None if first is None or rest is None or not all_different(first + rest) else first + rest
    if not parameters and signature is not None and signature.parameters is not None:
        parameters, whole = signature.parameters, True
    outputs = read_outputs(first_at(entry, OUTPUT_KEYS))
    return LiveFunction(
        name,
        text_at(entry, CATEGORY_KEYS) or category,
        _summary(entry),
        parameters,
        whole,
        signature.outputs if outputs is None and signature is not None else outputs,
    )


def variable_from_object(name: str, entry: dict[str, Any], category: str = "") -> LiveVariable:
    """The variable that a mapping describes."""
    kind = kind_of(text_at(entry, (*TYPE_KEYS, "value_type")))
    category = text_at(entry, CATEGORY_KEYS) or category
    return LiveVariable(name, category, _summary(entry), kind if kind == model.CONDITION else None)


def _summary(entry: dict[str, Any]) -> str:
    return text_at(entry, (*TEXT_KEYS, *TITLE_KEYS))
