"""`--output-format junit`: valid by a schema of Jenkins, and read back by a library for it."""

from pathlib import Path
from typing import Any

import junitparser
import xmlschema
from hypothesis import given, settings

from signal_dsl.cli.linting.outcome import Outcome
from signal_dsl.cli.output.junit import render
from signal_dsl.cli.output.report import Report
from signal_dsl.cli.project import Failure
from signal_dsl.cli.terminal import printable
from tests.amounts import slow_cases
from tests.cli.output.reports import failures, reports
from tests.cli.output.test_sarif import report_of

SCHEMA = xmlschema.XMLSchema(Path(__file__).parents[2] / "schemas" / "junit-10.xsd")


def suites_of(text: str) -> Any:
    """The suites of a report, which must be valid and must have counted right."""
    assert text.isascii()
    SCHEMA.validate(text)
    suites = junitparser.JUnitXml.fromstring(text.encode())
    told = (suites.tests, suites.failures, suites.errors)
    suites.update_statistics()
    assert (suites.tests, suites.failures, suites.errors) == told
    for suite in suites:
        names = [(test.classname, test.name) for test in suite]
        assert len(set(names)) == len(names)
    return suites


@settings(max_examples=slow_cases())
@given(reports())
def test_any_report_is_valid_and_says_what_was_found(report: Report) -> None:
    suites = suites_of(render(report))
    tests = [test for suite in suites for test in suite]
    assert suites.failures == sum(found.grave for found in report.found)
    assert suites.errors == len(failures(report))
    assert sum(test.name.startswith("SIG") for test in tests) == len(report.found)
    told = [result.message for test in tests for result in test.result if isinstance(result, junitparser.Failure)]
    assert sorted(told) == sorted(printable(one.diagnostic.message) for one in report.found if one.grave)
    concerned = {one.diagnostic.file for one in report.found} | {failure.path for failure in report.failures}
    assert sum(test.name == "no findings" for test in tests) == len(set(report.checked) - concerned)


def test_what_fails_the_run_fails() -> None:
    (suite,) = suites_of(render(report_of("unused = clsoe[1]\n", "b/a.signal")))
    assert suite.name == "b/a.signal"
    assert [(test.classname, test.is_failure) for test in suite] == [("b.a", True)] * suite.tests
    found = report_of("unused = clsoe[1]\n").found
    report = Report()
    report.add(Outcome(found[0].source, tuple(one.diagnostic for one in found), "error"))
    (suite,) = suites_of(render(report))
    severities = [(f"{one.diagnostic.code} {one.diagnostic.rule}", one.diagnostic.severity) for one in found]
    assert {severity for _, severity in severities} == {"error", "warning"}
    assert [(test.name, test.is_failure) for test in suite] == [(name, one == "error") for name, one in severities]
    assert all(test.system_out.startswith("a.signal:1:") for test in suite if not test.is_failure)


def test_a_clean_script_passes_and_an_unreadable_one_is_an_error() -> None:
    report = report_of('emit_signal(rsi(close, 14) < 30, exit("BINANCE:BTC/USDT"))\n', "good.signal")
    report.failures = [Failure("bad.signal", "bad.signal cannot be read.")]
    good, bad = suites_of(render(report))
    assert [(test.name, test.is_passed) for test in good] == [("no findings", True)]
    assert [(test.name, test.is_error) for test in bad] == [("not checked", True)]
    assert not list(suites_of(render(Report())))
