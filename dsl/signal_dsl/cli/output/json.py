"""`--output-format json`: one object, whose shape only ever grows."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.output.report import Found, Report
    from signal_dsl.source import Range

VERSION = 1


def render(report: Report, *, statistics: bool = False, quiet: bool = False) -> str:
    """The report as JSON in ASCII, a line for each finding."""
    counts = report.counts()
    summary = {
        "files": report.files,
        "errors": counts["error"],
        "warnings": counts["warning"],
        "infos": counts["info"],
    }
    head = f'{{"version": {VERSION},\n "summary": {json.dumps(summary)},\n'
    if statistics:
        rows = [{"code": one.code, "rule": one.rule, "count": count} for count, one in report.statistics()]
        head += f' "statistics": {_lines(rows)},\n'
    return f'{head} "diagnostics": {_lines([finding_json(one) for one in report.found])}}}\n'


def _lines(entries: list[dict[str, object]]) -> str:
    """A list with one entry a line: quick to write (an indented one is not), and good to compare."""
    return "[" + ",\n  ".join([json.dumps(entry) for entry in entries]) + "]"


def finding_json(found: Found) -> dict[str, object]:
    """A finding, as every command prints it."""
    one = found.diagnostic
    return {
        "file": one.file,
        "code": one.code,
        "rule": one.rule,
        "severity": one.severity,
        "message": one.message,
        "range": _range(one.range),
        "fixes": [
            {
                "title": fix.title,
                "safe": fix.safe,
                "edits": [
                    {"range": _range(found.source.range(edit.start, edit.end)), "text": edit.text} for edit in fix.edits
                ],
            }
            for fix in one.fixes
        ],
    }


def _range(of: Range) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": of.start.line, "column": of.start.column},
        "end": {"line": of.end.line, "column": of.end.column},
    }
