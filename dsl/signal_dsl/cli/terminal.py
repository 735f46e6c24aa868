"""Standard output and standard error: what they can show, and writing to them without a crash."""

from __future__ import annotations

import os
import sys

from signal_dsl.diagnostics import ERROR, INFO, WARNING
from signal_dsl.errors import SignalDslError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_SGR = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "cyan": "36",
}
_READABLE = 100
# How findings of each severity are painted.
COLOURS = {ERROR: "red", WARNING: "yellow", INFO: "cyan"}


class Style:
    """Paints text, or leaves it as it is where there is no colour."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, *names: str) -> str:
        """`text` in the colours and weights called `names`."""
        if not (self.colour and text):
            return text
        return f"\x1b[{';'.join([_SGR[name] for name in names])}m{text}\x1b[0m"


def paint() -> Style:
    """How to paint what goes to standard output."""
    return _style(sys.stdout)


def width() -> int | None:
    """Columns of the terminal at standard output; None where it is none: what goes into a file is not wrapped."""
    if not _is_terminal(sys.stdout):
        return None
    try:
        # Not shutil's: importing that takes longer than reading a script.
        return int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (ValueError, OSError):
        return None


def readable_width() -> int:
    """Columns for running text: not more than can be read with ease, and the same in a file."""
    return min(width() or _READABLE, _READABLE)


def tame() -> None:
    """Make both streams show what their encoding lacks as an escape, instead of raising."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")


def use_utf8() -> None:
    """Write standard output in UTF-8 whatever the system's encoding is: programs that read it expect no other."""
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(encoding="utf-8")


def write(text: str) -> None:
    """Print `text` as it is. A full disk raises `SignalDslError`; a reader who has enough (`| head`) is no fault."""
    if error := _write(sys.stdout, text):
        raise SignalDslError(f"The output cannot be written: {reason(error)}.", "Make room, or send it elsewhere.")


def write_error(text: str) -> None:
    """Print `text` as it is on standard error."""
    _write(sys.stderr, text)


def trace(error: BaseException) -> str:
    """Where a fault of this program happened, in lines."""
    from traceback import format_exception

    return _without_keys("".join(format_exception(error)))


def error(message: str) -> None:
    """One line on standard error: why something could not be done."""
    _complain("error", "red", message)


def warning(message: str) -> None:
    """One line on standard error: what may not be as expected, although it was done."""
    _complain("warning", "yellow", message)


def note(message: str) -> None:
    """One line on standard error for those who asked for more."""
    _complain("note", "blue", message)


def printable(text: str) -> str:
    """`text` on one line and without control characters, which files' names and scripts may well hold."""
    return text if text.isprintable() else "".join([char if char.isprintable() else _escaped(char) for char in text])


def reason(error: OSError) -> str:
    """What went wrong, to stand after a colon."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


def internal_fault(error: Exception) -> str:
    """The sentence for a fault of this program."""
    told = f"internal fault, {type(error).__name__}: {error}. Please report it; `-v` shows where it happened."
    return _without_keys(told)


def _without_keys(text: str) -> str:
    """`text` without the API keys that are in use, which a fault that nobody thought of might repeat."""
    logs = sys.modules.get("signal_dsl.heytraders.logs")  # where it is not imported, none is in use
    hidden: str = logs.hidden(text) if logs is not None else text
    return hidden


def _escaped(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file's name that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")


def _complain(kind: str, colour: str, message: str) -> None:
    style = _style(sys.stderr)
    _write(sys.stderr, f"signal-dsl: {style(kind + ':', colour, 'bold')} {printable(message)}\n")


def _write(stream: TextIO | None, text: str) -> OSError | None:
    """Write and flush `text`; the error where that cannot be done, and somebody should know."""
    if stream is None:  # it was closed before the start
        return None
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        # What is left in the buffer goes nowhere; else Python would try once more at exit, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return None if isinstance(error, BrokenPipeError) else error
    return None


def _style(stream: TextIO | None) -> Style:
    """Colour on a terminal only, and not where `NO_COLOR` (no-color.org) or a dumb terminal forbids it."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Style(not plain and _is_terminal(stream) and (os.name != "nt" or "WT_SESSION" in os.environ))


def can_redraw() -> bool:
    """Whether standard error is a terminal on which what was written can be drawn anew."""
    return _is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # it is closed
        return False
