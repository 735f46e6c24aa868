"""Every feature asked at a place: it answers, and its answer is well-formed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from signal_dsl.ide.actions import actions
from signal_dsl.ide.completion import complete, resolve
from signal_dsl.ide.cursor import Cursor
from signal_dsl.ide.definition import definition
from signal_dsl.ide.folding import folds
from signal_dsl.ide.highlight import highlights
from signal_dsl.ide.hover import hover
from signal_dsl.ide.inlay import inlay_hints
from signal_dsl.ide.inlay import resolve as resolve_hint
from signal_dsl.ide.lens import lenses
from signal_dsl.ide.links import links
from signal_dsl.ide.references import references
from signal_dsl.ide.rename import RenameError, prepare
from signal_dsl.ide.selection import selection
from signal_dsl.ide.signature import signature_help
from signal_dsl.ide.snapshot import Snapshot
from signal_dsl.ide.symbols import symbols
from signal_dsl.ide.tokens import KINDS, MODIFIERS, tokens
from tests.syntax.corpus import ALL, read

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.signal"))
SCRIPTS = {path.name: read(path) for path in (*EXAMPLES, *ALL) if path.stat().st_size < 20_000}


def at_place(snapshot: Snapshot, offset: int) -> None:
    """All that is asked of a place."""
    text = snapshot.text
    size = len(text)
    Cursor(snapshot, offset)
    found = hover(snapshot, offset)
    if found is not None:
        assert 0 <= found.start <= offset <= found.end <= size
        assert found.markdown.strip()
    offered = complete(snapshot, offset)
    for one in offered:
        assert 0 <= one.start <= one.end == offset <= one.over <= size
        assert one.label
        assert one.text
    for one in offered[:3]:
        assert resolve(snapshot, one.page) or not one.page
    help_ = signature_help(snapshot, offset)
    if help_ is not None:
        for signature in help_.signatures:
            assert signature.active is None or signature.active < len(signature.parameters)
            assert all(signature.label[shown.start : shown.end] for shown in signature.parameters)
    goal = definition(snapshot, offset)
    if goal is not None:
        assert 0 <= goal.start <= offset <= goal.end <= size
        assert 0 <= goal.whole_start <= goal.target_start < goal.target_end <= goal.whole_end <= size
    places = references(snapshot, offset)
    assert places == sorted(places, key=lambda place: place.start)
    assert [(one.start, one.end) for one in highlights(snapshot, offset)] == [(one.start, one.end) for one in places]
    try:
        place = prepare(snapshot, offset)
    except RenameError:
        pass
    else:
        assert place in places
        assert place.start <= offset <= place.end
    nested = selection(snapshot, offset)
    assert nested[0].start <= offset <= nested[0].end
    assert (nested[-1].start, nested[-1].end) == (0, size)
    for inner, outer in pairwise(nested):
        assert outer.start <= inner.start <= inner.end <= outer.end
        assert inner != outer


def of_all(snapshot: Snapshot) -> None:
    """All that is asked of a whole script."""
    text = snapshot.text
    size = len(text)
    for hint in inlay_hints(snapshot, 0, size):
        assert 0 <= hint.offset <= size
        assert resolve_hint(snapshot, hint.page)
    for lens in lenses(snapshot):
        assert 0 <= lens.start <= lens.end <= size
        assert lens.title
    assert all(0 <= link.start < link.end <= size for link in links(snapshot))
    for symbol in symbols(snapshot):
        for one in (symbol, *symbol.children):
            assert 0 <= one.start <= one.name_start <= one.name_end <= one.end <= size, one
            assert one.name
    in_order(snapshot)
    nested_folds(snapshot)


def in_order(snapshot: Snapshot) -> None:
    """Semantic tokens are in order, apart, and each within a line."""
    text = snapshot.text
    last = 0
    for start, end, kind, modifiers in tokens(snapshot):
        assert last <= start < end <= len(text), (start, end, kind)
        assert "\n" not in text[start:end]
        assert kind in KINDS
        assert set(modifiers) <= set(MODIFIERS)
        last = end


def nested_folds(snapshot: Snapshot) -> None:
    """Of two folds one is in the other, or they have no line in common."""
    lines = len(snapshot.facts.source.line_starts)
    around: list[int] = []
    for fold in folds(snapshot):
        assert 1 <= fold.first < fold.last <= lines
        while around and around[-1] < fold.first:
            around.pop()
        assert not around or fold.last <= around[-1]
        around.append(fold.last)


def of_stretch(snapshot: Snapshot, start: int, end: int) -> None:
    """All that is asked of a stretch."""
    size = len(snapshot.text)
    for action in actions(snapshot, start, end):
        assert action.title
        assert bool(action.edits) != bool(action.command)
        for edit in action.edits:
            assert 0 <= edit.start <= edit.end <= size
    assert all(start <= hint.offset <= end for hint in inlay_hints(snapshot, start, end))
    whole = tokens(snapshot)
    assert tokens(snapshot, start, end) == [token for token in whole if start <= token[0] <= end]
