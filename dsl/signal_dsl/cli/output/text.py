"""`--output-format text`: for people. With `-q` a line for each finding and nothing else."""

from __future__ import annotations

import sys

from signal_dsl.cli import terminal
from signal_dsl.cli.layout import aligned, filled, quantity
from signal_dsl.cli.terminal import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.output.report import Found, Report
    from signal_dsl.cli.terminal import Style

# How wide an excerpt gets where there is no terminal to ask.
_COLUMNS = 120


def render(report: Report, *, statistics: bool = False, quiet: bool = False, summary: bool = True) -> str:
    """The report as text, in colour if standard output is a terminal that likes it."""
    paint = terminal.paint()
    if statistics:
        parts = _table(report, paint)
    elif quiet:
        parts = [f"{_head(one, paint)}: {printable(one.diagnostic.message)}\n" for one in report.found]
    else:
        parts = _findings(report.found, paint)
    if summary and not quiet:
        parts.append(_summary(report))
    return "".join(parts)


def findings(report: Report) -> str:
    """The findings alone."""
    return "".join(_findings(report.found, terminal.paint()))


def _head(found: Found, paint: Style) -> str:
    one = found.diagnostic
    start = one.range.start
    place = f"{printable(one.file)}:{start.line}:{start.column}"
    colour = terminal.COLOURS[one.severity]
    return f"{paint(place, 'bold')}: {paint(one.severity, colour, 'bold')} {paint(one.code, 'bold')} {one.rule}"


def _findings(found: list[Found], paint: Style) -> list[str]:
    """For each finding where and what, the message, the piece of the script, and how to mend it."""
    if not found:
        return []
    from signal_dsl.cli.output.excerpt import Look, excerpt

    width = terminal.width()
    look = Look(paint, width or _COLUMNS, getattr(sys.stdout, "encoding", None) or "utf-8")
    parts = []
    for one in found:
        diagnostic = one.diagnostic
        message = printable(diagnostic.message)
        lines = [_head(one, paint), *([message] if width is None else filled(message, width))]
        lines += excerpt(one.source, diagnostic.range, look, terminal.COLOURS[diagnostic.severity], "bold")
        lines += [f"{paint('help:', 'green', 'bold')} {printable(fix.title)}" for fix in diagnostic.fixes]
        parts.append("\n".join(lines) + "\n\n")
    return parts


def _table(report: Report, paint: Style) -> list[str]:
    rows = [(str(count), one.code, one.severity, one.rule) for count, one in report.statistics()]
    lines = []
    for (_, code, severity, _), line in zip(rows, aligned(rows, right="0"), strict=True):
        line = line.replace(code, paint(code, "bold"), 1)
        lines.append(line.replace(severity, paint(severity, terminal.COLOURS[severity]), 1) + "\n")
    return [*lines, "\n"] if lines else []


def _summary(report: Report) -> str:
    mended = f"Mended {quantity(len(report.mended), 'finding')}. " if report.mended else ""
    if not report.found:
        none = "No findings left" if mended else "No findings"
        return f"{mended}{none} in {quantity(report.files, 'file')}.\n" if report.files else ""
    counts = [quantity(count, severity) for severity, count in report.counts().items() if count]
    found = " and ".join([", ".join(counts[:-1]), counts[-1]]) if len(counts) > 1 else counts[0]
    concerned = len({one.diagnostic.file for one in report.found})
    files = quantity(report.files, "file")
    where = files if concerned >= report.files else f"{concerned} of {files}"
    return f"{mended}Found {found} in {where}.\n{_fixable(report.found)}"


def _fixable(found: list[Found]) -> str:
    """How many of the findings can be mended, and with which option."""
    safe = sum(one.diagnostic.fix(unsafe=False) is not None for one in found)
    any_fix = sum(one.diagnostic.fix(unsafe=True) is not None for one in found)
    options = [
        f"`{option}` mends {number if number < len(found) else 'it' if number == 1 else 'all of them'}"
        for option, number in (("--fix", safe), ("--unsafe-fixes", any_fix if any_fix > safe else 0))
        if number
    ]
    return f"{', '.join(options)}.\n" if options else ""
