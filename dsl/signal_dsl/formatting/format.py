"""Scripts in one style."""

from __future__ import annotations

import re

from signal_dsl.errors import FormatError
from signal_dsl.formatting.comments import add_lines
from signal_dsl.formatting.layout import lay_out
from signal_dsl.formatting.same import same
from signal_dsl.source import Source
from signal_dsl.syntax import MAX_LENGTH, Parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.syntax import Parsed, Script

# Columns of a line. A signal for a future's ticker takes eighty before its condition has begun.
LINE_LENGTH = 120

_BYTE_ORDER_MARK = "\ufeff"


def format_source(text: str) -> str:
    """The script in `text` in the one style; formatting it again changes nothing.

    Comments, settings block, kind of line ends and byte order mark stay. Raises `FormatError` at a syntax error.
    """
    parser = Parser()
    script = parser.parse(text)
    _refuse_faults(script)
    newline = _line_end(text)
    # A lone "\r" ends a line, too; a place in the body is the same place in the text.
    body = re.sub(r"\r(?!\n)", "\n", text) if "\r" in text else text
    lines: list[str] = []
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    at = len(mark)
    for index, (start, parsed) in enumerate(script.statements):
        # First comes the end of the last statement's line, last comes the indentation of this one.
        add_lines(lines, body[at:start].replace("\r\n", "\n").split("\n")[index > 0 : -1])
        _add_statement(lines, parsed, newline)
        at = start + len(parsed.text)
    add_lines(lines, body[at:].replace("\r\n", "\n").split("\n")[len(script.statements) > 0 :])
    while lines and not lines[-1]:
        lines.pop()
    formatted = mark + "".join([f"{line}\n" for line in lines]).replace("\n", newline)
    if formatted != text and not same(script, parser.parse(formatted)):
        message = "This script would not mean the same after formatting, so it stays as it is."
        raise FormatError(message, 1, 1, "Please report it.")
    return formatted


def _refuse_faults(script: Script) -> None:
    for start, parsed in script.statements:
        for fault in parsed.faults:
            place = Source(script.text).position(start + fault.start)
            raise FormatError(fault.message, place.line, place.column)


def _line_end(text: str) -> str:
    """The line end that most lines have."""
    windows = text.count("\r\n")
    counts = {"\n": text.count("\n") - windows, "\r\n": windows, "\r": text.count("\r") - windows}
    return max(counts, key=counts.__getitem__)


def _add_statement(lines: list[str], parsed: Parsed, newline: str) -> None:
    assert parsed.tree is not None  # a statement without faults has one
    document, rest = lay_out(parsed.text, parsed.tree)
    code = document.render(LINE_LENGTH)
    if rest and not rest[0].alone:
        code += "  " + rest.pop(0).text
    if len(code) + code.count("\n") * (len(newline) - 1) > MAX_LENGTH:
        # With blanks and indentation the parser would not take it any more.
        lines.append(parsed.text.replace("\r\n", "\n"))
    else:
        lines.append(code)
        add_lines(lines, [comment.text for comment in rest])
