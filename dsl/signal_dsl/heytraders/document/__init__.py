"""The result document: one JSON object for what came of a backtest, described in docs/results.md.

`build` makes it from the answers of the platform or of the sandbox. Everything that shows a result (terminal, report,
editor) reads this and nothing else.
"""

from __future__ import annotations

from signal_dsl.heytraders.document.build import SETTINGS, VERSION, Answers, Ran, build
from signal_dsl.heytraders.document.values import Json

__all__ = ["SETTINGS", "VERSION", "Answers", "Json", "Ran", "build"]
