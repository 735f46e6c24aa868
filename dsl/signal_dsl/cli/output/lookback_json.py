"""`lookback --json`: a list with one object a script, whose shape only ever grows."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis import Facts


def render(scripts: list[Facts]) -> str:
    """The lookbacks as JSON in ASCII."""
    return json.dumps([_script(facts) for facts in scripts], indent=2) + "\n"


def _script(facts: Facts) -> dict[str, object]:
    lookback = facts.lookback
    start = None if lookback is None else facts.window.required_start(lookback)
    return {
        "file": facts.source.name,
        "lookback": lookback,
        "bars_needed": facts.bars_needed,
        "settling": facts.settling,
        "timeframe": facts.window.timeframe,
        "required_start": None if start is None else str(start),
        "signals": [
            {
                "line": facts.line(signal.node, signal.home),
                "lookback": signal.fact.lookback,
                "dominant": facts.text(step.node, step.home) if (step := facts.dominant(signal.fact)) else None,
            }
            for signal in facts.signals
        ],
        "names": [
            {
                "name": binding.name,
                "line": facts.line(binding.target, binding.home),
                "lookback": binding.fact.lookback,
            }
            for binding in facts.bindings
        ],
        "unknown": [
            {
                "line": facts.line(cause.node, cause.home),
                "expression": facts.text(cause.node, cause.home),
                "reason": cause.reason,
            }
            for cause in facts.unknown
        ],
    }
