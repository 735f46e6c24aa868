"""What can be told of a statement with a syntax error: enough for the statements after it to make sense."""

from __future__ import annotations

import re

from signal_dsl.analysis.bars import unknown
from signal_dsl.analysis.facts import Signal
from signal_dsl.syntax.nodes import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.infer import Inference

_WORD = re.compile(r"[^\W\d]\w*")
# The names that a statement assigns, read off its text alone.
_ASSIGNED = re.compile(r"([^\W\d]\w*(?:[ \t]*,[ \t]*[^\W\d]\w*)*)[ \t]*(?:[-+*%]|//?|\*\*)?:?=(?!=)")


def guess(inference: Inference) -> None:
    """Fill in the facts of a statement with a syntax error, and the names that it assigns."""
    home = inference.home
    words = home.mentioned = _WORD.findall(home.parsed.text)
    if home.tree is not None:
        inference.infer(home.tree.value)
    assigned = _ASSIGNED.match(home.parsed.text)
    names = assigned[1] if assigned else ""
    targets = [Target(match.start(), match.end(), match[0]) for match in _WORD.finditer(names)]
    node = home.tree or Target(0, home.parsed.length, "")
    nothing = home.fact = unknown(node, home, "this statement has a syntax error")
    home.bind(targets, [nothing] * len(targets))
    home.signals.clear()
    if "emit_signal" in words:
        home.signals.append(Signal(node, home, node, nothing))
