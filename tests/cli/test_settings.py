"""Where the settings of a script come from, and how faults in them are told."""

import json
from pathlib import Path

import pytest

from tests.cli.running import CLEAN, one_line, signal_dsl

BARE = CLEAN.partition("# ///\n")[2]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "signal-dsl.toml").write_text("", encoding="utf-8")  # nothing above can be found
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here" / "bare.signal").write_text(BARE, encoding="utf-8")
    (tmp_path / "here" / "own.signal").write_text(CLEAN, encoding="utf-8")
    return tmp_path / "here"


def configure(folder: Path, text: str, name: str = "signal-dsl.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def timeframe(*arguments: str) -> str | None:
    found: str | None = json.loads(signal_dsl("lookback", "--json", *arguments).stdout)[0]["timeframe"]
    return found


def test_the_command_line_goes_before_the_script_and_that_before_the_configuration(here: Path) -> None:
    assert timeframe("bare.signal") is None
    configure(here, '[backtest]\ntimeframe = "4h"\n')
    assert timeframe("bare.signal") == "4h"
    assert timeframe("own.signal") == "1d"
    assert timeframe("own.signal", "--timeframe", "1w") == "1w"


def test_all_run_settings_can_be_given_on_the_command_line(here: Path) -> None:
    options = ["--timeframe", "1d", "--start-date", "2024-01-01", "--end-date", "2024-12-31"]
    more = ["--analysis-start=2024-03-01", "--universe=BINANCE:BTC/USDT", "--universe", "BINANCE:ETH/USDT"]
    done = signal_dsl("lookback", "--json", "bare.signal", *options, *more, "--exchange", "binance")
    assert json.loads(done.stdout)[0]["required_start"] == "2023-08-15"
    done = signal_dsl("lint", "-q", "--select", "SIG401", "bare.signal", *options[:4], "--end-date", "2024-06-30")
    assert "needs 200 bars of 1d" in done.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--timeframe", "60m"), "There is no timeframe `60m`. Did you mean `1h`?"),
        (("--start-date", "1.2.2024"), "`--start-date` is `1.2.2024`, which is no date. Write it as YYYY-MM-DD."),
        (("--exchange", "binanse"), "There is no exchange `binanse`. Did you mean `binance`?"),
        (("--start-date", "2024-02-01", "--end-date", "2024-01-01"), "is not after"),
    ],
)
def test_a_setting_on_the_command_line_that_cannot_be(here: Path, options: tuple[str, ...], told: str) -> None:
    for command in ("lint", "lookback"):
        done = signal_dsl(command, "bare.signal", *options)
        assert (done.returncode, done.stdout) == (2, "")
        assert told in one_line(done.stderr)


def test_faults_of_a_configuration_are_found_once_at_their_place(here: Path) -> None:
    configure(here, '[backtest]\ntimeframe = "60m"\nuniverze = ["BINANCE:BTC/USDT"]\n')
    done = signal_dsl("lint", "--output-format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["summary"] == {"files": 2, "errors": 2, "warnings": 0, "infos": 0}
    found = [(one["file"], one["code"], one["range"]["start"]["line"]) for one in report["diagnostics"]]
    assert found == [("signal-dsl.toml", "SIG507", 2), ("signal-dsl.toml", "SIG507", 3)]
    assert report["diagnostics"][0]["fixes"][0]["edits"] == [
        {"range": {"start": {"line": 2, "column": 13}, "end": {"line": 2, "column": 18}}, "text": '"1h"'}
    ]
    assert ' 2 | timeframe = "60m"\n' in signal_dsl("lint", "own.signal").stdout


def test_faults_of_a_configuration_are_silenced_and_graded_as_any_other(here: Path) -> None:
    configure(here, '[backtest]\ntimeframe = "60m"\n[lint]\nseverity = { SIG507 = "info" }\n')
    done = signal_dsl("lint", "-q")
    assert (done.returncode, done.stdout.split(": ")[1]) == (0, "info SIG507 bad-run-setting")
    assert signal_dsl("lint", "-q", "--ignore", "SIG507").stdout == ""


def test_a_script_and_a_configuration_that_contradict_each_other(here: Path) -> None:
    configure(here, '[backtest]\nend_date = "2019-01-01"\n')
    (here / "own.signal").write_text(CLEAN.replace('# end_date = "2024-12-31"\n', ""), encoding="utf-8")
    done = signal_dsl("lint", "-q", "own.signal", "--select", "SIG507")
    assert done.returncode == 1
    assert "is not after `start_date`" in done.stdout


def test_contradictions_within_a_configuration_are_found_once(here: Path) -> None:
    configure(here, '[backtest]\nstart_date = "2024-01-01"\nend_date = "2019-01-01"\n')
    (here / "second.signal").write_text(BARE, encoding="utf-8")
    done = signal_dsl("lint", "-q", "bare.signal", "second.signal", "--select", "SIG507")
    assert done.stdout.startswith(
        "signal-dsl.toml:3:12: error SIG507 bad-run-setting: `end_date` 2019-01-01 is not after"
    )
    assert done.stdout.count("\n") == 1


def test_rules_chosen_by_the_configuration(here: Path) -> None:
    (here / "bare.signal").write_text(BARE + "noise = atr(14)\n", encoding="utf-8")
    configure(here, '[tool.signal-dsl.lint]\nignore = ["SIG102"]\n', "pyproject.toml")
    assert signal_dsl("lint").returncode == 0
    configure(here, '[tool.signal-dsl.lint]\nfail-on = "error"\n', "pyproject.toml")
    done = signal_dsl("lint", "-q")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert signal_dsl("lint", "--fail-on", "warning").returncode == 1


def test_rules_that_are_ignored_in_some_files(here: Path) -> None:
    (here / "old" / "deep").mkdir(parents=True)
    for name in ("a.signal", "old/b.signal", "old/deep/c.signal", "d_test.signal"):
        (here / name).write_text(BARE + "noise = atr(14)\n", encoding="utf-8")
    configure(here, '[lint]\nper-file-ignores = { "old/*" = ["unused-name"], "*_test.signal" = ["ALL"] }\n')
    assert [line.split(":")[0] for line in signal_dsl("lint", "-q").stdout.splitlines()] == ["a.signal"]
    assert signal_dsl("lint", "-q", "old/b.signal", str(here / "old" / "deep" / "c.signal")).stdout == ""


@pytest.mark.parametrize("command", ["lint", "lookback"])
def test_a_configuration_that_cannot_be_read(here: Path, command: str) -> None:
    (here / "signal-dsl.toml").write_bytes(b"\xff")
    done = signal_dsl(command, "bare.signal", "own.signal")
    assert done.returncode == 2
    assert "signal-dsl.toml is not UTF-8 text" in one_line(done.stderr)


def test_verbose_tells_which_catalog_and_configuration_hold(here: Path) -> None:
    (here / "sub").mkdir()
    configure(here / "sub", "[lint]\n")
    (here / "sub" / "a.signal").write_text(BARE, encoding="utf-8")
    done = signal_dsl("lint", "-v", "bare.signal", "sub")
    assert (done.returncode, done.stdout) == (0, "No findings in 2 files.\n")
    assert done.stderr.splitlines() == [
        "signal-dsl: note: Names are looked up in the built-in catalog.",
        f"signal-dsl: note: bare.signal is read with {here.parent / 'signal-dsl.toml'}.",
        "signal-dsl: note: sub/a.signal is read with sub/signal-dsl.toml.",
    ]


def test_a_configuration_that_names_a_rule_that_does_not_exist(here: Path) -> None:
    configure(here, '[lint]\nselect = ["SIG999"]\n')
    done = signal_dsl("lint")
    assert done.returncode == 2
    assert one_line(done.stderr).startswith("error: signal-dsl.toml: There is no rule `SIG999`.")
