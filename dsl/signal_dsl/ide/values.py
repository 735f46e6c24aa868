"""Values that several features share."""

from __future__ import annotations

from signal_dsl.records import record


@record
class Span:
    """A stretch of the text: offsets `start` to `end`, the end exclusive."""

    start: int
    end: int
