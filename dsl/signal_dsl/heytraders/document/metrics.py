"""The metrics of an answer, under the document's names."""

from __future__ import annotations

from signal_dsl.heytraders.document.names import METRICS
from signal_dsl.heytraders.document.values import Json, mapping, number, pick, plain

_INSIDE = ("metrics", "summary", "performance", "statistics", "stats")
# Numbers of a summary that measure nothing.
_NO_METRICS = {"bars", "days", "lookback", "leverage", "initialcash", "tradingfee", "slippage", "ordersrefused"}
_KNOWN = {plain(other): name for name, others in METRICS.items() for other in (name, *others)}


def metrics(*answers: object) -> Json:
    """The numbers of all `answers`, of which later ones win; a metric that was named without a value is null.

    Known metrics come first, in a fixed order; others keep their names. `max_drawdown` is positive however it came.
    """
    found: Json = {}
    for answer in answers:
        for key, value in _flat(answer).items():
            name = _KNOWN.get(plain(key), key)
            read = number(value)
            if read is not None:
                found[name] = abs(read) if name == "max_drawdown" else read
            elif value is None and (name in METRICS or name in found):
                found.setdefault(name, None)
    return {**{name: found[name] for name in METRICS if name in found}, **found}


def _flat(answer: object) -> Json:
    fields = mapping(answer)
    inside = mapping(pick(fields, *_INSIDE))
    if inside:
        return _flat(inside)
    return {key: value for key, value in fields.items() if plain(key) not in _NO_METRICS}
