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
# Functions that make what a parameter takes.
_MAKERS = {model.SIZING: "Weight", model.ACTION: "entry"}


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


def call(function: Function, catalog: Catalog, ticker: str = "", condition: str = "") -> str:
    """A call of a function with tab stops; `ticker` and `condition` are those that the script has at hand."""
    return _call(function, Writer(), catalog, ticker or DEFAULT_TICKER, condition or "close > open")


def _call(function: Function, writer: Writer, catalog: Catalog, ticker: str, condition: str) -> str:
    if function.open_signature:
        return f"{escaped(function.name)}($1)"
    series = iter(_SERIES)
    arguments = []
    for parameter in function.without_prices:
        kind = parameter.kind
        inner = catalog.function(_MAKERS.get(kind, ""))
        if kind == model.SERIES:
            arguments.append(writer.stop(next(series, "close")))
        elif kind == model.CONDITION:
            arguments.append(writer.stop(condition))
        elif not parameter.required and kind != model.INTEGER:
            break
        elif kind == model.TICKER:
            arguments.append(f'"{writer.stop(ticker)}"')
        elif kind == model.SIDE:
            arguments.append(f'"{writer.choice(("LONG", "SHORT"))}"')
        elif inner is not None:
            arguments.append(_call(inner, writer, catalog, ticker, condition))
        else:
            arguments.append(writer.stop(usual(parameter)))
    return f"{escaped(function.name)}({', '.join(arguments)})"


def usual(parameter: Parameter) -> str:
    """The value that a parameter usually has."""
    if isinstance(parameter.default, (int, float)):
        return f"{parameter.default:g}"
    if parameter.default is not None:
        return parameter.default
    if parameter.kind == model.REAL:
        return "0.5" if parameter.high is not None and parameter.high <= 1 else "2"
    return "20" if parameter.kind == model.INTEGER else "close"


def likely_ticker(snapshot: Snapshot) -> str:
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


def unpacked(function: Function, catalog: Catalog) -> str:
    """A statement that gives each output of a call a name."""
    writer = Writer()
    names = [one.name if one.name not in catalog else f"{one.name}_line" for one in function.outputs]
    targets = ", ".join([writer.stop(name) for name in names])
    return f"{targets} = {_call(function, writer, catalog, DEFAULT_TICKER, 'close > open')}"


def closing(ticker: str, condition: str) -> str:
    """A signal that closes a position."""
    writer = Writer()
    return f'emit_signal({writer.stop(condition)}, exit("{writer.stop(ticker)}"))'
