"""Reports of all kinds, for the formats to show: made up ones, and those of real scripts."""

from __future__ import annotations

import os

from hypothesis import strategies as st

from signal_dsl.cli.linting.outcome import Outcome
from signal_dsl.cli.output.report import Report
from signal_dsl.cli.project import Failure
from signal_dsl.diagnostics import SEVERITIES, Diagnostic, Edit, Fix
from signal_dsl.rules import rules
from signal_dsl.source import Source

ODD_NAMES = [
    *("a.signal", "folder/a.signal", "../beside.signal", "/elsewhere/a.signal", "<stdin>", "a b.signal", "100%.signal"),
    *(
        "C:\\a.signal",
        "back\\slash.signal",
        "a:b.signal",
        "a,b.signal",
        "a::b.signal",
        "q\"'.signal",
        "l\ni\rn\te.signal",
    ),
    *("é🚀.signal", "\u2028.signal", "\udce9.signal", "&<>.signal", "]]>.signal", "#?&.signal", "\x1b[31m.signal", "-"),
]
# File names are bytes without NUL; those that are no UTF-8 come as surrogates.
NAMES = st.sampled_from(ODD_NAMES) | st.binary(min_size=1, max_size=12).map(
    lambda data: os.fsdecode(data.replace(b"\0", b"/"))
)
# Surrogates and control characters included.
TEXTS = st.text(st.characters(), max_size=30) | st.sampled_from(
    ["%0A::error::", "a\nb\r\nc", "]]>", "\x00\x08\x1b", "\ufffe"]
)
SCRIPTS = st.text(st.characters(codec="utf-8") | st.sampled_from("\r\n\t\ufeff🚀é"), max_size=60)


@st.composite
def diagnostics(draw: st.DrawFn, source: Source) -> Diagnostic:
    offsets = st.integers(0, len(source.text))
    start, end = sorted((draw(offsets), draw(offsets)))
    rule = draw(st.sampled_from(rules()))
    fixes = []
    for _ in range(draw(st.integers(0, 2))):
        places = sorted(draw(st.lists(offsets, max_size=4).filter(lambda places: len(places) % 2 == 0)))
        edits = [Edit(*pair, draw(st.text(max_size=5))) for pair in zip(places[::2], places[1::2], strict=True)]
        fixes.append(Fix(draw(TEXTS), tuple(edits), draw(st.booleans())))
    severity = draw(st.sampled_from(SEVERITIES))
    place = source.range(start, end)
    return Diagnostic(source.name, rule.code, rule.name, severity, draw(TEXTS), start, end, place, tuple(fixes))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    report = Report()
    for name in draw(st.lists(NAMES, max_size=3, unique=True)):
        source = Source(draw(SCRIPTS), name)
        found = draw(st.lists(diagnostics(source), max_size=3))
        report.add(Outcome(source, tuple(found), draw(st.sampled_from(SEVERITIES))))
    report.failures = draw(st.lists(st.builds(Failure, NAMES, TEXTS), max_size=2))
    return report


def failures(report: Report) -> set[tuple[str, str]]:
    """What went wrong, each once."""
    return {(failure.path, failure.message) for failure in report.failures}
