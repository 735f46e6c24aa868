"""The metrics of an answer, under the document's names."""

from __future__ import annotations

from signal_dsl.heytraders.document.names import METRICS
from signal_dsl.heytraders.document.values import Json, mapping, number, pick, plain

_INSIDE = ("metrics", "summary", "performance", "statistics", "stats")
_KNOWN = {plain(other): name for name, others in METRICS.items() for other in (name, *others)}
# How the names of numbers end that measure nothing: ids, moments, counts of bytes.
_NO_METRICS = ("id", "_at", "At", "time", "timestamp", "date", "version")


def metrics(result: object, own: object) -> Json:
    """The numbers of both answers, of which `own`, that of `/metrics`, wins; one named without a value is null.

    `result` may hold numbers that are no metrics, so there only known names count, unless they stand in an object of
    their own. Known metrics come first, in a fixed order; others keep their names. `max_drawdown` is positive however
    it came.
    """
    found: Json = {}
    told = mapping(result)
    for fields, everything in (
        (told, False),
        (_inside(told), True),
        (mapping(own), True),
        (_inside(mapping(own)), True),
    ):
        for key, value in fields.items():
            name = _KNOWN.get(plain(key))
            if name is None:
                if not everything or key.endswith(_NO_METRICS):
                    continue
                name = key
            read = number(value)
            if read is not None:
                found[name] = abs(read) if name == "max_drawdown" else read
            elif value is None and name in METRICS:
                found.setdefault(name, None)
    return {**{name: found[name] for name in METRICS if name in found}, **found}


def _inside(fields: Json) -> Json:
    return mapping(pick(fields, *_INSIDE))
