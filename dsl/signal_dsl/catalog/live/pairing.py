"""Which parameter of a built-in function a live one stands for, and the built-in formulas in the live one's terms.

The platform may call TA-Lib's `timeperiod` `length`, order parameters differently or have other defaults. A formula is
only taken over where each parameter that it reads is found again beyond doubt; otherwise the lookback is unknown, and
the reason is told. That is less than a guess, but a wrong lookback is worse than none.
"""

from __future__ import annotations

import re

from signal_dsl.catalog import model
from signal_dsl.catalog.live.model import LiveParameter
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from signal_dsl.catalog.model import Function, Parameter

# Other names that people and platforms give to TA-Lib's parameters, compared without underscores.
_SYNONYMS = {
    "timeperiod": ("n", "length", "len", "period", "periods", "window", "bars", "lookback"),
    "real": ("x", "source", "src", "series", "price", "data", "input", "value", "values", "close"),
    "fastperiod": ("fast", "fastlength", "fastlen", "fastwindow", "short", "shortperiod", "shortlength"),
    "slowperiod": ("slow", "slowlength", "slowlen", "slowwindow", "long", "longperiod", "longlength"),
    "signalperiod": ("signal", "signallength", "signallen", "signalwindow", "signalsmoothing"),
    "matype": ("ma", "type", "mode"),
}
_MEANING = {other: name for name, others in _SYNONYMS.items() for other in others}
# A name in a formula that is not a function's.
_NAME = re.compile(r"\b[A-Za-z_]\w*\b(?!\s*\()")
_NUMERIC = (model.INTEGER, model.REAL, model.ANY, None)


@record
class Pairing:
    """`pairs` gives the live parameter for each built-in one that was found; `fault` says why formulas do not carry."""

    pairs: dict[str, LiveParameter]
    fault: str

    def carries(self, formula: str, twin: Function) -> bool:
        """Whether every parameter that `formula` reads was found."""
        names = {parameter.name for parameter in twin.parameters}
        return all(name in self.pairs for name in _NAME.findall(formula) if name in names)

    def translate(self, formula: str, twin: Function) -> str:
        """`formula` with live names for the twin's, and the twin's defaults where the live one has no such option."""
        defaults = {parameter.name: parameter.default for parameter in twin.parameters}

        def name(match: re.Match[str]) -> str:
            if match[0] in self.pairs:
                return self.pairs[match[0]].name
            return repr(defaults[match[0]]) if match[0] in defaults else match[0]

        return _NAME.sub(name, formula)


def pair(parameters: Sequence[LiveParameter], twin: Function) -> Pairing:
    """Pair the parameters of a live function with those of its built-in twin."""
    read = {name for formula in _formulas(twin) for name in _NAME.findall(formula)}
    options = {parameter.name: parameter for parameter in twin.parameters if parameter.kind not in model.INPUT_KINDS}
    pairs: dict[str, LiveParameter] = {}
    for spelling in (str.lower, _plain, _meaning):
        left = [parameter for parameter in parameters if parameter not in pairs.values()]
        for own in twin.parameters:
            meant = [parameter for parameter in left if spelling(parameter.name) == spelling(own.name)]
            if own.name not in pairs and len(meant) == 1 and _fits(meant[0], own):
                rivals = [other for other in twin.parameters if spelling(other.name) == spelling(own.name)]
                if len(rivals) == 1:
                    pairs[own.name] = meant[0]
    # A single number on both sides that is left over: there is nothing else that it could be.
    open_options = [own for own in options.values() if own.name not in pairs and own.kind == model.INTEGER]
    left = [p for p in parameters if p not in pairs.values() and p.kind in _NUMERIC]
    if len(open_options) == len(left) == 1 and left[0].kind in (model.INTEGER, None):
        pairs[open_options[0].name] = left[0]
    return Pairing(pairs, _fault(parameters, twin, pairs, read, options))


def same(twin: Function) -> Pairing:
    """The pairing with a live function of which nothing else is said: its parameters are the twin's."""
    return Pairing({parameter.name: LiveParameter(parameter.name) for parameter in twin.parameters}, "")


def _formulas(twin: Function) -> list[str]:
    return [formula for formula in (twin.lookback, twin.settling) if formula]


def _fault(
    parameters: Sequence[LiveParameter],
    twin: Function,
    pairs: dict[str, LiveParameter],
    read: set[str],
    options: dict[str, Parameter],
) -> str:
    for parameter in parameters:
        if parameter not in pairs.values() and parameter.kind not in model.INPUT_KINDS:
            return f"the platform's `{twin.name}` has a parameter `{parameter.name}` whose effect is not known"
    for name, option in options.items():
        if name in read and name not in pairs and option.kind == model.INTEGER:
            return f"the platform's `{twin.name}` has no parameter that stands for `{name}`"
    return ""


def _fits(parameter: LiveParameter, own: Parameter) -> bool:
    """Whether a live parameter can be what it is called: a period is no series, an input no number."""
    if own.kind in model.INPUT_KINDS:
        return parameter.kind in (*model.INPUT_KINDS, model.ANY, None)
    if own.kind in (model.INTEGER, model.REAL):
        return parameter.kind in _NUMERIC
    return parameter.kind not in model.INPUT_KINDS


def _plain(name: str) -> str:
    return name.lower().replace("_", "")


def _meaning(name: str) -> str:
    plain = _plain(name)
    return _MEANING.get(plain, plain)
