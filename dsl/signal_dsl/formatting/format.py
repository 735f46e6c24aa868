"""Scripts in one style."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from signal_dsl.diagnostics import Edit, apply_edits
from signal_dsl.errors import FormatError
from signal_dsl.formatting import LINE_LENGTH
from signal_dsl.formatting.comments import add_lines
from signal_dsl.formatting.in_style import in_style
from signal_dsl.formatting.layout import lay_out
from signal_dsl.formatting.same import same
from signal_dsl.source import Source
from signal_dsl.syntax import MAX_LENGTH, Parser, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.syntax import Parsed, Script

_BYTE_ORDER_MARK = "\ufeff"
# Stands for the statement before, where lines are counted from it.
_STATEMENT = "x"


def format_source(text: str) -> str:
    """The script in `text` in the one style; formatting it again changes nothing.

    Comments, settings block, kind of line ends and byte order mark stay. Raises `FormatError` at a syntax error.
    """
    return apply_edits(text, format_edits(parse(text)))


def format_edits(script: Script) -> list[Edit]:
    """The edits that format a script; after them it has the same tree. Raises `FormatError` at a syntax error."""
    _refuse_faults(script)
    edits = style_edits(script)
    if edits:
        parser = Parser()
        parser.remember(script)
        if not same(script, parser.parse(apply_edits(script.text, edits))):
            message = "This script would not mean the same after formatting, so it stays as it is."
            raise FormatError(message, 1, 1, "Please report it.")
    return edits


def style_edits(script: Script, doubtful: Iterable[int] | None = None) -> list[Edit]:
    """The edits that bring a script without syntax errors into style: of statements, and of what is between them.

    `doubtful` are the starts of the statements that are not `in_style`, or that stand not right behind the line end of
    the one before, in order, where that is known already.
    """
    text = script.text
    newline = _line_end(text)
    # A lone "\r" ends a line, too; a place in the body is the same place in the text.
    body = re.sub(r"\r(?!\n)", "\n", text) if "\r" in text else text
    edits: list[Edit] = []

    def put(start: int, end: int, lines: str) -> None:
        wanted = lines.replace("\n", newline) if newline != "\n" else lines
        if text[start:end] != wanted:
            edits.append(Edit(start, end, wanted))

    begin = len(_BYTE_ORDER_MARK) if text.startswith(_BYTE_ORDER_MARK) else 0
    statements = script.statements
    plain = newline == "\n" and "\r" not in text
    indices: Iterable[int] = range(len(statements))
    if plain and doubtful is not None:
        indices = dict.fromkeys([0, *[bisect_left(statements, start, key=_start) for start in doubtful]])
    for index in indices if statements else ():
        start, parsed = statements[index]
        at = statements[index - 1][0] + len(statements[index - 1][1].text) if index else begin
        if index == 0 or text[at:start] != newline:
            put(at, start, _between(body[at:start], first=index == 0))
        end = start + len(parsed.text)
        if newline != "\n" or not in_style(parsed.text, LINE_LENGTH):
            put(start, end, _statement(parsed, newline))
    at = statements[-1][0] + len(statements[-1][1].text) if statements else begin
    put(at, len(text), _between(body[at:], first=not statements, last=True))
    return edits


def _start(statement: tuple[int, Parsed]) -> int:
    return statement[0]


def _refuse_faults(script: Script) -> None:
    for start, parsed in script.statements:
        for fault in parsed.faults:
            place = Source(script.text).position(start + fault.start)
            raise FormatError(fault.message, place.line, place.column)


def _line_end(text: str) -> str:
    """The line end that most lines have."""
    if "\r" not in text:
        return "\n"
    windows = text.count("\r\n")
    counts = {"\n": text.count("\n") - windows, "\r\n": windows, "\r": text.count("\r") - windows}
    return max(counts, key=counts.__getitem__)


@lru_cache(maxsize=1024)
def _between(body: str, *, first: bool, last: bool = False) -> str:
    """What stands between two statements (before the first, behind the last one) in style."""
    # Before the first line break is the end of a statement's line, behind the last one the indentation of the next.
    found = body.replace("\r\n", "\n").split("\n")
    lines = [] if first else [_STATEMENT]
    add_lines(lines, found[0 if first else 1 : None if last else -1])
    if last:
        while lines and not lines[-1]:
            lines.pop()
    return "".join([f"{line}\n" for line in lines]).removeprefix(_STATEMENT)


def _statement(parsed: Parsed, newline: str) -> str:
    assert parsed.tree is not None  # a statement without faults has one
    document, rest = lay_out(parsed.text, parsed.tree)
    code = document.render(LINE_LENGTH)
    if rest and not rest[0].alone:
        code += "  " + rest.pop(0).text
    if len(code) + code.count("\n") * (len(newline) - 1) > MAX_LENGTH:
        # With blanks and indentation the parser would not take it any more.
        return parsed.text.replace("\r\n", "\n")
    lines = [code]
    add_lines(lines, [comment.text for comment in rest])
    return "\n".join(lines)
