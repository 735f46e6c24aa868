"""Two results side by side."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff

from signal_dsl.heytraders.document import reading
from signal_dsl.heytraders.document.measures import Measure, measure
from signal_dsl.heytraders.document.reading import Document
from signal_dsl.heytraders.document.values import Json, number, text


@dataclass(frozen=True)
class Pair:
    """A metric in both results; `difference` is how much more the first is, None where one has no value."""

    measure: Measure
    first: float | None
    second: float | None

    @property
    def difference(self) -> float | None:
        return None if self.first is None or self.second is None else self.first - self.second


@dataclass(frozen=True)
class Comparison:
    """What is different.

    `settings` are those that differ, with both values. `script` is the way from the second script to the first, as the
    lines of a patch; empty where they are the same or one is not known.
    """

    metrics: list[Pair]
    settings: list[tuple[str, object, object]]
    same_script: bool
    script: list[str]

    def to_json(self, first: Document, second: Document) -> Json:
        """Both results without what takes long to read, and what is different."""
        return {
            "version": 1,
            "first": first.get("result_id"),
            "second": second.get("result_id"),
            "metrics": [
                {"name": one.measure.name, "first": one.first, "second": one.second, "difference": one.difference}
                for one in self.metrics
            ],
            "settings": [{"name": name, "first": own, "second": other} for name, own, other in self.settings],
            "same_script": self.same_script,
            "script": self.script,
        }


def compare(first: Document, second: Document) -> Comparison:
    """Hold two results against each other."""
    own, other = reading.part(first, "metrics"), reading.part(second, "metrics")
    pairs = [Pair(measure(name), number(own.get(name)), number(other.get(name))) for name in {**own, **other}]
    ours, theirs = reading.part(first, "settings"), reading.part(second, "settings")
    settings = [
        (name, ours.get(name), theirs.get(name)) for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)
    ]
    scripts = [reading.part(one, "script") for one in (first, second)]
    texts = [text(script.get("text")) for script in scripts]
    same = scripts[0].get("sha256") == scripts[1].get("sha256")
    patch: list[str] = []
    if not same and texts[0] is not None and texts[1] is not None:
        patch = list(unified_diff(texts[1].splitlines(), texts[0].splitlines(), n=0, lineterm=""))[2:]
    return Comparison(pairs, settings, same, patch)
