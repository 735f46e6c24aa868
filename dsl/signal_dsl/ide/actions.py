"""What can be done about a place at the click of a key: fixes, silencers, changes of shape."""

from __future__ import annotations

from signal_dsl.diagnostics import Diagnostic, Edit
from signal_dsl.ide.extract import extract
from signal_dsl.ide.silence import silence
from signal_dsl.records import record
from signal_dsl.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from signal_dsl.analysis import Facts, Memory
    from signal_dsl.ide.snapshot import Snapshot

# Kinds of action.
FIX = "fix"
SILENCE = "silence"
EXTRACT = "extract"
FIX_ALL = "fix all"
COMMAND = "command"

# Commands of actions.
SYNC = "sync"

_UNDEFINED = "SIG101"


@record
class Action:
    """Something that can be done: its edits, or a `command` of the editor's.

    `mends` are the findings that are gone after it; `preferred` where it is the one that is mostly meant.
    """

    title: str
    kind: str
    edits: tuple[Edit, ...] = ()
    command: str = ""
    mends: tuple[Diagnostic, ...] = ()
    preferred: bool = False


def actions(snapshot: Snapshot, start: int, end: int) -> list[Action]:
    """What can be done about what stands between two offsets; that all findings can be mended is not among it.

    An empty stretch is a cursor: then all that touches it counts.
    """
    found = [one for one in snapshot.findings if one.start <= end and start <= one.end]
    return [*_fixes(found), *_sync(snapshot, found), *_silencers(snapshot, found), *_extracted(snapshot, start, end)]


def fix_all(snapshot: Snapshot, analysis: Callable[[Source, Memory], Facts]) -> Action | None:
    """All safe fixes, and those that they make possible; None where there is none.

    `analysis` gives the facts of a text with the settings that hold for it.
    """
    if not any(one.fix(unsafe=False) for one in snapshot.findings):
        return None
    from signal_dsl.fixing import fix

    fixed = fix(snapshot.facts.source, analysis)
    if fixed.text == snapshot.text:
        return None
    edits = tuple(changes(snapshot.text, fixed.text))
    return Action("Fix all that is safe to fix", FIX_ALL, edits, mends=fixed.mended)


def changes(before: str, after: str) -> Iterator[Edit]:
    """The edits, line by line, that make one text of another."""
    from difflib import SequenceMatcher

    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    places = [0]
    for line in old:
        places.append(places[-1] + len(line))
    for tag, first, last, begin, over in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Edit(places[first], places[last], "".join(new[begin:over]))


def _fixes(found: list[Diagnostic]) -> Iterator[Action]:
    seen: set[tuple[str, tuple[Edit, ...]]] = set()
    for one in found:
        for number, fix in enumerate(one.fixes):
            if (fix.title, fix.edits) not in seen:
                seen.add((fix.title, fix.edits))
                alike = tuple(other for other in found if any(fix.edits == its.edits for its in other.fixes))
                yield Action(fix.title, FIX, fix.edits, mends=alike or (one,), preferred=fix.safe and not number)


def _sync(snapshot: Snapshot, found: list[Diagnostic]) -> Iterator[Action]:
    """To fetch the platform's own list, where a name is not known that may well be in it."""
    unknown = tuple(one for one in found if one.code == _UNDEFINED)
    if unknown and not snapshot.facts.catalog.authoritative:
        yield Action("Fetch the platform's list of indicators", COMMAND, command=SYNC, mends=unknown)


def _silencers(snapshot: Snapshot, found: list[Diagnostic]) -> Iterator[Action]:
    seen: set[tuple[str, int]] = set()
    for one in found:
        key = one.code, one.range.start.line
        edit = None if key in seen else silence(snapshot, one)
        seen.add(key)
        if edit is not None:
            alike = tuple(other for other in found if (other.code, other.range.start.line) == key)
            yield Action(f"Silence {one.code} ({one.rule}) in this line", SILENCE, (edit,), mends=alike)


def _extracted(snapshot: Snapshot, start: int, end: int) -> Iterator[Action]:
    edits = extract(snapshot, start, end)
    if edits:
        yield Action("Give this expression a name", EXTRACT, edits)
