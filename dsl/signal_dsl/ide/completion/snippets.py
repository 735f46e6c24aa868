"""Texts with tab stops, in LSP's syntax, and the plain texts that they stand for."""

from __future__ import annotations

import re

from signal_dsl.catalog import model

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from signal_dsl.catalog import Catalog, Function, Parameter
    from signal_dsl.ide.snapshot import Snapshot

_STOP = re.compile(r"\$\{\d+:((?:[^\\}]|\\.)*)\}|\$\{\d+\|((?:[^\\,|]|\\.)*)(?:,(?:[^\\|]|\\.)*)?\|\}|\$\d+")
_ESCAPED = re.compile(r"\\(.)")
_SERIES = ("close", "open", "high", "low")
DEFAULT_TICKER = "BINANCE:BTC/USDT"
_SIDES = "|LONG,SHORT|"


class Writer:
    """Writes a snippet: `stop` numbers the tab stops."""

    def __init__(self) -> None:
        self._number = 0

    def stop(self, text: str) -> str:
        """A tab stop that holds `text` at first."""
        self._number += 1
        return f"${{{self._number}:{escaped(text)}}}"

    def choice(self, texts: Sequence[str]) -> str:
        """A tab stop at which one of several texts is chosen."""
        self._number += 1
        inner = ",".join(re.sub(r"([\\,|$}])", r"\\\1", text) for text in texts)
        return f"${{{self._number}|{inner}|}}"


def escaped(text: str) -> str:
    """`text` as it is written within a snippet."""
    return re.sub(r"([\\$}])", r"\\\1", text)


def plain(snippet: str) -> str:
    """What a snippet writes where nothing is changed at its tab stops."""

    def first(match: re.Match[str]) -> str:
        return match[1] or match[2] or ""

    return _ESCAPED.sub(r"\1", _STOP.sub(first, snippet))


def call(function: Function, snapshot: Snapshot, condition: str = "") -> str:
    """A call of a function with tab stops; `condition` is what a condition is filled with where one is at hand."""
    writer = Writer()
    return _call(function, writer, snapshot, condition)


def _call(function: Function, writer: Writer, snapshot: Snapshot, condition: str) -> str:
    if function.open_signature:
        return f"{escaped(function.name)}($1)"
    series = iter(_SERIES)
    arguments = []
    for parameter in function.without_prices:
        if parameter.kind == model.SERIES:
            arguments.append(writer.stop(next(series, "close")))
        elif parameter.kind == model.CONDITION:
            arguments.append(writer.stop(condition or "close > open"))
        elif parameter.required or parameter.kind == model.INTEGER:
            arguments.append(_argument(parameter, writer, snapshot))
        else:
            break
    return f"{escaped(function.name)}({', '.join(arguments)})"


def _argument(parameter: Parameter, writer: Writer, snapshot: Snapshot) -> str:
    kind = parameter.kind
    if kind == model.TICKER:
        return f'"{writer.stop(ticker(snapshot))}"'
    if kind == model.SIDE:
        return f'"{writer.choice(("LONG", "SHORT"))}"'
    catalog: Catalog = snapshot.facts.catalog
    inner = catalog.function({model.SIZING: "Weight", model.ACTION: "entry"}.get(kind, ""))
    if inner is not None:
        return _call(inner, writer, snapshot, "")
    return writer.stop(usual(parameter))


def usual(parameter: Parameter) -> str:
    """The value that a parameter usually has."""
    if isinstance(parameter.default, (int, float)):
        return f"{parameter.default:g}"
    if parameter.default is not None:
        return parameter.default
    if parameter.kind == model.REAL:
        return "0.5" if parameter.high is not None and parameter.high <= 1 else "2"
    return "20" if parameter.kind == model.INTEGER else "close"


def ticker(snapshot: Snapshot) -> str:
    """The ticker that is most likely meant: the first of the universe."""
    for entry in snapshot.facts.settings.run.universe or ():
        if ":" in entry and entry.isprintable() and not any(char in entry for char in "\"'\\"):
            return entry
    return DEFAULT_TICKER


def output(snippet: str, function: Function) -> str:
    """The snippet of a call with several outputs, of which one is taken."""
    number = snippet.count("${") + 1
    names = ",".join(one.name for one in function.outputs)
    return f"{snippet}.${{{number}|{names}|}}"


def unpacked(function: Function, snapshot: Snapshot) -> str:
    """A statement that gives each output of a call a name."""
    writer = Writer()
    catalog = snapshot.facts.catalog
    names = [one.name if one.name not in catalog else f"{one.name}_line" for one in function.outputs]
    targets = ", ".join(writer.stop(name) for name in names)
    return f"{targets} = {_call(function, writer, snapshot, '')}"


def closing(condition: str, snapshot: Snapshot) -> str:
    """A signal that closes a position."""
    writer = Writer()
    return f'emit_signal({writer.stop(condition)}, exit("{writer.stop(ticker(snapshot))}"))'
