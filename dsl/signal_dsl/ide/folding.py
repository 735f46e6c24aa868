"""What can be folded: the settings block, statements of several lines, runs of comments."""

from __future__ import annotations

from signal_dsl.ide.cursor import MARK, words
from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.ide.snapshot import Snapshot

# Kinds of fold.
SETTINGS = "settings"
COMMENT = "comment"
BRACKET = "bracket"


@record
class Fold:
    """Lines `first` to `last`, both from 1, of which the first stays to be seen."""

    first: int
    last: int
    kind: str


def folds(snapshot: Snapshot) -> list[Fold]:
    """The folds of a script, in the order of their first lines; of two that begin in one line the longer is taken."""
    longest: dict[int, Fold] = {}
    for fold in (*_settings(snapshot), *_comments(snapshot), *_brackets(snapshot)):
        if fold.last > fold.first and (fold.first not in longest or longest[fold.first].last < fold.last):
            longest[fold.first] = fold
    return [longest[line] for line in sorted(longest)]


def _settings(snapshot: Snapshot) -> Iterator[Fold]:
    block = snapshot.block
    if block is not None:
        position = snapshot.facts.source.position
        yield Fold(position(block.start).line, position(block.end).line, SETTINGS)


def _comments(snapshot: Snapshot) -> Iterator[Fold]:
    """Lines that hold nothing but a comment, one after the other, outside of statements and of the settings block."""
    first = last = 0
    for number in _bare_comments(snapshot):
        if number != last + 1 or not first:
            yield Fold(first, last, COMMENT)
            first = number
        last = number
    yield Fold(first, last, COMMENT)


def _bare_comments(snapshot: Snapshot) -> Iterator[int]:
    """The numbers of the lines of bare comments."""
    source, text, block = snapshot.facts.source, snapshot.text, snapshot.block
    at = text.find("#", block.end if block is not None and not text[: block.start].strip() else 0)
    while at >= 0:
        line = source.position(at).line
        begin = source.line_starts[line - 1]
        inside = block is not None and block.start <= at <= block.end
        if not inside and not text[begin:at].strip(" \t\f\ufeff") and snapshot.statement(at) is None:
            yield line
        following = source.line_starts[line] if line < len(source.line_starts) else len(text)
        at = text.find("#", max(following, at + 1))


def _brackets(snapshot: Snapshot) -> Iterator[Fold]:
    """From the line of a bracket to that of its end; where the line begins with the end, to the line before."""
    source = snapshot.facts.source
    for statement in snapshot.facts.statements:
        if "\n" not in statement.parsed.text:
            continue
        opened: list[int] = []
        for word in words(snapshot.text, statement.start, statement.start + statement.parsed.length):
            if word.kind != MARK:
                continue
            if word.text in ("(", "["):
                opened.append(source.position(word.start).line)
            elif word.text in (")", "]") and opened:
                line = source.position(word.start).line
                begins = not snapshot.text[source.line_starts[line - 1] : word.start].strip(" \t\f)]")
                yield Fold(opened.pop(), line - 1 if begins else line, BRACKET)
