"""`signal-dsl lint --baseline`, as users run it."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import BROKEN, CLEAN, SHORT, UNUSED, one_line, signal_dsl

TWICE = UNUSED + "more = atr(15)\n"
CONFIG = '[lint]\nselect = ["SIG001", "SIG102", "SIG401"]\n'
SELECTED = "`--write-baseline` counts all there is to find, which `--select` does not leave as it is."


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    (tmp_path / "strategies").mkdir()
    (tmp_path / "signal-dsl.toml").write_text(CONFIG, encoding="utf-8")
    for name, text in (("clean", CLEAN), ("short", SHORT), ("strategies/twice", TWICE)):
        (tmp_path / f"{name}.signal").write_text(text, encoding="utf-8")
    return tmp_path


def write(scripts: Path) -> dict[str, object]:
    done = signal_dsl("lint", "--baseline", "baseline.json", "--write-baseline", cwd=scripts)
    assert (done.returncode, done.stdout) == (0, "No findings in 3 files.\n")
    assert one_line(done.stderr) == "note: baseline.json is written, with 3 findings in 2 scripts."
    return baseline(scripts)


def baseline(scripts: Path) -> dict[str, object]:
    data = json.loads((scripts / "baseline.json").read_text(encoding="utf-8"))
    assert data.pop("version") == 1
    findings: dict[str, object] = data.pop("findings")
    assert data == {}
    return findings


def test_it_is_written_and_then_nothing_is_told(scripts: Path) -> None:
    assert write(scripts) == {"short.signal": {"SIG401": 1}, "strategies/twice.signal": {"SIG102": 2}}
    assert [path.name for path in scripts.iterdir() if path.name.startswith(".")] == []
    done = signal_dsl("lint", "--baseline", "baseline.json", cwd=scripts)
    assert (done.returncode, done.stdout, done.stderr) == (0, "No findings in 3 files.\n", "")
    elsewhere = signal_dsl("lint", "--baseline", "../baseline.json", "twice.signal", cwd=scripts / "strategies")
    assert (elsewhere.returncode, elsewhere.stderr) == (0, "")


def test_one_too_many_tells_them_all(scripts: Path) -> None:
    write(scripts)
    (scripts / "strategies" / "twice.signal").write_text(TWICE + "still = atr(16)\n", encoding="utf-8")
    done = signal_dsl("lint", "--baseline", "baseline.json", "--output-format", "json", cwd=scripts)
    assert done.returncode == 1
    assert [one["code"] for one in json.loads(done.stdout)["diagnostics"]] == ["SIG102"] * 3
    assert one_line(done.stderr) == (
        "note: There are more findings than baseline.json allows, so all are shown: "
        "strategies/twice.signal SIG102 (3, not 2)."
    )
    assert signal_dsl("lint", "-q", "--baseline", "baseline.json", cwd=scripts).stderr == ""
    # It does not grow.
    before = baseline(scripts)
    done = signal_dsl("lint", "-q", "--baseline", "baseline.json", "--write-baseline", cwd=scripts)
    assert (done.returncode, baseline(scripts)) == (1, before)


def test_another_rule_is_told(scripts: Path) -> None:
    write(scripts)
    (scripts / "clean.signal").write_text(UNUSED, encoding="utf-8")
    done = signal_dsl("lint", "-q", "--baseline", "baseline.json", cwd=scripts)
    assert (done.returncode, done.stdout.count("SIG102")) == (1, 1)
    assert done.stdout.startswith("clean.signal:8:1: warning SIG102")


def test_what_is_mended_can_be_taken_out(scripts: Path) -> None:
    write(scripts)
    (scripts / "short.signal").write_text(CLEAN, encoding="utf-8")
    (scripts / "strategies" / "twice.signal").write_text(UNUSED, encoding="utf-8")
    told = "note: baseline.json allows 2 findings too many: shrink it with `--write-baseline`."
    done = signal_dsl("lint", "--baseline", "baseline.json", cwd=scripts)
    assert (done.returncode, one_line(done.stderr)) == (0, told)
    assert signal_dsl("lint", "-q", "--baseline", "baseline.json", cwd=scripts).stderr == ""
    done = signal_dsl("lint", "--baseline", "baseline.json", "--write-baseline", cwd=scripts)
    assert (done.returncode, one_line(done.stderr)) == (0, "note: baseline.json shrinks from 3 findings to 1.")
    assert baseline(scripts) == {"strategies/twice.signal": {"SIG102": 1}}
    done = signal_dsl("lint", "--baseline", "baseline.json", "--write-baseline", cwd=scripts)
    told = "note: baseline.json stays as it is: nothing in it has been mended."
    assert (done.returncode, one_line(done.stderr)) == (0, told)


def test_only_what_was_checked_is_taken_out(scripts: Path) -> None:
    before = write(scripts)
    done = signal_dsl("lint", "--baseline", "baseline.json", "--write-baseline", "clean.signal", cwd=scripts)
    assert (done.returncode, baseline(scripts)) == (0, before)
    # Who cannot be read, or not in full, may have findings yet.
    (scripts / "short.signal").write_bytes(b"\xff")
    (scripts / "strategies" / "twice.signal").write_text("x = (1 +\n", encoding="utf-8")
    done = signal_dsl("lint", "-q", "--baseline", "baseline.json", "--write-baseline", cwd=scripts)
    assert (done.returncode, baseline(scripts)) == (2, before)
    (scripts / "short.signal").unlink()
    signal_dsl("lint", "--baseline", "baseline.json", "--write-baseline", cwd=scripts)
    assert baseline(scripts) == {"strategies/twice.signal": {"SIG102": 2}}


def test_a_syntax_error_cannot_be_let_pass(scripts: Path) -> None:
    (scripts / "short.signal").write_text(BROKEN, encoding="utf-8")
    done = signal_dsl("lint", "-q", "--baseline", "baseline.json", "--write-baseline", cwd=scripts)
    assert done.returncode == 1
    assert [line.split()[2] for line in done.stdout.splitlines()] == ["SIG001"]
    assert "short.signal" not in baseline(scripts)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--baseline b.json", "b.json cannot be read: it does not exist. Write it with `--write-baseline`."),
        ("--baseline .", ". cannot be read: is a directory. Name a file of JSON."),
        ("--baseline latin.json", "latin.json is no baseline: it is not UTF-8 text. Name the right file."),
        ("--write-baseline", "`--write-baseline` needs to know the file. Name it with `--baseline`."),
        ("--baseline b.json --write-baseline --select SIG4", f"{SELECTED} Take away `--select`."),
        (
            "--baseline no/b.json --write-baseline",
            "no/b.json cannot be written: no such file or directory. Name another file.",
        ),
    ],
)
def test_what_cannot_be_done(scripts: Path, words: str, message: str) -> None:
    (scripts / "latin.json").write_bytes(b'{"\xe9": 1}')
    done = signal_dsl("lint", *words.split(), cwd=scripts)
    assert (done.returncode, one_line(done.stderr)) == (2, f"error: {message}")


def test_a_broken_one_stays_as_it_is(scripts: Path) -> None:
    (scripts / "baseline.json").write_text("<<<<<<<", encoding="utf-8")
    done = signal_dsl("lint", "--baseline", "baseline.json", "--write-baseline", cwd=scripts)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr) == (
        "error: baseline.json is no baseline: it is not JSON (line 1). "
        "Mend it, or delete it and write it anew with `--write-baseline`."
    )
    assert (scripts / "baseline.json").read_text(encoding="utf-8") == "<<<<<<<"


def test_a_name_that_is_no_text(scripts: Path) -> None:
    os.rename(scripts / "short.signal", os.fsencode(scripts) + b"/sh\xe9rt.signal")
    write(scripts)
    assert signal_dsl("lint", "--baseline", "baseline.json", cwd=scripts).returncode == 0
