"""`--output-format sarif`: SARIF 2.1.0, for code scanning and for viewers.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import os

from signal_dsl._version import __version__
from signal_dsl.cli.output.fingerprints import fingerprints
from signal_dsl.cli.output.places import below, file_uri, relative_uri, without_surrogates
from signal_dsl.cli.output.sarif_rules import LEVELS, descriptors
from signal_dsl.cli.terminal import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from signal_dsl.cli.output.report import Found, Report
    from signal_dsl.diagnostics import Fix
    from signal_dsl.source import Range, Source

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# What paths are relative to. The name is the standard's own example.
_ROOT = "%SRCROOT%"
_FINGERPRINT = "signalDsl/v1"
_BYTE_ORDER_MARK = "\ufeff"


def render(report: Report, *, statistics: bool = False, quiet: bool = False) -> str:
    """A log with one run, in ASCII; a line for each finding, each rule that found something, and each failure."""
    codes = sorted({one.diagnostic.code for one in report.found})
    failures = {(failure.path, failure.message): None for failure in report.failures}
    prints = fingerprints(report.found)
    results = [_result(one, codes, print_) for one, print_ in zip(report.found, prints, strict=True)]
    driver = {"name": "Signal DSL", "semanticVersion": __version__}
    base = {_ROOT: {"uri": file_uri(os.curdir)}}
    return (
        f'{{"$schema": "{_SCHEMA}",\n "version": "2.1.0",\n "runs": [{{\n'
        f'  "tool": {{"driver": {json.dumps(driver)[:-1]}, "rules": {_lines(descriptors(codes))}}}}},\n'
        f'  "invocations": [{{"executionSuccessful": {json.dumps(not failures)},'
        f' "toolExecutionNotifications": {_lines([_notification(*both) for both in failures])}}}],\n'
        f'  "originalUriBaseIds": {json.dumps(base)},\n'
        f'  "columnKind": "unicodeCodePoints",\n  "newlineSequences": ["\\r\\n", "\\n", "\\r"],\n'
        f'  "results": {_lines(results)}}}]}}\n'
    )


def _lines(entries: list[dict[str, Any]]) -> str:
    return "[" + ",\n   ".join([json.dumps(entry) for entry in entries]) + "]"


def _result(found: Found, codes: list[str], print_: str) -> dict[str, Any]:
    one = found.diagnostic
    place = {"artifactLocation": _artifact(one.file), "region": _region(one.range, found.source)}
    result = {
        "ruleId": one.code,
        "ruleIndex": codes.index(one.code),
        "level": LEVELS[one.severity],
        "message": {"text": printable(one.message)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {_FINGERPRINT: print_},
    }
    if fixes := [_fix(fix, found) for fix in one.fixes if fix.edits]:
        result["fixes"] = fixes
    return result


def _fix(fix: Fix, found: Found) -> dict[str, Any]:
    source = found.source
    replacements = [
        {
            "deletedRegion": _region(source.range(edit.start, edit.end), source),
            "insertedContent": {"text": without_surrogates(edit.text)},
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": printable(fix.title)},
        "artifactChanges": [{"artifactLocation": _artifact(found.diagnostic.file), "replacements": replacements}],
        "properties": {"safe": fix.safe},
    }


def _notification(path: str, message: str) -> dict[str, Any]:
    place = {"physicalLocation": {"artifactLocation": _artifact(path)}}
    return {"level": "error", "message": {"text": printable(message)}, "locations": [place]}


def _artifact(name: str) -> dict[str, str]:
    path = below(os.curdir, name)
    return {"uri": relative_uri(path), "uriBaseId": _ROOT} if path else {"uri": file_uri(name)}


def _region(place: Range, source: Source) -> dict[str, int]:
    """A stretch of text. In SARIF a byte order mark is no part of it, in a `Source` it is the first character."""
    start, end = place.start, place.end
    mark = source.text.startswith(_BYTE_ORDER_MARK)
    return {
        "startLine": start.line,
        "startColumn": max(1, start.column - (mark and start.line == 1)),
        "endLine": end.line,
        "endColumn": max(1, end.column - (mark and end.line == 1)),
    }
