"""`--output-format gitlab`: a Code Quality report, which GitLab shows in merge requests.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json

from signal_dsl.cli.output.fingerprints import fingerprint, fingerprints
from signal_dsl.cli.output.places import in_project, without_surrogates
from signal_dsl.cli.terminal import printable
from signal_dsl.diagnostics import ERROR, INFO, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.output.report import Report
    from signal_dsl.diagnostics import Diagnostic

_SEVERITIES = {ERROR: "major", WARNING: "minor", INFO: "info"}
_PROJECT = "CI_PROJECT_DIR"
_NOT_CHECKED = "not-checked"


def render(report: Report, *, statistics: bool = False, quiet: bool = False) -> str:
    """A list in ASCII, with a line for each finding and each file that was not checked."""
    prints = fingerprints(report.found, _PROJECT)
    entries = [_finding(one.diagnostic, print_) for one, print_ in zip(report.found, prints, strict=True)]
    entries += [_failure(*both) for both in {(failure.path, failure.message): None for failure in report.failures}]
    return "[" + ",\n ".join([json.dumps(entry) for entry in entries]) + "]\n"


def _finding(one: Diagnostic, print_: str) -> dict[str, object]:
    start, end = one.range.start, one.range.end
    return {
        "description": printable(one.message),
        "check_name": one.code,
        "fingerprint": print_,
        "severity": _SEVERITIES[one.severity],
        "location": {
            "path": _path(one.file),
            "lines": {"begin": start.line, "end": end.line},
            "positions": {
                "begin": {"line": start.line, "column": start.column},
                "end": {"line": end.line, "column": end.column},
            },
        },
    }


def _failure(path: str, message: str) -> dict[str, object]:
    return {
        "description": printable(message),
        "check_name": _NOT_CHECKED,
        "fingerprint": fingerprint(path, _NOT_CHECKED, message),
        "severity": "blocker",
        "location": {"path": _path(path), "lines": {"begin": 1}},
    }


def _path(name: str) -> str:
    return without_surrogates(in_project(name, _PROJECT))
