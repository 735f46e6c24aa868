"""`--output-format github`: each command is read back as the runner reads it."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from signal_dsl.cli.output.github import render
from signal_dsl.cli.output.places import in_project, without_surrogates
from signal_dsl.cli.output.report import Report
from signal_dsl.cli.terminal import printable
from tests.amounts import slow_cases
from tests.cli.output.reports import reports
from tests.cli.output.test_sarif import report_of

_DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands in an output: their names, properties and messages."""
    lines = re.split("\r\n|\r|\n", text)
    assert lines.pop() == ""
    read = []
    for line in lines:
        assert line.startswith("::")
        head, separator, message = line[2:].partition("::")
        assert separator
        name, _, listed = head.partition(" ")
        properties = {
            key: unescaped(value, _PROPERTY) for key, value in (one.split("=", 1) for one in listed.split(","))
        }
        read.append((name, properties, unescaped(message, _DATA)))
    return read


def unescaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for escape, char in escapes:
        text = text.replace(escape, char)
    return text


def path(name: str) -> str:
    return without_surrogates(in_project(name, "GITHUB_WORKSPACE"))


@settings(max_examples=slow_cases())
@given(reports())
def test_any_report_is_read_back(report: Report) -> None:
    expected = []
    for found in report.found:
        one = found.diagnostic
        level = {"error": "error", "warning": "warning", "info": "notice"}[one.severity]
        place = {"file": path(one.file), "line": str(one.range.start.line), "endLine": str(one.range.end.line)}
        if one.range.start.line == one.range.end.line:
            place |= {"col": str(one.range.start.column), "endColumn": str(one.range.end.column)}
        expected.append((level, place | {"title": f"{one.code} {one.rule}"}, printable(one.message)))
    reasons = {failure.message: failure.path for failure in report.failures}
    for message, name in reasons.items():
        expected.append(("error", {"file": path(name), "title": "not checked"}, printable(message)))
    text = render(report)
    text.encode()
    assert sorted(commands(text), key=repr) == sorted(expected, key=repr)


def test_paths_begin_at_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "strategies"
    below.mkdir()
    monkeypatch.chdir(below)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    report = report_of("close[1]\n", "./a.signal")
    assert commands(render(report))[0][1]["file"] == "a.signal"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert commands(render(report))[0][1]["file"] == "strategies/a.signal"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "elsewhere"))
    assert commands(render(report))[0][1]["file"] == "a.signal"


def test_nothing_is_said_of_nothing() -> None:
    assert render(Report()) == ""
