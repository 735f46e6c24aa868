"""What can go wrong that is not a finding about a script.

SignalDslError          base of all; `str()` is one sentence, `remedy` says what to do about it
 ├─ SourceError         a file cannot be read, or is not text
 ├─ SettingsError       an option or a configuration file is unusable
 ├─ CatalogError        a catalog file is unusable
 ├─ FormatError         a script has a syntax error, so it cannot be formatted
 ├─ UsageError          the call itself is off (unknown rule, unknown indicator …)
 └─ HeyTradersError     something about the platform, see `signal_dsl.heytraders.errors`
"""

from __future__ import annotations


class SignalDslError(Exception):
    """Base of every error that this package raises for bad input.

    `message` is one sentence; `remedy` (may be empty) is what the user can do about it. `is_verdict` tells an answer
    (the platform refuses the script, the run failed) from the failure to get one.
    """

    is_verdict = False

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".rstrip()


class SourceError(SignalDslError):
    """A file cannot be read, or is not text; `path` is the file's, where that is known."""

    def __init__(self, message: str, remedy: str = "", path: str = "") -> None:
        super().__init__(message, remedy)
        self.path = path


class SettingsError(SignalDslError):
    """An option or a configuration file is unusable."""


class CatalogError(SignalDslError):
    """A catalog file is unusable."""


class UsageError(SignalDslError):
    """The call itself is off: an unknown rule, an unknown indicator, options that exclude each other."""


class FormatError(SignalDslError):
    """A script cannot be formatted, mostly for a syntax error; it begins at `line` and `column`, both from 1."""

    def __init__(self, message: str, line: int, column: int, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return f"Line {self.line}, column {self.column}: {super().__str__()}"
