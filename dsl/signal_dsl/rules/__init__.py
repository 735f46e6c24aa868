"""Facts to findings: one rule a file."""

from signal_dsl.rules.check import check
from signal_dsl.rules.registry import find_rule, meant, rules, selected

__all__ = ["check", "find_rule", "meant", "rules", "selected"]
