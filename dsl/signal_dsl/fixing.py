"""Findings mended by their own fixes, as often as that leads to something."""

from __future__ import annotations

from bisect import bisect, insort

from signal_dsl.analysis import Memory
from signal_dsl.diagnostics import apply_edits
from signal_dsl.records import record
from signal_dsl.rules import check
from signal_dsl.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from signal_dsl.analysis import Facts
    from signal_dsl.diagnostics import Diagnostic, Fix

# One fix may bring about the next, as in a chain of names; nothing known needs more than a few rounds.
_MOST_ROUNDS = 100


@record
class Fixed:
    """A script after fixing: its text, the findings that were mended in order, and those that are left."""

    text: str
    mended: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]


@record
class _State:
    """A text, its findings, and how many syntax errors it has."""

    text: str
    found: tuple[Diagnostic, ...]
    faults: int


def fix(source: Source, analysis: Callable[[Source, Memory], Facts], *, unsafe: bool = False) -> Fixed:
    """Apply the findings' fixes until none is left to apply; the `unsafe` ones, too, if so wished.

    `analysis` gives the facts of a text with the settings that hold for it: a fix may change the script's own block. A
    fix after which the script would have more syntax errors than before is not applied.
    """
    memory = Memory()

    def state(text: str) -> _State:
        facts = analysis(Source(text, source.name), memory)
        faults = sum(len(statement.parsed.faults) for statement in facts.statements)
        return _State(text, tuple(check(facts)), faults)

    now = state(source.text)
    seen = {now.text}
    mended: list[Diagnostic] = []
    harmful: set[tuple[str, str]] = set()
    for _ in range(_MOST_ROUNDS):
        fixes = [(one, one.fix(unsafe=unsafe)) for one in now.found if _sign(one) not in harmful]
        chosen = _apart([(one, fix) for one, fix in fixes if fix])
        if not chosen:
            break
        after = state(_applied(now.text, chosen))
        while after.faults > now.faults and len(chosen) > 1:
            chosen = chosen[: len(chosen) // 2]  # to find out whose fault it is
            after = state(_applied(now.text, chosen))
        if after.faults > now.faults or after.text in seen:
            harmful.update(_sign(one) for one, _ in chosen)
            continue
        seen.add(after.text)
        mended += [one for one, _ in chosen]
        now = after
    return Fixed(now.text, tuple(mended), now.found)


def _sign(diagnostic: Diagnostic) -> tuple[str, str]:
    """What tells one finding from another while places shift."""
    return diagnostic.code, diagnostic.message


def _apart(fixes: Iterable[tuple[Diagnostic, Fix]]) -> list[tuple[Diagnostic, Fix]]:
    """Those fixes that can be applied together, because no two of their edits touch."""
    taken: list[tuple[int, int]] = []
    chosen = []
    for one, fix in fixes:
        places = sorted((edit.start, edit.end) for edit in fix.edits)
        if all(_is_free(taken, start, end) for start, end in places):
            for place in places:
                insort(taken, place)
            chosen.append((one, fix))
    return chosen


def _is_free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect(taken, (start, end))
    return (at == 0 or taken[at - 1][1] < start) and (at == len(taken) or end < taken[at][0])


def _applied(text: str, fixes: Iterable[tuple[Diagnostic, Fix]]) -> str:
    return apply_edits(text, [edit for _, fix in fixes for edit in fix.edits])
