"""What holds for every text, whatever it is: the properties that are fuzzed."""

from __future__ import annotations

from itertools import pairwise

from signal_dsl.analysis import Facts, Memory, analyze
from signal_dsl.diagnostics import SEVERITIES, apply_edits
from signal_dsl.errors import FormatError
from signal_dsl.fixing import fix
from signal_dsl.formatting.format import format_source
from signal_dsl.rules import check
from signal_dsl.rules.checker import Checker
from signal_dsl.settings import merge, script_block
from signal_dsl.source import Source
from signal_dsl.syntax import parse


def survive(text: str) -> None:
    """Parse, analyse, lint, edit, format and fix `text`; raises `AssertionError` or whatever goes wrong."""
    facts = analysis(Source(text), Memory())
    lookback = facts.lookback
    assert lookback is None or lookback >= 0
    assert (lookback is None) == bool(facts.unknown)
    for found in check(facts):
        assert 0 <= found.start <= found.end <= len(text), found
        assert found.severity in SEVERITIES
        assert found.message.strip()
        assert "\n" not in found.message, found
        for one in found.fixes:
            places = sorted((edit.start, edit.end) for edit in one.edits)
            assert all(0 <= start <= end <= len(text) for start, end in places), found
            assert all(end <= start for (_, end), (start, _) in pairwise(places)), found
            assert apply_edits(text, one.edits) != text, found
    survive_editing(text)
    survive_formatting(text)
    fixed = fix(Source(text), analysis)
    assert syntax_errors(fixed.text) <= syntax_errors(text)


def survive_editing(text: str) -> None:
    """What is found in a text does not depend on what it was before: here without its middle, and without its end."""
    memory, checker = Memory(), Checker()
    third = len(text) // 3
    for part in (text[:third] + text[2 * third :], text, text[: 2 * third], text):
        found = check(analysis(Source(part), memory), checker)
        assert found == check(analysis(Source(part), Memory())), part


def survive_formatting(text: str) -> None:
    """A text is refused for its syntax errors, or formatted once and for all."""
    try:
        formatted = format_source(text)
    except FormatError as error:
        assert syntax_errors(text), error
    else:
        assert format_source(formatted) == formatted


def analysis(source: Source, memory: Memory) -> Facts:
    return analyze(source, settings=merge(block=script_block(source.text)), memory=memory)


def syntax_errors(text: str) -> int:
    return sum(len(parsed.faults) for _, parsed in parse(text).statements)
