"""textDocument/semanticTokens: what each word is; as a whole, for a range, or as what has changed."""

from __future__ import annotations

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

_TYPES = {name: number for number, name in enumerate(tokens.KINDS)}
_MODIFIERS = {name: 1 << number for number, name in enumerate(tokens.MODIFIERS)}
_numbers = count(1)
# What the client has of each document: the name of the answer, and its data.
_sent: WeakKeyDictionary[Document, tuple[str, list[int]]] = WeakKeyDictionary()
# The pieces that were in a document the last time, by identity: one that has not changed is the very same tuple.
_pieces: WeakKeyDictionary[Document, dict[int, tuple[Piece, Encoded]]] = WeakKeyDictionary()


def full(ls: Server, params: types.SemanticTokensParams) -> types.SemanticTokens | None:
    """All tokens."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    data = _all(seen)
    return types.SemanticTokens(data, _remember(seen.document, data))


def delta(
    ls: Server, params: types.SemanticTokensDeltaParams
) -> types.SemanticTokens | types.SemanticTokensDelta | None:
    """What has changed since an answer that the client still has."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    name, before = _sent.get(seen.document, ("", []))
    data = _all(seen)
    identity = _remember(seen.document, data)
    if name != params.previous_result_id:
        return types.SemanticTokens(data, identity)
    return types.SemanticTokensDelta(_edits(before, data), identity)


def in_range(ls: Server, params: types.SemanticTokensRangeParams) -> types.SemanticTokens | None:
    """The tokens in a range."""
    seen = look(ls, params.text_document)
    if seen is None:
        return None
    start, end = seen.positions.offsets(params.range)
    found = tokens.tokens(seen.snapshot, start, end)
    return types.SemanticTokens(_whole([_encoded(seen, 0, found)], [0]) if found else [])


def _remember(document: Document, data: list[int]) -> str:
    identity = str(next(_numbers))
    _sent[document] = identity, data
    return identity


def _all(seen: Look) -> list[int]:
    """The data of all tokens; what has not changed is not encoded again."""
    before = _pieces.get(seen.document, {})
    now: dict[int, tuple[Piece, Encoded]] = {}
    encoded, lines = [], []
    for base, piece in tokens.pieces(seen.snapshot):
        if not piece:
            continue
        line = seen.positions.position(base)
        known = before.get(id(piece)) or now.get(id(piece))
        if known is not None and known[0] is piece and not line.character:
            one = known[1]
        else:
            one = _encoded(seen, base, piece, line.line)
        if not line.character:  # else its place in the line may change without it
            now[id(piece)] = piece, one
        encoded.append(one)
        lines.append(line.line)
    _pieces[seen.document] = now
    return _whole(encoded, lines)


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


def _whole(encoded: list[Encoded], lines: list[int]) -> list[int]:
    """The data of pieces, one after the other, each on its line."""
    data: list[int] = []
    at_line = at_column = 0
    for (first, column, head, rest, last, end), line in zip(encoded, lines, strict=True):
        below = line + first - at_line
        data.append(below)
        data.append(column - (0 if below else at_column))
        data += head
        data += rest
        at_line, at_column = line + last, end
    return data


def _edits(before: list[int], after: list[int]) -> list[types.SemanticTokensEdit]:
    """One edit that makes one list of another: what is between the common beginning and the common end."""
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    if start == len(before) == len(after):
        return []
    end = next((at for at in range(most - start) if before[-1 - at] != after[-1 - at]), most - start)
    return [types.SemanticTokensEdit(start, len(before) - start - end, after[start : len(after) - end])]
