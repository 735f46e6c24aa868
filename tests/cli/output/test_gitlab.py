"""`--output-format gitlab`: valid by what GitLab documents, with fingerprints that it can rely on."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from signal_dsl.cli.output.gitlab import render
from signal_dsl.cli.output.report import Report
from signal_dsl.cli.terminal import printable
from tests.amounts import slow_cases
from tests.cli.output.reports import failures, reports
from tests.cli.output.test_sarif import report_of

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "gitlab-code-quality.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def entries_of(text: str) -> list[dict[str, Any]]:
    """The entries of a report, which must be valid."""
    assert text.isascii()
    entries = json.loads(text)
    json.dumps(entries, ensure_ascii=False).encode()  # a strict reader refuses surrogates
    VALIDATOR.validate(entries)
    prints = [entry["fingerprint"] for entry in entries]
    assert len(set(prints)) == len(prints)  # GitLab shows one entry of those that share one
    return entries  # type: ignore[no-any-return]


@settings(max_examples=slow_cases())
@given(reports())
def test_any_report_is_valid_and_says_what_was_found(report: Report) -> None:
    entries = entries_of(render(report))
    assert len(entries) == len(report.found) + len(failures(report))
    for entry, found in zip(entries, report.found, strict=False):
        one = found.diagnostic
        assert (entry["check_name"], entry["description"]) == (one.code, printable(one.message))
        assert entry["location"]["lines"] == {"begin": one.range.start.line, "end": one.range.end.line}
    for entry in entries[len(report.found) :]:
        assert (entry["check_name"], entry["severity"]) == ("not-checked", "blocker")


def test_an_entry() -> None:
    (first, *_) = entries_of(
        render(report_of('emit_signal("🚀é" == clsoe, exit("BINANCE:BTC/USDT"))\n', "./b/a.signal"))
    )
    assert (first["check_name"], first["severity"]) == ("SIG101", "minor")
    assert first["location"] == {
        "path": "b/a.signal",
        "lines": {"begin": 1, "end": 1},
        "positions": {"begin": {"line": 1, "column": 21}, "end": {"line": 1, "column": 26}},
    }


def test_nothing_found_is_an_empty_list() -> None:
    assert entries_of(render(Report())) == []


def test_paths_begin_at_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "strategies"
    below.mkdir()
    monkeypatch.chdir(below)
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    (entry, *_) = entries_of(render(report_of("close[1]\n")))
    assert entry["location"]["path"] == "strategies/a.signal"
