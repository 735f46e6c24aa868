"""What is known of metrics: how they are called, in which unit they count, and whether more of them is better."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PERCENT, RATIO, COUNT, MONEY = "percent", "ratio", "count", "money"
HIGH, LOW = "high", "low"


@dataclass(frozen=True)
class Measure:
    """A metric: `unit` is PERCENT, RATIO, COUNT or MONEY; `better` is HIGH, LOW or empty; `says` explains it."""

    name: str
    label: str
    unit: str
    better: str = ""
    says: str = ""


@cache
def measures() -> dict[str, Measure]:
    """The metrics that are known, by name, in the order in which they are shown. The page reads the same file."""
    text = files("signal_dsl.heytraders.document").joinpath("metrics.json").read_text(encoding="utf-8")
    return {one["name"]: Measure(**one) for one in json.loads(text)}


def measure(name: str) -> Measure:
    """What is known of a metric; one of the platform's own keeps its name as its label."""
    found = measures().get(name)
    if found is not None:
        return found
    return Measure(name, name.replace("_", " ").capitalize(), PERCENT if name.endswith("_pct") else RATIO)
