"""`signal-dsl lint --output-format`, as CI runs it, on a folder with all that can be odd."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.output.test_github import commands
from tests.cli.output.test_gitlab import entries_of
from tests.cli.output.test_junit import suites_of
from tests.cli.output.test_sarif import file_of, run_of
from tests.cli.running import BROKEN, CLEAN, SHORT, UNUSED, signal_dsl

FORMATS = ("sarif", "github", "gitlab", "junit")
# None of these is a CI server's.
PLAIN = {"GITHUB_WORKSPACE": None, "CI_PROJECT_DIR": None}


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A folder with scripts of odd names and contents, one of which is no text, and one that cannot be opened."""
    texts = {
        b"clean.signal": CLEAN.encode(),
        b"a b/100%.signal": SHORT.encode(),
        b"a:b,c::d.signal": b"\xef\xbb\xbf" + UNUSED.encode(),
        b"l\ni\rne.signal": BROKEN.encode(),
        b"\xe9.signal": UNUSED.encode(),
        "é🚀<&>\"'.signal".encode(): "x = 'é🚀' == clsoe\r\n".encode(),
        b"#?\\.signal": b"x = 1 \x1b[31m \x08\r y =\n",
        b"binary.signal": b"\0",
    }
    for name, data in texts.items():
        path = os.path.join(os.fsencode(tmp_path), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    (tmp_path / "nowhere.signal").symlink_to("missing")
    return tmp_path


def test_every_format_says_the_same(odd: Path) -> None:
    told = {name: signal_dsl("lint", "--output-format", name, cwd=odd, **PLAIN) for name in ("json", *FORMATS)}
    assert {done.returncode for done in told.values()} == {2}
    assert len({done.stderr for done in told.values()}) == 1
    found = json.loads(told["json"].stdout)["diagnostics"]
    count = len(found)
    assert len({one["file"] for one in found}) == 6

    run = run_of(told["sarif"].stdout)
    assert len(run["results"]) == count
    assert {"SIG001", "SIG101", "SIG102", "SIG401"} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in run["results"]]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    places += [
        one["locations"][0]["physicalLocation"]["artifactLocation"] for one in invocation["toolExecutionNotifications"]
    ]
    assert {os.path.relpath(file_of(place, run), odd) for place in places} == {
        *(one["file"] for one in found),
        *("binary.signal", "nowhere.signal"),
    }

    lines = commands(told["github"].stdout)
    assert len(lines) == count + 2
    assert {"l\ni\rne.signal", "a:b,c::d.signal", "\\xe9.signal"} <= {properties["file"] for _, properties, _ in lines}
    assert sum(properties["title"] == "not checked" for _, properties, _ in lines) == 2

    entries = entries_of(told["gitlab"].stdout)
    assert len(entries) == count + 2
    assert {"binary.signal", "nowhere.signal"} == {
        entry["location"]["path"] for entry in entries if entry["severity"] == "blocker"
    }

    suites = suites_of(told["junit"].stdout)
    assert (len(list(suites)), suites.tests, suites.errors) == (9, count + 3, 2)


@pytest.mark.parametrize("output_format", FORMATS)
def test_quiet_and_statistics_change_nothing(odd: Path, output_format: str) -> None:
    plain = signal_dsl("lint", "--output-format", output_format, cwd=odd)
    other = signal_dsl("lint", "--output-format", output_format, "--quiet", "--statistics", cwd=odd)
    assert plain.stdout == other.stdout != ""


@pytest.mark.parametrize("output_format", FORMATS)
def test_exit_status(odd: Path, output_format: str) -> None:
    def status(*words: str) -> int:
        return signal_dsl("lint", "--output-format", output_format, *words, cwd=odd).returncode

    assert status("clean.signal") == 0
    assert status("a b") == 1
    assert status("a b", "--exit-zero") == 0
    assert status("a b", "binary.signal", "--exit-zero") == 2


@pytest.mark.parametrize("output_format", FORMATS)
def test_it_is_utf8_whatever_the_terminal_is(odd: Path, output_format: str) -> None:
    plain = signal_dsl("lint", "--output-format", output_format, cwd=odd, PYTHONIOENCODING="utf-8")
    other = signal_dsl("lint", "--output-format", output_format, cwd=odd, PYTHONIOENCODING="latin-1")
    assert other.stdout == plain.stdout


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_faulty_configuration_is_told_at_its_own_place(odd: Path, output_format: str) -> None:
    (odd / "signal-dsl.toml").write_text("[backtest]\ntimeframe = 5\n", encoding="utf-8")
    done = signal_dsl("lint", "--output-format", output_format, "--select", "SIG507", "clean.signal", cwd=odd)
    assert done.returncode == 1
    assert done.stdout.count("SIG507") >= 1
    assert "signal-dsl.toml" in done.stdout


def test_standard_input(odd: Path) -> None:
    done = signal_dsl(
        "lint", "-", "--output-format", "gitlab", "--stdin-filename", "b/x.signal", given=SHORT.encode(), cwd=odd
    )
    assert [entry["location"]["path"] for entry in entries_of(done.stdout)] == ["b/x.signal"]
