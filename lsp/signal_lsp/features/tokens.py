"""textDocument/semanticTokens: what each word is; as a whole, for a range, or as what has changed."""

from __future__ import annotations

from bisect import bisect_right
from itertools import count
from weakref import WeakKeyDictionary

from lsprotocol import types

from signal_dsl.ide import tokens
from signal_lsp.looking import look
from signal_lsp.positions import units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.ide.tokens import Token
    from signal_lsp.documents import Document
    from signal_lsp.looking import Look
    from signal_lsp.server import Server

    Piece = tuple[Token, ...]
    # Lines from the piece's first to its first token, that token's column, its data without its place, the data of the
    # others, and the line and column of the last.
    Encoded = tuple[int, int, list[int], list[int], int, int]
    # All pieces of a document, and the line of each.
    Pieces = tuple[list[Encoded], list[int]]

_TYPES = {name: number for number, name in enumerate(tokens.KINDS)}
_MODIFIERS = {name: 1 << number for number, name in enumerate(tokens.MODIFIERS)}
_numbers = count(1)
# What the client has of each document: the name of the answer, and what was in it.
_sent: WeakKeyDictionary[Document, tuple[str, Pieces]] = WeakKeyDictionary()
# The pieces that were in a document the last time, by identity: one that has not changed is the very same tuple.
_pieces: WeakKeyDictionary[Document, dict[int, tuple[Piece, Encoded]]] = WeakKeyDictionary()


def full(ls: Server, params: types.SemanticTokensParams) -> types.SemanticTokens | None:
    """All tokens."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    found = _all(seen)
    return types.SemanticTokens(_whole(*found), _remember(seen.document, found))


def delta(
    ls: Server, params: types.SemanticTokensDeltaParams
) -> types.SemanticTokens | types.SemanticTokensDelta | None:
    """What has changed since an answer that the client still has."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    name, before = _sent.get(seen.document, ("", ([], [])))
    found = _all(seen)
    identity = _remember(seen.document, found)
    if name != params.previous_result_id:
        return types.SemanticTokens(_whole(*found), identity)
    return types.SemanticTokensDelta(_edits(before, found), identity)


def in_range(ls: Server, params: types.SemanticTokensRangeParams) -> types.SemanticTokens | None:
    """The tokens in a range."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    start, end = seen.positions.offsets(params.range)
    found = tokens.tokens(seen.snapshot, start, end)
    return types.SemanticTokens(_whole([_encoded(seen, 0, found)], [0]) if found else [])


def _remember(document: Document, found: Pieces) -> str:
    identity = str(next(_numbers))
    _sent[document] = identity, found
    return identity


def _all(seen: Look) -> Pieces:
    """All tokens; what has not changed is not encoded again."""
    before = _pieces.get(seen.document, {})
    now: dict[int, tuple[Piece, Encoded]] = {}
    encoded: list[Encoded] = []
    lines: list[int] = []
    starts = seen.document.source.line_starts
    line = 0
    for base, piece in tokens.pieces(seen.snapshot):
        if not piece:
            continue
        line = bisect_right(starts, base, line) - 1
        known = before.get(id(piece)) or now.get(id(piece))
        begins = base == starts[line]
        if begins and known is not None and known[0] is piece:
            one = known[1]
        else:
            one = _encoded(seen, base, piece, line)
        if begins:  # else its place in the line may change without it
            now[id(piece)] = piece, one
        encoded.append(one)
        lines.append(line)
    _pieces[seen.document] = now
    return encoded, lines


def _encoded(seen: Look, base: int, piece: Iterable[Token], line: int = 0) -> Encoded:
    """A piece's tokens, places counted from one to the next."""
    text, encoding = seen.document.text, seen.positions.encoding
    data: list[int] = []
    first = last = None
    for start, end, kind, modifiers in piece:
        place = seen.positions.position(base + start)
        bits = sum(_MODIFIERS[one] for one in modifiers)
        length = units(text[base + start : base + end], encoding)
        if last is None:
            first = place
        else:
            below = place.line - last.line
            data += [below, place.character - (0 if below else last.character)]
        data += [length, _TYPES[kind], bits]
        last = place
    assert first is not None
    assert last is not None
    return first.line - line, first.character, data[:3], data[3:], last.line - line, last.character


def _whole(encoded: list[Encoded], lines: list[int], at_line: int = 0, at_column: int = 0) -> list[int]:
    """The data of pieces, one after the other, each on its line, behind a token at a place."""
    data: list[int] = []
    for (first, column, head, rest, last, end), line in zip(encoded, lines, strict=True):
        below = line + first - at_line
        data.append(below)
        data.append(column - (0 if below else at_column))
        data += head
        data += rest
        at_line, at_column = line + last, end
    return data


def _edits(before: Pieces, after: Pieces) -> list[types.SemanticTokensEdit]:
    """One edit that makes one answer of another: of the pieces between those at both ends that are as they were."""
    old, new = before[0], after[0]
    above = _alike(zip(old, new, before[1], after[1], strict=False))
    if above == len(old) == len(new):
        return []
    most = min(len(old), len(new)) - above
    shift = after[1][-1] - before[1][-1] if most else 0
    lines = (line + shift for line in reversed(before[1]))
    below = _alike(zip(reversed(old), reversed(new), lines, reversed(after[1]), strict=False), most)
    below -= below > 0  # the place of the first one below is counted from what has changed
    last = new[above - 1] if above else None
    at = (after[1][above - 1] + last[4], last[5]) if last is not None else (0, 0)
    gone = old[above : len(old) - below]
    came = slice(above, len(new) - below)
    data = _whole(new[came], after[1][came], *at)
    return [types.SemanticTokensEdit(sum(map(_size, old[:above])), sum(map(_size, gone)), data)]


def _alike(pairs: Iterable[tuple[Encoded, Encoded, int, int]], most: int | None = None) -> int:
    """How many pieces, at `most`, are as they were, on the same line."""
    number = 0
    for one, other, line, place in pairs:
        if number == most or line != place or (one is not other and one != other):
            break
        number += 1
    return number


def _size(piece: Encoded) -> int:
    """How many numbers a piece takes."""
    return 2 + len(piece[2]) + len(piece[3])
