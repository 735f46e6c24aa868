"""`--fail-if "max_drawdown > 20"`: what a result must not be."""

from __future__ import annotations

from operator import eq, ge, gt, le, lt, ne

from signal_dsl.errors import UsageError
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# Each sign with what it tests, and in words.
_SIGNS = {
    "<=": (le, "at most"),
    ">=": (ge, "at least"),
    "==": (eq, "exactly"),
    "!=": (ne, "other than"),
    "<": (lt, "less than"),
    ">": (gt, "more than"),
}
_FORM = 'Write it as in "max_drawdown > 20": a metric, one of <, <=, >, >=, ==, !=, and a number.'


@record
class Threshold:
    """A condition that makes a run fail: the metric, the sign, the number."""

    metric: str
    sign: str
    limit: float

    def broken(self, metrics: Mapping[str, object]) -> str:
        """Why the metrics do not pass, a sentence; empty where they do.

        A metric without a value does not pass: a guard that cannot tell is none.
        """
        value = metrics.get(self.metric)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return f"`{self.metric}` has no value in this result, so `{self}` cannot be told."
        test, words = _SIGNS[self.sign]
        return f"`{self.metric}` is {value:,.6g}, which is {words} {self.limit:g}." if test(value, self.limit) else ""

    def __str__(self) -> str:
        return f"{self.metric} {self.sign} {self.limit:g}"


def threshold(text: str) -> Threshold:
    """The threshold in `text`. Raises `UsageError` where it is none, also where there is no such metric."""
    sign = next((one for one in _SIGNS if one in text), None)
    if sign is None:
        raise UsageError(f"`{text}` compares nothing.", _FORM)
    name, _, number = (part.strip() for part in text.partition(sign))
    if not name.isidentifier():
        raise UsageError(f"`{text}` does not begin with the name of a metric.", _FORM)
    from signal_dsl.heytraders.document.measures import measures

    if name not in measures():
        from difflib import get_close_matches

        near = get_close_matches(name, measures(), 1)
        remedy = f"Did you mean `{near[0]}`?" if near else f"There are {', '.join(measures())}."
        raise UsageError(f"There is no metric `{name}`.", remedy)
    return Threshold(name, sign, _number(number.removesuffix("%").strip(), text))


def _number(written: str, text: str) -> float:
    digits = written.removeprefix("-").removeprefix("+").replace("_", "", 1)
    if not digits.replace(".", "", 1).isdecimal() or not digits.isascii():
        raise UsageError(f"`{text}` does not end in a number.", _FORM)
    return float(written)
