"""What is wrong with a statement's syntax."""

from __future__ import annotations

from signal_dsl.diagnostics import Fix
from signal_dsl.records import record

SYNTAX_ERROR = "SIG001"
NOT_IN_SIGNAL_DSL = "SIG002"


@record
class Fault:
    """A syntax error: `start`, `end` and the offsets of `fix` count from the statement's start."""

    start: int
    end: int
    message: str
    code: str = SYNTAX_ERROR
    fix: Fix | None = None
