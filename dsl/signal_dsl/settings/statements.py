"""Where the statements of a TOML text stand: its headings and its `key = value`, well-formed or not."""

from __future__ import annotations

import re

from signal_dsl.records import record
from signal_dsl.settings.model import Place

_PART = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\[^\n])*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*""")
# An unterminated string reaches to the end of its line (in triple quotes: of the text), which keeps this linear.
_TOKEN = re.compile(
    r'''(?P<string>"""(?:[^"\\]|\\.|"{1,2}(?!"))*(?:"{3,5}|\\?\Z)|\'\'\'(?:[^']|'{1,2}(?!'))*(?:'{3,5}|\Z)'''
    r"""|"(?:[^"\\\n]|\\[^\n])*"?|'[^'\n]*'?)"""
    r"""|(?P<blank>[ \t]+|\#[^\n]*)|(?P<newline>\n)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)"""
    r"""|(?P<other>[^"'\#\[\]{},\n \t]+)""",
    re.DOTALL,
)
# In a list that is still open this can only be the next statement: the list was not closed. (Compiled when needed.)
_NEXT_STATEMENT = (
    r"[ \t]*(?:[A-Za-z_][\w-]*[ \t]*=|\[{1,2}(?!(?:true|false|inf|nan)\])[A-Za-z_][\w.-]*\]{1,2}[ \t]*(?:\#|\n|\Z))"
)


@record
class Statement:
    """A heading or `key = value`, from `start` to `end`; offsets into the TOML text.

    `table` is the table it stands in (a heading: the one it opens), `path` that with the key added. Both are None where
    they cannot be made out. `depth` is how deeply lists are nested in the value, `braces` how many tables open in it.
    """

    table: tuple[str, ...] | None
    path: tuple[str, ...] | None
    place: Place
    start: int
    end: int
    depth: int = 0
    braces: int = 0
    is_heading: bool = False


def statements(text: str) -> list[Statement]:
    """Cut `text` (its line ends are `\\n`) into statements."""
    found = []
    table: tuple[str, ...] | None = ()
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].strip(" \t")
        start = text.find(line, at)
        if line.startswith("["):
            statement = _heading(text, start, start + len(line))
            table = statement.path
            found.append(statement)
        elif line and not line.startswith("#"):
            statement = _setting(text, start, start + len(line), table)
            found.append(statement)
            end = max(end, statement.end)
        at = end + 1
    return found


def _heading(text: str, start: int, line_end: int) -> Statement:
    """`[table]` or `[[table]]`; its place has the name as the key and the whole as the value."""
    parts, key, at = _parts(text, start + (2 if text.startswith("[[", start) else 1))
    if not parts or not text.startswith("]", at):
        return Statement(None, None, Place(start, line_end, start, line_end), start, line_end, is_heading=True)
    return Statement(parts, parts, Place(*key, start, line_end), start, line_end, is_heading=True)


def _setting(text: str, start: int, line_end: int, table: tuple[str, ...] | None) -> Statement:
    """`key = value`, or a line that ought to be; `table` None is one whose name cannot be made out."""
    parts, key, at = _parts(text, start)
    if not parts or not text.startswith("=", at):
        return Statement(table, None, Place(start, line_end, line_end, line_end), start, line_end)
    value_start, value_end, items, depth, braces = _value(text, at + 1)
    path = None if table is None else table + parts
    return Statement(table, path, Place(*key, value_start, value_end, tuple(items)), start, value_end, depth, braces)


def _parts(text: str, at: int) -> tuple[tuple[str, ...], tuple[int, int], int]:
    """A dotted key's parts from `at`, the span of the last, and where the text goes on; no parts: no key."""
    parts: list[str] = []
    while match := _PART.match(text, at):
        part = match[1]
        parts.append(part[1:-1] if part[0] in "\"'" else part)
        at = match.end()
        if not text.startswith(".", at):
            return tuple(parts), match.span(1), at
        at += 1
    return (), (at, at), at


def _value(text: str, at: int) -> tuple[int, int, list[tuple[int, int]], int, int]:
    """Start and end of the value after the `=` before `at`, its entries, `depth` and `braces`."""
    start, end = -1, at
    item = -1
    items: list[tuple[int, int]] = []
    depth = deepest = open_braces = braces = 0
    while match := _TOKEN.match(text, at):
        kind = match.lastgroup
        before, at = at, match.end()
        if kind == "blank":
            continue
        if kind == "newline":
            if depth == 0 or (open_braces == 0 and _starts_statement(text, at)):
                break
            continue
        if start < 0:
            start = before
        if kind == "close":
            depth = max(depth - 1, 0)
            open_braces -= text[before] == "}"
        if item >= 0 and ((kind == "comma" and depth == 1) or (kind == "close" and depth == 0)):
            items.append((item, end))
            item = -1
        elif item < 0 and depth >= 1 and kind not in ("comma", "close"):
            item = before
        if kind == "open":
            depth += 1
            deepest = max(deepest, depth)
            open_braces += text[before] == "{"
            braces += text[before] == "{"
        end = at
    return (end if start < 0 else start), end, items, deepest, braces


def _starts_statement(text: str, at: int) -> bool:
    return re.compile(_NEXT_STATEMENT).match(text, at) is not None
