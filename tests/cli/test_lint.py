"""`signal-dsl lint`: what it prints and what it exits with."""

import json
from pathlib import Path

import pytest

from tests.cli.running import BROKEN, CLEAN, SHORT, UNUSED, one_line, signal_dsl


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    for name, text in (("clean", CLEAN), ("short", SHORT), ("unused", UNUSED)):
        (tmp_path / f"{name}.signal").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_clean_script(scripts: Path) -> None:
    done = signal_dsl("lint", "clean.signal", cwd=scripts)
    assert (done.returncode, done.stdout, done.stderr) == (0, "No findings in 1 file.\n", "")


def test_a_finding_with_its_place_its_reason_and_its_fix(scripts: Path) -> None:
    done = signal_dsl("lint", "short.signal", cwd=scripts)
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout == (
        "short.signal:6:9: error SIG401 ta-out-of-range\n"
        "`ema(close, 200)` needs 200 bars of 1d to give a value, but the range from 2024-07-01 to 2024-12-31 holds "
        "183. Start on 2024-06-14 or before.\n"
        "  6 | trend = ema(close, 200)\n"
        "    |         ^^^^^^^^^^^^^^^\n"
        "help: Set `start_date` to 2024-06-14\n"
        "\n"
        "Found 1 error in 1 file.\n"
        "`--unsafe-fixes` mends it.\n"
    )


def test_quiet_is_a_line_for_each_finding(scripts: Path) -> None:
    done = signal_dsl("lint", "-q", cwd=scripts)
    places = [line.split(": ")[:2] for line in done.stdout.splitlines()]
    assert places == [
        ["short.signal:6:9", "error SIG401 ta-out-of-range"],
        ["unused.signal:8:1", "warning SIG102 unused-name"],
    ]
    assert signal_dsl("lint", "--quiet", "clean.signal", cwd=scripts).stdout == ""


def test_the_summary_counts(scripts: Path) -> None:
    assert "\nFound 1 error and 1 warning in 2 of 3 files.\n" in signal_dsl("lint", cwd=scripts).stdout
    assert "in 2 files.\n" in signal_dsl("lint", "unused.signal", "short.signal", cwd=scripts).stdout


def test_statistics(scripts: Path) -> None:
    (scripts / "twice.signal").write_text(UNUSED + "more = atr(15)\n", encoding="utf-8")
    assert signal_dsl("lint", "--statistics", cwd=scripts).stdout == (
        "3  SIG102  warning  unused-name\n"
        "1  SIG401  error    ta-out-of-range\n"
        "\n"
        "Found 1 error and 3 warnings in 3 of 4 files.\n"
        "`--unsafe-fixes` mends all of them.\n"
    )
    done = signal_dsl("lint", "--statistics", "--output-format", "json", cwd=scripts)
    assert json.loads(done.stdout)["statistics"] == [
        {"code": "SIG102", "rule": "unused-name", "count": 3},
        {"code": "SIG401", "rule": "ta-out-of-range", "count": 1},
    ]


def test_json_has_the_promised_shape_and_no_more(scripts: Path) -> None:
    done = signal_dsl("lint", "--output-format=json", "short.signal", "clean.signal", cwd=scripts)
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "version": 1,
        "summary": {"files": 2, "errors": 1, "warnings": 0, "infos": 0},
        "diagnostics": [
            {
                "file": "short.signal",
                "code": "SIG401",
                "rule": "ta-out-of-range",
                "severity": "error",
                "message": "`ema(close, 200)` needs 200 bars of 1d to give a value, but the range from 2024-07-01 to "
                "2024-12-31 holds 183. Start on 2024-06-14 or before.",
                "range": {"start": {"line": 6, "column": 9}, "end": {"line": 6, "column": 24}},
                "fixes": [
                    {
                        "title": "Set `start_date` to 2024-06-14",
                        "safe": False,
                        "edits": [
                            {
                                "range": {"start": {"line": 3, "column": 16}, "end": {"line": 3, "column": 28}},
                                "text": '"2024-06-14"',
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_json_without_findings(scripts: Path) -> None:
    done = signal_dsl("lint", "--output-format", "json", "clean.signal", cwd=scripts)
    summary = {"files": 1, "errors": 0, "warnings": 0, "infos": 0}
    assert json.loads(done.stdout) == {"version": 1, "summary": summary, "diagnostics": []}
    assert done.returncode == 0


def test_columns_of_json_count_characters(tmp_path: Path) -> None:
    script = tmp_path / "a.signal"
    script.write_text('emit_signal("🚀é" == clsoe, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))\n', encoding="utf-8")
    done = signal_dsl("lint", "--select", "SIG101", "--output-format", "json", script)
    found = json.loads(done.stdout)["diagnostics"][0]
    assert found["range"] == {"start": {"line": 1, "column": 21}, "end": {"line": 1, "column": 26}}


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ((), {"SIG102", "SIG401"}),
        (("--select", "SIG401"), {"SIG401"}),
        (("--select", "SIG1,SIG402"), {"SIG102"}),
        (("--select", "unused-name", "--select=ta-out-of-range"), {"SIG102", "SIG401"}),
        (("--ignore", "SIG4"), {"SIG102"}),
        (("--ignore", "SIG4,unused-name"), set()),
        (("--ignore", "ALL"), set()),
        (("--select", "SIG4", "--extend-select", "SIG102"), {"SIG102", "SIG401"}),
        (("--select", "SIG4", "--extend-select", "SIG102", "--ignore", "SIG401"), {"SIG102"}),
    ],
)
def test_rules_are_chosen(scripts: Path, options: tuple[str, ...], codes: set[str]) -> None:
    done = signal_dsl("lint", "--output-format", "json", *options, cwd=scripts)
    assert {one["code"] for one in json.loads(done.stdout)["diagnostics"]} == codes
    assert done.returncode == int(bool(codes))


@pytest.mark.parametrize(
    ("script", "options", "status"),
    [
        ("clean", (), 0),
        ("clean", ("--fail-on", "info"), 0),
        ("unused", (), 1),
        ("unused", ("--fail-on", "error"), 0),
        ("unused", ("--fail-on", "warning"), 1),
        ("unused", ("--fail-on", "info"), 1),
        ("short", ("--fail-on", "error"), 1),
        ("short", ("--exit-zero",), 0),
        ("short", ("--exit-zero", "--fail-on", "error"), 0),
        ("short", ("--output-format", "json"), 1),
        ("short", ("--statistics",), 1),
        ("short", ("--quiet",), 1),
        ("missing", (), 2),
        ("missing", ("--exit-zero",), 2),
    ],
)
def test_exit_status(scripts: Path, script: str, options: tuple[str, ...], status: int) -> None:
    done = signal_dsl("lint", f"{script}.signal", *options, cwd=scripts)
    assert done.returncode == status
    assert bool(done.stderr) == (status == 2)


def test_standard_input() -> None:
    done = signal_dsl("lint", "-", given=SHORT.encode())
    assert done.returncode == 1
    assert done.stdout.startswith("<stdin>:6:9: error SIG401")


def test_standard_input_has_the_settings_of_the_path_that_it_stands_for(tmp_path: Path) -> None:
    (tmp_path / "signal-dsl.toml").write_text('[lint]\nper-file-ignores = { "old/*" = ["SIG401"] }\n', encoding="utf-8")
    new = signal_dsl("lint", "-", "--stdin-filename", "new/a.signal", cwd=tmp_path, given=SHORT.encode())
    assert new.stdout.startswith("new/a.signal:6:9: error SIG401")
    old = signal_dsl("lint", "-", "--stdin-filename", "old/a.signal", cwd=tmp_path, given=SHORT.encode())
    assert (old.returncode, old.stdout) == (0, "No findings in 1 file.\n")


def test_a_name_for_standard_input_that_is_not_read(scripts: Path) -> None:
    done = signal_dsl("lint", "clean.signal", "--stdin-filename", "a.signal", cwd=scripts)
    assert done.returncode == 2
    assert one_line(done.stderr).startswith("error: `--stdin-filename` is given, but")


def test_standard_input_that_is_no_text() -> None:
    done = signal_dsl("lint", "-", given=b"\xff\xfe")
    assert done.returncode == 2
    assert one_line(done.stderr) == "error: <stdin> is not UTF-8 text (byte 1 is 0xff). Save it as UTF-8."


def test_a_syntax_error_does_not_hide_the_rest(tmp_path: Path) -> None:
    script = tmp_path / "a.signal"
    script.write_text(BROKEN + "more = clsoe\n", encoding="utf-8")
    done = signal_dsl("lint", "-q", "--select", "SIG0,SIG101", script)
    assert [line.split()[2] for line in done.stdout.splitlines()] == ["SIG001", "SIG101"]


def test_the_catalog_of_the_platform_is_believed(tmp_path: Path) -> None:
    script = tmp_path / "a.signal"
    script.write_text(CLEAN.replace("ema(close, 200)", "house_average(close, 9)"), encoding="utf-8")
    assert signal_dsl("lint", "--select", "SIG101", script).returncode == 1
    names = ["house_average", "ema", "close", "emit_signal", "entry", "Weight"]
    (tmp_path / "live.json").write_text(json.dumps({"data": names}), encoding="utf-8")
    done = signal_dsl("lint", "--select", "SIG101", "--catalog", tmp_path / "live.json", script)
    assert done.stdout == "No findings in 1 file.\n"


@pytest.mark.parametrize("text", [None, "{", "\x00"])
def test_a_catalog_that_cannot_be_had(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "live.json").write_text(text, encoding="utf-8")
    done = signal_dsl("lint", "--catalog", "live.json", "-", cwd=tmp_path, given=CLEAN.encode())
    assert done.returncode == 2
    assert "live.json" in one_line(done.stderr)
    assert done.stdout == ""
