"""The independent judge of what a script means and from which bar on it has a value.

It evaluates scripts for real, with TA-Lib's C core and NumPy, and never looks at the toolkit's catalog or analysis:
what the toolkit predicts, the referee observes.

    from tests.referee import evaluate, market, python_tree
    result = evaluate(python_tree("trend = ema(sma(close, 5), 8)"), market(200))
    result.lookback            # 11
    not_yet(result.names["trend"])
"""

from tests.referee.evaluator import Evaluation, evaluate
from tests.referee.from_python import NotCommonError, difference, python_tree
from tests.referee.market import market
from tests.referee.values import RefereeError, Series, not_yet

__all__ = [
    "Evaluation",
    "NotCommonError",
    "RefereeError",
    "Series",
    "difference",
    "evaluate",
    "market",
    "not_yet",
    "python_tree",
]
