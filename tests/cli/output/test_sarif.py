"""`--output-format sarif`: valid by the standard's schema, and read back it says what was found."""

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import given, settings
from jsonschema import Draft4Validator

from signal_dsl._version import __version__
from signal_dsl.analysis import analyze
from signal_dsl.cli.linting.outcome import Outcome
from signal_dsl.cli.output.report import Report
from signal_dsl.cli.output.sarif import render
from signal_dsl.cli.terminal import printable
from signal_dsl.diagnostics import Edit
from signal_dsl.fixing import apply_edits
from signal_dsl.rules import check, find_rule
from signal_dsl.settings import LintSettings, merge
from signal_dsl.source import Source
from tests.amounts import slow_cases
from tests.cli.output.reports import ODD_NAMES, failures, reports

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
VALIDATOR = Draft4Validator(SCHEMA)
# RFC 3986.
URI = re.compile(r"([a-z]+:)?([A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9A-F]{2})+")


def run_of(text: str) -> dict[str, Any]:
    """The one run of a log, which must be valid."""
    assert text.isascii()
    log = json.loads(text)
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    return run


def report_of(text: str, name: str = "a.signal") -> Report:
    """The report on a script, by three rules."""
    report = Report()
    source = Source(text, name)
    settings = merge(lint=LintSettings(select=("SIG101", "SIG102", "SIG404")))
    report.add(Outcome(source, tuple(check(analyze(source, settings=settings))), "warning"))
    return report


def file_of(place: dict[str, Any], run: dict[str, Any]) -> str:
    """The absolute path behind an `artifactLocation`."""
    uri = place["uri"]
    assert URI.fullmatch(uri)
    if "uriBaseId" in place:
        parts = urlsplit(uri)
        assert not any([parts.scheme, parts.netloc, parts.query, parts.fragment])
        assert not parts.path.startswith(("/", ".."))
        base = run["originalUriBaseIds"][place["uriBaseId"]]["uri"]
        assert base.endswith("/")
        uri = base + uri
    assert uri.startswith("file:///")
    return os.fsdecode(unquote_to_bytes(uri.removeprefix("file://")))


def replaced(text: str, change: dict[str, Any]) -> str:
    """A text without its byte order mark after the replacements of an `artifactChange`, by their regions alone."""
    text = text.removeprefix("\ufeff")
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", text))]
    edits = []
    for replacement in change["replacements"]:
        region = replacement["deletedRegion"]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        edits.append(Edit(start, end, replacement["insertedContent"]["text"]))
    return apply_edits(text, edits)


@settings(max_examples=slow_cases())
@given(reports())
def test_any_report_is_valid_and_says_what_was_found(report: Report) -> None:
    run = run_of(render(report))
    assert len(run["results"]) == len(report.found)
    for result, found in zip(run["results"], report.found, strict=True):
        one = found.diagnostic
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == one.code
        assert result["message"]["text"] == printable(one.message)
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert file_of(place["artifactLocation"], run) == os.path.abspath(one.file)
        assert len(result.get("fixes", [])) == sum(bool(fix.edits) for fix in one.fixes)
    prints = [json.dumps(result["partialFingerprints"]) for result in run["results"]]
    assert len(set(prints)) == len(prints)
    (invocation,) = run["invocations"]
    assert len(invocation["toolExecutionNotifications"]) == len(failures(report))
    assert invocation["executionSuccessful"] == (not report.failures)


def test_what_a_run_says() -> None:
    run = run_of(render(report_of('emit_signal("🚀é" == clsoe, exit("BINANCE:BTC/USDT"))\n', "a b/é.signal")))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["semanticVersion"] == __version__
    result = run["results"][0]
    assert (result["ruleId"], result["level"]) == ("SIG101", "warning")
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b/%C3%A9.signal", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 1, "startColumn": 21, "endLine": 1, "endColumn": 26},
    }
    (rule,) = [rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "SIG101"]
    assert rule["name"] == "undefined-name"
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert find_rule("SIG101").bad[0] in rule["help"]["text"]
    assert f"```python\n{find_rule('SIG101').good[0]}```" in rule["help"]["markdown"]


def test_a_run_without_findings() -> None:
    run = run_of(render(Report()))
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_are_uris(name: str) -> None:
    run = run_of(render(report_of("close[1]\n", name)))
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert file_of(place, run) == os.path.abspath(name)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_replacements_do_what_fixes_do(mark: str, end: str) -> None:
    lines = ["x = close[1]", 'emit_signal("🚀é" == clsoe or rsi(close, 14)[2] > 5,', 'exit("BINANCE:BTC/USDT"))']
    report = report_of(mark + end.join(lines))
    run = run_of(render(report))
    tried = 0
    for result, found in zip(run["results"], report.found, strict=True):
        for fix, theirs in zip(found.diagnostic.fixes, result.get("fixes", []), strict=True):
            ours = apply_edits(found.source.text, fix.edits)
            assert replaced(found.source.text, theirs["artifactChanges"][0]) == ours.removeprefix("\ufeff")
            assert theirs["properties"] == {"safe": fix.safe}
            tried += 1
    assert tried >= 3
