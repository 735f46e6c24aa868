"""`/docs…`: the platform's documents are its own; these say what holds here and where to read on."""

from __future__ import annotations

from signal_dsl.catalog import Function, builtin
from signal_dsl.catalog.describe import signature
from signal_dsl.catalog.live.merge import OPERATOR_CATEGORIES

TITLES = {
    "": "Signal DSL sandbox",
    "signal-dsl": "Signal DSL",
    "operators": "Operators and functions",
    "data": "Variables",
    "api-reference": "API reference",
}
_INDEX = """\
This server is a sandbox: it answers as the platform does, and all that it says about markets is SIMULATED.

- `/api/v1/docs/signal-dsl`: the language
- `/api/v1/docs/operators`: functions
- `/api/v1/docs/data`: variables
- `/api/v1/docs/api-reference`: addresses
"""
_LANGUAGE = """\
A script is a list of statements, one a line. `emit_signal(condition, action)` trades.

    oversold = rsi(close, 14) < 30
    emit_signal(oversold, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
    emit_signal(rsi(close, 14) > 70, exit("BINANCE:BTC/USDT"))

`x[-1]` is the current bar, `x[-2]` the one before. Orders fill at the open of the next bar.
"""


def page(name: str, paths: list[str]) -> str | None:
    """A document in Markdown; None where there is none of this name. `paths` are the server's addresses."""
    if name not in TITLES:
        return None
    body = {
        "": _INDEX,
        "signal-dsl": _LANGUAGE,
        "operators": "\n".join(_line(one) for one in builtin().functions() if one.category),
        "data": "\n".join(f"- `{one.name}`: {one.summary}" for one in builtin().variables()),
        "api-reference": "\n".join(f"- `{path}`" for path in paths),
    }[name]
    return f"# {TITLES[name]}\n\n{body.rstrip()}\n"


def _line(function: Function) -> str:
    kind = "operator" if function.category in OPERATOR_CATEGORIES else function.category
    return f"- `{signature(function)}` ({kind}): {function.summary}"
