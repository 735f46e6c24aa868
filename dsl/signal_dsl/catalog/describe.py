"""Entries of the catalog in words: plain text for people, plain values for programs.

signature(function)             atr([high, low, close,] timeperiod=14)
describe(entry, catalog)        the whole documentation of an entry, wrapped, without colours
parameter_facts(parameter, …)   one of its parameters; output_facts(output): one of its outputs; bounds(low, high)
as_json(entry)                  the same as a dictionary that JSON can hold
"""

from __future__ import annotations

import re
import textwrap

from signal_dsl.catalog import model
from signal_dsl.catalog.model import Function, Output, Parameter, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from signal_dsl.catalog.catalog import Catalog

WIDTH = 100
# Beyond this TA-Lib's bounds mean "any number".
_UNBOUNDED = 1e30
_KINDS = {model.MA_TYPE: "kind of moving average", model.REAL: "number", model.ANY: "anything"}
_HELPER = re.compile(r"[a-z]\w*(?=\()")


def signature(function: Function) -> str:
    """How the function is called; what stands in brackets may be left out together."""
    if function.open_signature:
        return f"{function.name}(…)"
    parts: list[str] = []
    prices = [parameter.name for parameter in function.parameters if parameter.price]
    for parameter in function.parameters:
        if not parameter.price:
            parts.append(_call_form(parameter))
        elif parameter.name == prices[0]:
            parts.append(f"[{', '.join(prices)}]")
    text = ", ".join(parts)
    return f"{function.name}({text.replace('], ', ',] ')})"


def describe(entry: Function | Variable, catalog: Catalog, width: int = WIDTH) -> str:
    """The documentation of an entry, in lines of at most `width` characters."""
    if isinstance(entry, Variable):
        lines = [f"{entry.name}", f"{entry.category} · {_origin(entry)}", "", *_wrapped(entry.summary, width)]
        values = bounds(entry.low, entry.high)
        return "\n".join([*lines, "", f"Values: {values}"] if values else lines)
    lines = [*_wrapped(signature(entry), width, "    "), f"{entry.category} · {_origin(entry)}", ""]
    lines += _wrapped(entry.summary, width)
    lines += _section("Parameters", [(p.name, parameter_facts(p, catalog)) for p in entry.parameters], width)
    lines += _section("Outputs", [(output.name, output_facts(output)) for output in entry.outputs], width)
    if any(output.kind in (model.SERIES, model.CONDITION, model.ANY) for output in entry.outputs):
        lines += ["", *_lookback(entry, catalog, width)]
    for title, sentences in (("Constraints", [c.message for c in entry.constraints]), ("Notes", entry.notes)):
        lines += ["", title] if sentences else []
        lines += [line for sentence in sentences for line in _wrapped(f"- {sentence}", width, "  ")]
    return "\n".join(lines)


def as_json(entry: Function | Variable) -> dict[str, Any]:
    """The entry as plain values; its fields are those of the record, with `type` and, for functions, `signature`."""
    fields: dict[str, Any] = _plain(entry)
    if isinstance(entry, Variable):
        return {"name": entry.name, "type": "variable", **fields}
    return {"name": entry.name, "type": "function", "signature": signature(entry), **fields}


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    names = getattr(value, "__fields__", None)
    return value if names is None else {name: _plain(getattr(value, name)) for name in names}


def _call_form(parameter: Parameter) -> str:
    if parameter.required:
        return parameter.name
    return f"{parameter.name}={parameter.default!r}" if parameter.default is not None else f"[{parameter.name}]"


def _origin(entry: Function | Variable) -> str:
    if entry.origin == model.LIVE:
        return "listed by the platform"
    if entry.mark == model.DOCUMENTED:
        return "documented by the platform"
    return "assumed to be TA-Lib's" if entry.origin == model.TALIB else "assumed"


def parameter_facts(parameter: Parameter, catalog: Catalog) -> str:
    """What a parameter is for, with its kind, bounds and default."""
    facts = [_KINDS.get(parameter.kind, parameter.kind)]
    if parameter.kind == model.MA_TYPE:
        names = {number: name for name, number in catalog.ma_types.items()}
        facts.append(", ".join(f"{number} {names[number]}" for number in sorted(names)))
    else:
        facts.append(bounds(parameter.low, parameter.high))
    if parameter.default is not None:
        facts.append(f"default {parameter.default}")
    elif not parameter.required:
        facts.append("may be left out")
    if parameter.aliases:
        facts.append(f"also called {', '.join(parameter.aliases)}")
    return f"{parameter.summary} ({'; '.join(fact for fact in facts if fact)})".strip()


def output_facts(output: Output) -> str:
    """What an output is, with its range."""
    facts = [output.kind if output.kind != model.SERIES else "", bounds(output.low, output.high)]
    if output.values:
        facts[1] = "one of " + ", ".join(str(value) for value in output.values)
    if output.holds:
        facts.append(f"where {output.holds}")
    told = "; ".join(fact for fact in facts if fact)
    if not output.summary:
        return told or "number"
    return f"{output.summary} ({told})" if told else output.summary


def bounds(low: float | None, high: float | None) -> str:
    """A range in words; empty where there is none."""
    low = None if low is not None and low <= -_UNBOUNDED else low
    high = None if high is not None and high >= _UNBOUNDED else high
    if low is None:
        return "" if high is None else f"at most {high:g}"
    return f"at least {low:g}" if high is None else f"{low:g} to {high:.12g}"


def _lookback(function: Function, catalog: Catalog, width: int) -> Iterator[str]:
    """Bars that the function needs, and what the formulas in that call."""
    if function.lookback is None:
        yield from _wrapped(f"Lookback: unknown, because {function.unknown_because}.", width, "  ")
        return
    yield from _wrapped(f"Lookback: {function.lookback} {'bar' if function.lookback == '1' else 'bars'}", width, "  ")
    if function.settling is None:
        yield "Settling: never, the values depend on where the data began"
    elif function.settling != "0":
        yield from _wrapped(f"Settling: {function.settling} further bars", width, "  ")
    waiting = [*_HELPER.findall(function.lookback), *_HELPER.findall(function.settling or "")]
    told: list[str] = []
    while waiting:
        helper = catalog.formulas.get(waiting.pop(0))
        if helper is not None and helper.name not in told:
            told.append(helper.name)
            waiting += _HELPER.findall(helper.formula)
            yield from _wrapped(f"  {helper.name}({', '.join(helper.parameters)}) = {helper.formula}", width, "    ")


def _section(title: str, rows: list[tuple[str, str]], width: int) -> list[str]:
    if not rows:
        return []
    longest = max(len(name) for name, _ in rows)
    lines = ["", title]
    for name, text in rows:
        lines += _wrapped(f"  {name:<{longest}}  {text}", width, " " * (longest + 4))
    return lines


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, max(width, 2 * len(indent), 20), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
