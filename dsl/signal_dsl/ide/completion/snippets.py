"""Texts with tab stops, in LSP's syntax, and the plain texts that they stand for."""

from __future__ import annotations

import re

from signal_dsl.catalog import model

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from signal_dsl.catalog import Catalog, Function, Parameter
    from signal_dsl.ide.document import Document

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


def call(function: Function, document: Document, condition: str = "") -> str:
    """A call of a function with tab stops; `condition` is what a condition is filled with where one is at hand."""
    writer = Writer()
    return _call(function, writer, document, condition)


def _call(function: Function, writer: Writer, document: Document, condition: str) -> str:
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
            arguments.append(_argument(parameter, writer, document))
        else:
            break
    return f"{escaped(function.name)}({', '.join(arguments)})"


def _argument(parameter: Parameter, writer: Writer, document: Document) -> str:
    kind = parameter.kind
    if kind == model.TICKER:
        return f'"{writer.stop(ticker(document))}"'
    if kind == model.SIDE:
        return f'"{writer.choice(("LONG", "SHORT"))}"'
    catalog: Catalog = document.facts.catalog
    inner = catalog.function({model.SIZING: "Weight", model.ACTION: "entry"}.get(kind, ""))
    if inner is not None:
        return _call(inner, writer, document, "")
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


def ticker(document: Document) -> str:
    """The ticker that is most likely meant: the first of the universe."""
    for entry in document.facts.settings.run.universe or ():
        if ":" in entry and entry.isprintable() and not any(char in entry for char in "\"'\\"):
            return entry
    return DEFAULT_TICKER


def output(snippet: str, function: Function) -> str:
    """The snippet of a call with several outputs, of which one is taken."""
    number = snippet.count("${") + 1
    names = ",".join(one.name for one in function.outputs)
    return f"{snippet}.${{{number}|{names}|}}"


def unpacked(function: Function, document: Document) -> str:
    """A statement that gives each output of a call a name."""
    writer = Writer()
    catalog = document.facts.catalog
    names = [one.name if one.name not in catalog else f"{one.name}_line" for one in function.outputs]
    targets = ", ".join(writer.stop(name) for name in names)
    return f"{targets} = {_call(function, writer, document, '')}"


def closing(condition: str, document: Document) -> str:
    """A signal that closes a position."""
    writer = Writer()
    return f'emit_signal({writer.stop(condition)}, exit("{writer.stop(ticker(document))}"))'
