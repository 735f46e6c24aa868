"""What is sent of semantic tokens after an edit makes of the answer before what a whole answer would be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from signal_lsp.features.tokens import _edits, _whole

# Pieces as they are encoded: alike ones are common, and some are the very same.
PIECES = [
    (0, 0, [3, 1, 0], [], 0, 0),
    (0, 0, [3, 1, 0], [0, 4, 1, 7, 0], 0, 4),
    (1, 2, [5, 2, 4], [1, 0, 2, 2, 0, 0, 3, 1, 1, 1], 2, 3),
    (0, 7, [1, 1, 1], [], 0, 7),
]
# Which piece, whether it is one of its own, and how many lines below the one before.
DOCUMENTS = st.lists(st.tuples(st.sampled_from(PIECES), st.booleans(), st.integers(0, 2)), max_size=8)


def pieces(drawn):
    encoded, lines, line = [], [], 0
    for piece, own, below in drawn:
        line += below + (encoded[-1][4] if encoded else 0)
        encoded.append((*piece[:2], list(piece[2]), *piece[3:]) if own else piece)
        lines.append(line)
    return encoded, lines


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_the_edits_make_one_answer_of_another(above, gone, came, below):
    before, after = pieces(above + gone + below), pieces(above + came + below)
    data = _whole(*before)
    for edit in reversed(_edits(before, after)):
        data[edit.start : edit.start + edit.delete_count] = edit.data or []
    assert data == _whole(*after)


@given(DOCUMENTS)
def test_nothing_changed(drawn):
    assert _edits(pieces(drawn), pieces(drawn)) == []
