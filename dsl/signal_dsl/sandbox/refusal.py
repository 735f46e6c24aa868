"""What the sandbox refuses, as the platform would: a code of the platform's, one sentence, the line to blame."""

from __future__ import annotations

from signal_dsl.errors import SignalDslError

VALIDATION_ERROR = "VALIDATION_ERROR"
TA_OUT_OF_RANGE = "TA_OUT_OF_RANGE"
DATA_UNAVAILABLE = "DATA_UNAVAILABLE"


class RefusalError(SignalDslError):
    """A script, or the data that it asks for, is refused.

    `code` is one of the platform's error codes, `line` the script's line that is to blame, from 1, None where no line
    is.
    """

    def __init__(self, code: str, message: str, remedy: str = "", line: int | None = None) -> None:
        super().__init__(message, remedy)
        self.code = code
        self.line = line
