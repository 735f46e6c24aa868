"""Ever larger stretches around the cursor, for selections that grow."""

from __future__ import annotations

from signal_dsl.ide.cursor import MARK, STRING, Word, words
from signal_dsl.ide.tree import path, word_at
from signal_dsl.ide.values import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.ide.snapshot import Snapshot


def selection(snapshot: Snapshot, offset: int) -> list[Span]:
    """The stretches around `offset`, each within the next; the last is the whole script."""
    offset = max(0, min(offset, len(snapshot.text)))
    found: list[Span] = []
    for start, end in sorted(_stretches(snapshot, offset), key=lambda one: one[1] - one[0]):
        if not start <= offset <= end or start == end:
            continue
        last = found[-1] if found else None
        if last is None or (start <= last.start and last.end <= end and end - start > last.end - last.start):
            found.append(Span(start, end))
    return found or [Span(offset, offset)]


def _stretches(snapshot: Snapshot, offset: int) -> Iterator[tuple[int, int]]:
    """All stretches that one may mean, in no order."""
    text = snapshot.text
    yield 0, len(text)
    yield word_at(text, offset)
    yield _paragraph(text, offset)
    comment = snapshot.comment(offset)
    if comment is not None:
        yield comment
    if snapshot.in_block(offset) and snapshot.block is not None:
        yield snapshot.block.start, snapshot.block.end
    line = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    begin, over = _stripped(text, line, len(text) if end < 0 else end)
    yield begin, over
    statement = snapshot.statement(offset)
    if statement is None:
        return
    start = statement.start
    yield start, start + statement.parsed.length
    for node in path(statement, offset):
        yield start + node.start, start + node.end
    yield from _in_brackets(words(text, start, start + statement.parsed.length), offset)


def _in_brackets(found: list[Word], offset: int) -> Iterator[tuple[int, int]]:
    """What stands between brackets or quotes around the cursor, with them and without."""
    opened: list[Word] = []
    for word in found:
        if word.kind == STRING and word.start < offset < word.end:
            yield word.start, word.end
            yield word.start + 1, max(word.end - 1, word.start + 1)
        if word.kind != MARK:
            continue
        if word.text in ("(", "["):
            opened.append(word)
        elif word.text in (")", "]") and opened:
            begin = opened.pop()
            if begin.start <= offset <= word.end:
                yield begin.start, word.end
                yield begin.end, word.start


def _paragraph(text: str, offset: int) -> tuple[int, int]:
    """The lines around the cursor up to the next empty ones."""
    start = text.rfind("\n\n", 0, max(offset, 0))
    end = text.find("\n\n", offset)
    return (0 if start < 0 else start + 2), (len(text) if end < 0 else end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())
