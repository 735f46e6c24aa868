"""Tree to facts: names, types, known values, ranges, lookback, each with its place, computed once."""

from signal_dsl.analysis.analyze import analyze
from signal_dsl.analysis.memory import Memory
from signal_dsl.analysis.script import Facts, chain
from signal_dsl.analysis.window import Window

__all__ = ["Facts", "Memory", "Window", "analyze", "chain"]
