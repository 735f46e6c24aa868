"""Calls: which argument is meant for which parameter, and what the function answers."""

from __future__ import annotations

import numpy as np

from tests.referee import core, extras
from tests.referee.values import Outputs, RefereeError, Series, Value

PERIOD_ALIASES = ("period", "length")


def call(name: str, positional: list[Value], keywords: dict[str, Value], data: dict[str, Series], bars: int) -> Value:
    """The value of a call over `bars` bars. Raises `RefereeError`."""
    if name in extras.FUNCTIONS:
        return _call_extra(name, positional, keywords, bars)
    if name in core.FUNCTIONS:
        return _call_core(core.FUNCTIONS[name], positional, dict(keywords), data, bars)
    raise RefereeError(f"no function {name}")


def as_series(value: Value, bars: int) -> Series:
    """`value` at each bar: a scalar is the same at all of them."""
    if isinstance(value, Series):
        return value
    if isinstance(value, bool | int | float):
        values = np.full(bars, value, dtype=np.bool_ if isinstance(value, bool) else np.float64)
        return Series(values, np.ones(bars, np.bool_))
    raise RefereeError(f"{type(value).__name__} is no series")


def _call_extra(name: str, positional: list[Value], keywords: dict[str, Value], bars: int) -> Value:
    signature = extras.SIGNATURES[name]
    try:
        bound = signature.bind(*positional, **keywords)
    except TypeError as error:
        raise RefereeError(f"{name}: {error}") from None
    for parameter, value in bound.arguments.items():
        if signature.parameters[parameter].annotation == "Series":
            series = as_series(value, bars)
            if series.boolean != ((name, parameter) in extras.CONDITIONS):
                raise RefereeError(f"{name}: {parameter} is of the wrong kind")
            bound.arguments[parameter] = series
        elif isinstance(value, Series | Outputs):
            raise RefereeError(f"{name}: {parameter} must be the same at all bars")
    return extras.FUNCTIONS[name](*bound.args, **bound.kwargs)


def _call_core(
    function: core.Function, positional: list[Value], keywords: dict[str, Value], data: dict[str, Series], bars: int
) -> Value:
    values = list(positional)
    inputs: dict[str, Value] = {}
    for name in function.inputs:
        if name not in function.prices:
            inputs[name] = values.pop(0) if values else keywords.pop(name, None)
    # The price inputs stand together in the call, or none does.
    if any(name in keywords for name in function.prices) or (values and isinstance(values[0], Series)):
        for name in function.prices:
            inputs[name] = values.pop(0) if values else keywords.pop(name, None)
    else:
        inputs.update({name: data[name] for name in function.prices})
    parameters = _parameters(function, values, keywords)

    series = [as_series(inputs[name], bars) for name in function.inputs]
    if any(each.boolean for each in series):
        raise RefereeError(f"{function.name}: an input is a condition, not a number")
    # The core takes no "not yet": it gets the bars from which on all inputs exist.
    together = np.logical_and.reduce([each.valid for each in series])
    start = int(np.argmax(together)) if together.any() else bars
    valid = np.zeros(bars, np.bool_)
    results = [np.full(bars, np.nan) for _ in function.outputs]
    try:
        function.lookback(parameters)
        if start < bars:
            first, outputs = function.run([each.values[start:] for each in series], parameters)
            valid[start + first :] = True
            # A NaN at the very beginning is skipped, as by the Python wrapper; the core would never get over it.
            there = ~np.isnan([each.values[start:] for each in series]).any(axis=0)
            begin = start + int(np.argmax(there)) if there.any() else bars
            if start < begin < bars:
                _, outputs = function.run([each.values[begin:] for each in series], parameters)
            for result, output in zip(results if begin < bars else [], outputs, strict=False):
                # Indices count from the first bar of all.
                result[begin:] = output + begin if function.name.endswith("index") else output
    except core.RefusedError as error:
        raise RefereeError(f"TA-Lib refuses {error}") from None
    found = {name: Series(result, valid) for name, result in zip(function.outputs, results, strict=True)}
    return Outputs(found) if len(found) > 1 else next(iter(found.values()))


def _parameters(function: core.Function, positional: list[Value], keywords: dict[str, Value]) -> list[float]:
    names = [parameter.name for parameter in function.parameters]
    if len(positional) > len(names):
        raise RefereeError(f"{function.name}: too many arguments")
    given = dict(zip(names, positional, strict=False))
    for name, value in keywords.items():
        if names == ["timeperiod"] and name in PERIOD_ALIASES:
            name = "timeperiod"
        if name not in names or name in given:
            raise RefereeError(f"{function.name}: no place for {name}=")
        given[name] = value
    return [_parameter(function.name, each, given.get(each.name, each.default)) for each in function.parameters]


def _parameter(function: str, parameter: core.Parameter, value: Value) -> float:
    if parameter.kind == "ma_type" and isinstance(value, str):
        value = core.MA_TYPES.get(value.upper(), value)
    kinds = int | float if parameter.kind == "real" else int
    if isinstance(value, bool) or not isinstance(value, kinds) or not parameter.low <= value <= parameter.high:
        raise RefereeError(f"{function}: {parameter.name}={value!r}")
    return float(value) if parameter.kind == "real" else value
