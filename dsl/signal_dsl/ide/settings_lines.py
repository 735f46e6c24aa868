"""What stands at a place of the settings block: its keys and values, well-formed or not."""

from __future__ import annotations

import re

from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.ide.snapshot import Snapshot

_KEY = re.compile(r"#[ \t]*([A-Za-z_][\w-]*)?")
_EQUAL = re.compile(r"[ \t]*=")
_STRING = re.compile(r"\"[^\"\n]*\"?|'[^'\n]*'?")


@record
class Text:
    """A quoted text within a value: its start and end with the quotes, and what stands between them."""

    start: int
    end: int
    value: str

    @property
    def inside(self) -> tuple[int, int]:
        """Start and end without the quotes."""
        return self.start + 1, self.start + 1 + len(self.value)


@record
class Line:
    """A line of the block: the key and where it stands, where the value begins (-1 without one), the line's end.

    A line that goes on with the list of the one before has that one's key, and an empty place for it.
    """

    start: int
    end: int
    key: str
    key_start: int
    key_end: int
    value_start: int
    texts: tuple[Text, ...]


def lines(snapshot: Snapshot) -> Iterator[Line]:
    """The lines of the block, the marks at its beginning and end left out."""
    block = snapshot.block
    if block is None:
        return
    source = snapshot.facts.source
    number = source.position(block.start).line + 1
    open_key = ""
    while number <= len(source.line_starts) and source.line_starts[number - 1] <= block.end:
        start = source.line_starts[number - 1]
        text = source.line(number)
        number += 1
        if text.lstrip("# \t").startswith("///"):
            continue
        line = _line(text, start, open_key)
        value = text[max(line.value_start - start, 0) :] if line.value_start >= 0 else ""
        if line.key_end > line.key_start:
            open_key = line.key if value.count("[") > value.count("]") else ""
        elif value.count("]") > value.count("["):
            open_key = ""
        yield line


def line_at(snapshot: Snapshot, offset: int) -> Line | None:
    """The line of the block that `offset` is in; None on its marks and outside."""
    if not snapshot.in_block(offset):
        return None
    return next((line for line in lines(snapshot) if line.start <= offset <= line.end), None)


def _line(text: str, start: int, open_key: str) -> Line:
    end = start + len(text)
    key = _KEY.match(text.lstrip())
    indent = len(text) - len(text.lstrip())
    if open_key or key is None:
        at = start + indent + (1 if text.lstrip().startswith("#") else 0)
        return Line(start, end, open_key, at, at, at if open_key else -1, _texts(text, start, at))
    key_start = start + indent + (key.start(1) if key[1] else key.end())
    key_end = key_start + len(key[1] or "")
    equal = _EQUAL.match(text, key_end - start)
    value = start + equal.end() if equal else -1
    return Line(start, end, key[1] or "", key_start, key_end, value, _texts(text, start, value) if equal else ())


def _texts(text: str, start: int, at: int) -> tuple[Text, ...]:
    found = []
    for match in _STRING.finditer(text, at - start):
        if "#" in text[at - start : match.start()]:
            break  # a remark behind the value
        quote = match[0][0]
        closed = len(match[0]) > 1 and match[0].endswith(quote)
        found.append(Text(start + match.start(), start + match.end(), match[0][1:-1] if closed else match[0][1:]))
    return tuple(found)
