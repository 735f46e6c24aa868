"""Conditions that are true at every bar, or at none: by the ranges of values, their order, and what joins them.

`reading` makes terms of numbers, `formulas` makes formulas of conditions; `ranges` and `relations` tell what holds of
every market; `consistency` judges a set of comparisons, `search` goes through the cases, and `find` goes through
statements. What is not known is taken to be possible, so what is found is certain.
"""

from signal_dsl.analysis.constancy.find import Constancy, Constant, constants

__all__ = ["Constancy", "Constant", "constants"]
