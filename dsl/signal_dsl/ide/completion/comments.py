"""What can be typed in comments: the codes that a silencer names, the settings block's first line."""

from __future__ import annotations

from signal_dsl.ide.completion import items
from signal_dsl.ide.completion.items import Completion, quality
from signal_dsl.ide.completion.settings import whole_block
from signal_dsl.ide.noqa import codes, is_code_place
from signal_dsl.ide.tree import word_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.ide.completion.expressions import Ranked
    from signal_dsl.ide.snapshot import Snapshot


# The rule about silencers: while one is being typed, it silences nothing.
UNUSED = "SIG702"


def in_comment(snapshot: Snapshot, offset: int, start: int, end: int) -> Iterator[Ranked]:
    """What can be typed at `offset` in the comment from `start` to `end`."""
    text = snapshot.text
    before = text[start:offset]
    if before[1:].strip() and "/// backtest".startswith(before[1:].strip()) and snapshot.block is None:
        yield from whole_block(snapshot, start, offset)
        return
    if not is_code_place(text, start, end, offset):
        return
    from signal_dsl.rules.registry import rules

    first, last = word_at(text, offset)
    typed = text[first:offset].upper()
    named = {code.text.upper() for code in codes(text, start, end)}
    found = _found_here(snapshot, offset)
    for rank, rule in enumerate(rules()):
        match = quality(typed, rule.code)
        if match is None or rule.code in named - {typed} or rule.code.startswith("SIG0"):
            continue
        group = 0 if rule.code in found else 1
        one = Completion(
            rule.code, items.RULE, first, offset, max(last, offset), rule.code, "", rule.name, f"rule:{rule.code}"
        )
        yield match, group, rank, one


def _found_here(snapshot: Snapshot, offset: int) -> set[str]:
    """The codes of the findings in the line of `offset`; those about the silencer itself left out."""
    line = snapshot.facts.source.position(offset).line
    return {one.code for one in snapshot.findings if one.range.start.line == line and one.code != UNUSED}
